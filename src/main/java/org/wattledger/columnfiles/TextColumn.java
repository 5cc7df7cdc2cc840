package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** Texts that hardly recur, given as the bytes of their UTF-8. */
public final class TextColumn extends FileColumn {

  /** Texts of the open page in plain encoding: length, bytes. */
  private final PageBytes texts = new PageBytes();

  private byte[] least;
  private byte[] greatest;

  TextColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
  }

  /** Appends one text. */
  public void append(byte[] source, int offset, int length) {
    texts.addInt(length);
    texts.addBytes(source, offset, length);
    presence.add(true);
    endPageIfFull(texts.size());
  }

  public void appendNull() {
    presence.add(false);
    endPageIfFull(texts.size());
  }

  @Override
  Encoding encode(PageBytes into) {
    into.addBytes(texts.array(), 0, texts.size());
    if (texts.size() > 0) {
      findExtremes();
    }
    texts.clear();
    return Encoding.PLAIN;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(Binary.fromConstantByteArray(least));
    statistics.updateStats(Binary.fromConstantByteArray(greatest));
  }

  private void findExtremes() {
    byte[] bytes = texts.array();
    int min = 0;
    int max = 0;
    for (int at = 0; at < texts.size(); at = endOf(at)) {
      if (compare(bytes, at, min) < 0) {
        min = at;
      }
      if (compare(bytes, at, max) > 0) {
        max = at;
      }
    }
    least = Arrays.copyOfRange(bytes, min + Integer.BYTES, endOf(min));
    greatest = Arrays.copyOfRange(bytes, max + Integer.BYTES, endOf(max));
  }

  private int compare(byte[] bytes, int a, int b) {
    return Arrays.compareUnsigned(
        bytes, a + Integer.BYTES, endOf(a), bytes, b + Integer.BYTES, endOf(b));
  }

  private int endOf(int text) {
    return text + Integer.BYTES + texts.intAt(text);
  }
}

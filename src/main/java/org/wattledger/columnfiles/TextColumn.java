package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** Texts that need not recur, given as the bytes of their UTF-8; as ids where they do recur. */
public final class TextColumn extends FileColumn {

  /** Texts of the open page in plain encoding: length, bytes. */
  private final PageBytes texts = new PageBytes();

  private int size;
  private final DictionaryChoice choice = new DictionaryChoice();
  private final TextDictionary dictionary = new TextDictionary();
  private int[] ids = new int[0];
  private byte[] least;
  private byte[] greatest;

  TextColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
  }

  /** Appends one text. */
  public void append(byte[] source, int offset, int length) {
    texts.addText(source, offset, length);
    size++;
    presence.add(true);
    endPageIfFull(texts.size());
  }

  public void appendNull() {
    presence.add(false);
    endPageIfFull(texts.size());
  }

  @Override
  Encoding encode(PageBytes into) {
    if (size > 0) {
      findExtremes();
    }
    boolean isIds = choice.isOpen() && size > 0 && writeIds(into);
    if (!isIds) {
      into.addBytes(texts.array(), 0, texts.size());
    }
    texts.clear();
    size = 0;
    return isIds ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(Binary.fromConstantByteArray(least));
    statistics.updateStats(Binary.fromConstantByteArray(greatest));
  }

  @Override
  int dictionary(PageBytes into) {
    int count = choice.endChunk() ? dictionary.size() : 0;
    if (count > 0) {
      into.addBytes(dictionary.texts().array(), 0, dictionary.texts().size());
    }
    dictionary.clear();
    return count;
  }

  private boolean writeIds(PageBytes into) {
    if (ids.length < size) {
      ids = new int[size];
    }
    if (!choice.accept(dictionary.ids(texts, size, choice.most(size), ids))) {
      return false;
    }
    DictionaryIds.write(ids, size, dictionary.size(), into);
    return true;
  }

  private void findExtremes() {
    int min = 0;
    int max = 0;
    long minPrefix = prefix(0);
    long maxPrefix = minPrefix;
    for (int at = endOf(0); at < texts.size(); at = endOf(at)) {
      long prefix = prefix(at);
      int toMin = Long.compareUnsigned(prefix, minPrefix);
      if (toMin < 0 || toMin == 0 && compare(at, min) < 0) {
        min = at;
        minPrefix = prefix;
      }
      int toMax = Long.compareUnsigned(prefix, maxPrefix);
      if (toMax > 0 || toMax == 0 && compare(at, max) > 0) {
        max = at;
        maxPrefix = prefix;
      }
    }
    least = Arrays.copyOfRange(texts.array(), min + Integer.BYTES, endOf(min));
    greatest = Arrays.copyOfRange(texts.array(), max + Integer.BYTES, endOf(max));
  }

  private long prefix(int text) {
    return texts.prefix(text + Integer.BYTES, endOf(text));
  }

  private int compare(int a, int b) {
    byte[] bytes = texts.array();
    return Arrays.compareUnsigned(
        bytes, a + Integer.BYTES, endOf(a), bytes, b + Integer.BYTES, endOf(b));
  }

  private int endOf(int text) {
    return text + Integer.BYTES + texts.intAt(text);
  }
}

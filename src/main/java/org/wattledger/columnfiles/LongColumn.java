package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** Whole numbers of 64 bits, also instants in microseconds; as ids where they recur. */
public final class LongColumn extends FileColumn {

  private final long absent;
  private long[] values = new long[0];
  private int size;
  private final DictionaryChoice choice = new DictionaryChoice();
  private final LongDictionary dictionary = new LongDictionary();
  private int[] ids = new int[0];
  private long least;
  private long greatest;

  LongColumn(ColumnDescriptor descriptor, ColumnFile file, long absent) {
    super(descriptor, file);
    this.absent = absent;
  }

  /** Appends the first values of an array. */
  public void append(long[] from, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, roomInPage());
      reserve(part);
      copy(from, done, part);
      done += part;
      endPageIfFull(0);
    }
  }

  private void copy(long[] from, int first, int count) {
    boolean isAnyAbsent = false;
    for (int i = first; i < first + count; i++) {
      isAnyAbsent |= from[i] == absent;
    }
    if (!isAnyAbsent) {
      System.arraycopy(from, first, values, size, count);
      size += count;
      presence.add(true, count);
      return;
    }
    for (int i = first; i < first + count; i++) {
      long value = from[i];
      boolean isPresent = value != absent;
      values[size] = value;
      size += isPresent ? 1 : 0;
      presence.add(isPresent);
    }
  }

  @Override
  Encoding encode(PageBytes into) {
    findExtremes();
    boolean isIds = choice.isOpen() && size > 0 && writeIds(into);
    if (!isIds) {
      into.addLongs(values, size);
    }
    size = 0;
    return isIds ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  private boolean writeIds(PageBytes into) {
    if (ids.length < size) {
      ids = new int[size];
    }
    if (!choice.accept(dictionary.ids(values, size, choice.most(size), ids))) {
      return false;
    }
    DictionaryIds.write(ids, size, dictionary.size(), into);
    return true;
  }

  private void findExtremes() {
    long min = size == 0 ? 0 : values[0];
    long max = min;
    for (int i = 1; i < size; i++) {
      long value = values[i];
      if (value < min) {
        min = value;
      } else if (value > max) {
        max = value;
      }
    }
    least = min;
    greatest = max;
  }

  @Override
  int dictionary(PageBytes into) {
    int count = choice.endChunk() ? dictionary.size() : 0;
    into.addLongs(dictionary.values(), count);
    dictionary.clear();
    return count;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(least);
    statistics.updateStats(greatest);
  }

  private void reserve(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more, 2 * values.length));
    }
  }
}

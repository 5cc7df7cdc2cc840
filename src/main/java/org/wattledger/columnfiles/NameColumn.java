package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * Texts that recur, given as numbers of names. A row group holds each name that occurs in it once,
 * in the order of appearance, and its rows as ids.
 */
public final class NameColumn extends NumberedColumn {

  /** Number of an absent name. */
  public static final int ABSENT = -1;

  private static final int UNUSED = -1;

  private final NameTable names;

  /** Id in this row group, by number. */
  private int[] idOf = new int[16];

  /** Numbers in the order of their ids. */
  private int[] used = new int[16];

  private int usedSize;
  private boolean[] isInPage = new boolean[16];
  private byte[] least;
  private byte[] greatest;

  NameColumn(ColumnDescriptor descriptor, ColumnFile file, NameTable names) {
    super(descriptor, file, ABSENT);
    this.names = names;
    Arrays.fill(idOf, UNUSED);
  }

  /** Makes a name known; the first has number 0. */
  public int define(byte[] utf8) {
    return names.add(utf8);
  }

  @Override
  Encoding encode(PageBytes into) {
    if (size == 0) {
      // Its row group may come to have no name at all, and then it has no dictionary.
      return Encoding.PLAIN;
    }
    reserveIds();
    Arrays.fill(isInPage, 0, usedSize, false);
    for (int i = 0; i < size; i++) {
      int id = idOf[values[i]];
      if (id == UNUSED) {
        id = use(values[i]);
      }
      isInPage[id] = true;
      values[i] = id;
    }
    findExtremes();
    DictionaryIds.write(values, size, usedSize, into);
    size = 0;
    return Encoding.RLE_DICTIONARY;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(Binary.fromConstantByteArray(least));
    statistics.updateStats(Binary.fromConstantByteArray(greatest));
  }

  @Override
  int dictionary(PageBytes into) {
    int count = usedSize;
    for (int id = 0; id < count; id++) {
      byte[] name = names.name(used[id]);
      into.addInt(name.length);
      into.addBytes(name, 0, name.length);
    }
    usedSize = 0;
    Arrays.fill(idOf, UNUSED);
    return count;
  }

  private int use(int number) {
    if (usedSize == used.length) {
      used = Arrays.copyOf(used, 2 * usedSize);
      isInPage = Arrays.copyOf(isInPage, 2 * usedSize);
    }
    used[usedSize] = number;
    idOf[number] = usedSize;
    return usedSize++;
  }

  private void findExtremes() {
    int min = -1;
    int max = -1;
    for (int id = 0; id < usedSize; id++) {
      if (isInPage[id]) {
        min = min < 0 || names.compare(used[id], min) < 0 ? used[id] : min;
        max = max < 0 || names.compare(used[id], max) > 0 ? used[id] : max;
      }
    }
    least = names.name(min);
    greatest = names.name(max);
  }

  private void reserveIds() {
    int before = idOf.length;
    if (before < names.size()) {
      idOf = Arrays.copyOf(idOf, Math.max(names.size(), 2 * before));
      Arrays.fill(idOf, before, idOf.length, UNUSED);
    }
  }
}

package org.wattledger.columnfiles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * Texts that recur, given as numbers of names. A row group holds each name that occurs in it once,
 * in the order of appearance, and its rows as ids.
 */
public final class NameColumn extends FileColumn {

  /** Number of an absent name. */
  public static final int ABSENT = -1;

  private static final int UNUSED = -1;

  private final List<byte[]> names = new ArrayList<>();

  /** Id in this row group, by number. */
  private int[] idOf = new int[16];

  /** Numbers in the order of their ids. */
  private int[] used = new int[16];

  private int usedSize;

  /** By id: how the name begins, so that most are compared where they stand together. */
  private long[] prefixes = new long[16];

  private boolean[] isInPage = new boolean[16];
  private int[] values = new int[0];
  private int size;
  private byte[] least;
  private byte[] greatest;

  NameColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
    Arrays.fill(idOf, UNUSED);
  }

  /** Makes a name known; the first has number 0. */
  public int define(byte[] utf8) {
    int number = names.size();
    names.add(utf8);
    if (number == idOf.length) {
      idOf = Arrays.copyOf(idOf, 2 * number);
      Arrays.fill(idOf, number, idOf.length, UNUSED);
    }
    return number;
  }

  /** How many names are known. */
  public int size() {
    return names.size();
  }

  /** Appends the names with the first numbers of an array. */
  public void append(int[] numbers, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, roomInPage());
      reserve(part);
      copy(numbers, done, part);
      done += part;
      endPageIfFull(0);
    }
  }

  private void copy(int[] from, int first, int count) {
    boolean isAnyAbsent = false;
    for (int i = first; i < first + count; i++) {
      isAnyAbsent |= from[i] == ABSENT;
    }
    if (!isAnyAbsent) {
      System.arraycopy(from, first, values, size, count);
      size += count;
      presence.add(true, count);
      return;
    }
    for (int i = first; i < first + count; i++) {
      values[size] = from[i];
      boolean isPresent = from[i] != ABSENT;
      size += isPresent ? 1 : 0;
      presence.add(isPresent);
    }
  }

  /** Appends one name several times. */
  public void append(int number, int count) {
    for (int rest = count; rest > 0; ) {
      int part = Math.min(rest, roomInPage());
      boolean isPresent = number != ABSENT;
      if (isPresent) {
        reserve(part);
        Arrays.fill(values, size, size + part, number);
        size += part;
      }
      presence.add(isPresent, part);
      rest -= part;
      endPageIfFull(0);
    }
  }

  @Override
  Encoding encode(PageBytes into) {
    if (size == 0) {
      // Its row group may come to have no name at all, and then it has no dictionary.
      return Encoding.PLAIN;
    }
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
      byte[] name = names.get(used[id]);
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
      prefixes = Arrays.copyOf(prefixes, 2 * usedSize);
    }
    used[usedSize] = number;
    prefixes[usedSize] = PageBytes.prefix(names.get(number));
    idOf[number] = usedSize;
    return usedSize++;
  }

  private void findExtremes() {
    int min = -1;
    int max = -1;
    for (int id = 0; id < usedSize; id++) {
      if (isInPage[id]) {
        min = min < 0 || compare(id, min) < 0 ? id : min;
        max = max < 0 || compare(id, max) > 0 ? id : max;
      }
    }
    least = names.get(used[min]);
    greatest = names.get(used[max]);
  }

  private int compare(int a, int b) {
    int byPrefix = Long.compareUnsigned(prefixes[a], prefixes[b]);
    return byPrefix != 0
        ? byPrefix
        : Arrays.compareUnsigned(names.get(used[a]), names.get(used[b]));
  }

  private void reserve(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more, 2 * values.length));
    }
  }
}

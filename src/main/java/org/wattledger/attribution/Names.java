package org.wattledger.attribution;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.wattledger.vectors.DictionaryNumbers;

/**
 * The distinct values of one text column that a task has met, numbered from 0 in order of
 * appearance. Reads dictionary ids where the vector has them, so that a name is decoded once per
 * dictionary and not once per row.
 */
final class Names {

  /** Number of an absent value. */
  static final int NULL = DictionaryNumbers.ABSENT;

  private final List<String> names = new ArrayList<>();
  private byte[][] keys = new byte[64][];
  private int[] numbers = new int[64];
  private final DictionaryNumbers byDictionary = new DictionaryNumbers(this::number);

  String name(int number) {
    return number == NULL ? null : names.get(number);
  }

  int size() {
    return names.size();
  }

  /** Numbers of the first rows of a vector. */
  void read(ColumnVector vector, int rows, int[] into) {
    if (byDictionary.read(vector, rows, into)) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      into[row] = vector.isNullAt(row) ? NULL : number(vector.getUTF8String(row).getBytes());
    }
  }

  private int number(byte[] key) {
    int mask = keys.length - 1;
    int slot = spread(Arrays.hashCode(key)) & mask;
    while (keys[slot] != null) {
      if (Arrays.equals(keys[slot], key)) {
        return numbers[slot];
      }
      slot = (slot + 1) & mask;
    }
    int number = names.size();
    names.add(new String(key, StandardCharsets.UTF_8));
    keys[slot] = key;
    numbers[slot] = number;
    if (2 * names.size() > keys.length) {
      grow();
    }
    return number;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new byte[2 * oldKeys.length][];
    numbers = new int[keys.length];
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] == null) {
        continue;
      }
      int slot = spread(Arrays.hashCode(oldKeys[i])) & mask;
      while (keys[slot] != null) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = oldKeys[i];
      numbers[slot] = oldNumbers[i];
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }
}

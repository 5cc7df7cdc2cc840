package org.wattledger.vectors;

import java.util.Arrays;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Numbers the texts of a column that is read as ids of dictionaries: a text is looked at once for
 * each dictionary that has it, not once a row. For the batches of one task.
 */
public final class DictionaryNumbers {

  /** Number of an absent text. */
  public static final int ABSENT = -1;

  private static final int UNSEEN = -2;

  private final Numbering numbering;
  private Dictionary dictionary;
  private Object meaning;
  private int[] numberOfId = new int[0];

  /** Numbers texts. */
  @FunctionalInterface
  public interface Numbering {
    /** 0 or more, or {@link #ABSENT} if the text counts as missing. */
    int number(byte[] text);

    /** Says that numbers of texts that were met before are not asked for again. */
    default void begin() {}
  }

  public DictionaryNumbers(Numbering numbering) {
    this.numbering = numbering;
  }

  /**
   * Numbers of the first rows of a vector.
   *
   * @return false: the vector holds the texts themselves, and nothing was read
   */
  public boolean read(ColumnVector vector, int rows, int[] into) {
    Dictionary current =
        vector instanceof WritableColumnVector writable ? VectorDictionary.of(writable) : null;
    if (current == null) {
      return false;
    }
    dictionary = current;
    if (VectorDictionary.meaning(current) != meaning) {
      meaning = VectorDictionary.meaning(current);
      Arrays.fill(numberOfId, UNSEEN);
      numbering.begin();
    }
    int[] ids = ((WritableColumnVector) vector).getDictionaryIds().getInts(0, rows);
    boolean hasNull = vector.hasNull();
    int[] known = numberOfId;
    for (int row = 0; row < rows; row++) {
      if (hasNull && vector.isNullAt(row)) {
        into[row] = ABSENT;
        continue;
      }
      int id = ids[row];
      int number = id < known.length ? known[id] : UNSEEN;
      if (number == UNSEEN) {
        number = numbered(id);
        known = numberOfId;
      }
      into[row] = number;
    }
    return true;
  }

  private int numbered(int id) {
    int before = numberOfId.length;
    if (id >= before) {
      numberOfId = Arrays.copyOf(numberOfId, Math.max(64, 2 * (id + 1)));
      Arrays.fill(numberOfId, before, numberOfId.length, UNSEEN);
    }
    numberOfId[id] = numbering.number(dictionary.decodeToBinary(id));
    return numberOfId[id];
  }
}

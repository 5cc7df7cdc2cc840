package org.wattledger.sources;

/**
 * What is wrong with the cells of a record, and in which canonical column, as one number: 0 is
 * nothing, k a wrong type in the k-th column of the table, -k a number there that is NaN or
 * infinite. Wrong types go before such numbers, then the first column tells.
 */
final class CellFault {

  static final byte NONE = 0;

  private CellFault() {}

  /** The cell of the column with that ordinal held what the column cannot hold. */
  static byte wrongType(int ordinal) {
    return (byte) (ordinal + 1);
  }

  /** The number of the column with that ordinal was NaN or infinite. */
  static byte nonFinite(int ordinal) {
    return (byte) -(ordinal + 1);
  }

  /** The one that is told of a record with two. */
  static byte first(byte one, byte other) {
    if (one == NONE || other == NONE) {
      return (byte) (one + other);
    }
    boolean isAlike = isWrongType(one) == isWrongType(other);
    boolean isOne = isAlike ? ordinal(one) <= ordinal(other) : isWrongType(one);
    return isOne ? one : other;
  }

  static boolean isWrongType(byte fault) {
    return fault > NONE;
  }

  static boolean isNonFinite(byte fault) {
    return fault < NONE;
  }

  /** Of the column; undefined for {@link #NONE}. */
  static int ordinal(byte fault) {
    return Math.abs(fault) - 1;
  }
}

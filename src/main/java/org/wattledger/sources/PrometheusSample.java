package org.wattledger.sources;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One sample of a series, or a piece of a file that is none.
 *
 * @param timestampUs microseconds since 1970, rounded down; {@link #NO_TIME}: it has none
 * @param value as it stands there: "71.32", "NaN", "+Inf"; null: nothing
 * @param malformed null, or text that tells the piece apart from others; only ever hashed
 */
record PrometheusSample(Series series, long timestampUs, UTF8String value, UTF8String malformed) {

  static final long NO_TIME = Long.MIN_VALUE;

  /**
   * What all samples of a series share.
   *
   * @param labels those that a mapping names, in its order; an absent one is null
   */
  record Series(UTF8String metric, InternalRow labels) {}

  static PrometheusSample malformed(String text) {
    return new PrometheusSample(null, NO_TIME, null, UTF8String.fromString(text));
  }

  boolean isMalformed() {
    return malformed != null;
  }
}

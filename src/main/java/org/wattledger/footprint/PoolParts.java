package org.wattledger.footprint;

import static org.wattledger.schema.AttributedTables.LEDGER;

import org.wattledger.books.PoolHourBook;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * Parts of what is known of a pool and interval only as a whole: what rests on estimates, how far
 * its meters may be off, the bounds of its embodied emissions; and whether it is known at all.
 */
final class PoolParts {

  private static final int HOST = number(Measures.HOST_ENERGY_MJ);
  private static final int ESTIMATED = number(OutputTables.ESTIMATED_MJ);
  private static final int HOST_ESTIMATED = number(AttributedTables.HOST_ESTIMATED_MJ);
  private static final int HOST_UNKNOWN = number(AttributedTables.HOST_UNKNOWN);
  private static final int METER_DOWN = number(AttributedTables.METER_DOWN_MJ);
  private static final int METER_UP = number(AttributedTables.METER_UP_MJ);
  private static final int EMBODIED = number(AttributedTables.EMBODIED_NG);
  private static final int EMBODIED_LOW = number(AttributedTables.EMBODIED_LOW_NG);
  private static final int EMBODIED_HIGH = number(AttributedTables.EMBODIED_HIGH_NG);
  private static final int EMBODIED_UNKNOWN = number(AttributedTables.EMBODIED_UNKNOWN);

  private PoolParts() {}

  /**
   * The parts that go with energy of devices; that of the host and the embodied emissions stand in
   * the row already.
   */
  static void of(PoolHourBook pool, long energyMj, long[] row) {
    long withHostMj = energyMj + row[HOST];
    row[ESTIMATED] = part(pool.estimatedMj(), energyMj, pool.measuredMj());
    row[HOST_ESTIMATED] = part(pool.host().estimatedMj(), row[HOST], pool.host().mj());
    row[METER_DOWN] = part(pool.meterDownMj(), withHostMj, pool.energyMj());
    row[METER_UP] = part(pool.meterUpMj(), withHostMj, pool.energyMj());
    bounds(pool, row);
  }

  /** All of it, of a pool that nobody shares. */
  static void all(PoolHourBook pool, long[] row) {
    row[ESTIMATED] = pool.estimatedMj();
    row[HOST_ESTIMATED] = pool.host().estimatedMj();
    row[METER_DOWN] = pool.meterDownMj();
    row[METER_UP] = pool.meterUpMj();
    bounds(pool, row);
  }

  static void known(PoolHourBook pool, boolean isEmbodiedKnown, long[] row) {
    row[HOST_UNKNOWN] = pool.host().isUnknown() ? 1 : 0;
    row[EMBODIED_UNKNOWN] = isEmbodiedKnown ? 0 : 1;
  }

  /** Of a pool of which nothing is known. */
  static void unknown(long[] row) {
    for (int nothing :
        new int[] {
          EMBODIED, ESTIMATED, HOST_ESTIMATED, METER_DOWN, METER_UP, EMBODIED_LOW, EMBODIED_HIGH
        }) {
      row[nothing] = 0;
    }
    row[HOST_UNKNOWN] = 1;
    row[EMBODIED_UNKNOWN] = 1;
  }

  /** A part of a pool's amount, rounded down; unknown parts of nothing are nothing. */
  static long part(long amount, long part, long whole) {
    return whole > 0 ? (long) Math.floor((double) amount * part / whole) : 0;
  }

  private static void bounds(PoolHourBook pool, long[] row) {
    row[EMBODIED_LOW] = (long) Math.floor(row[EMBODIED] * pool.embodied().lowRatio());
    row[EMBODIED_HIGH] = (long) Math.floor(row[EMBODIED] * pool.embodied().highRatio());
  }

  private static int number(Field sum) {
    return LEDGER.indexOf(sum);
  }
}

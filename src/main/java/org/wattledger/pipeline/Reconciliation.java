package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/**
 * The balance of one day over all pools and meters, in millijoules: {@code measured = active +
 * shared idle + provisioned idle + unattributed} (methodology, the law).
 *
 * @param estimatedMj the part of measured that was modelled from utilisation
 */
public record Reconciliation(
    long measuredMj,
    long estimatedMj,
    long activeMj,
    long sharedIdleMj,
    long provisionedIdleMj,
    long unattributedMj) {

  private static final String ACCELERATOR = "accelerator";

  /** {@code balance}: rows of {@code energy_balance}; those of accelerators count. */
  static Reconciliation of(Dataset<Row> balance) {
    Row sums =
        balance
            .filter(OutputTables.DEVICE_KIND.column().equalTo(ACCELERATOR))
            .agg(
                total(OutputTables.MEASURED_MJ),
                total(OutputTables.ESTIMATED_MJ),
                total(OutputTables.ACTIVE_MJ),
                total(OutputTables.SHARED_IDLE_MJ),
                total(OutputTables.PROVISIONED_IDLE_MJ),
                total(OutputTables.UNATTRIBUTED_MJ))
            .head();
    return new Reconciliation(
        sums.getLong(0),
        sums.getLong(1),
        sums.getLong(2),
        sums.getLong(3),
        sums.getLong(4),
        sums.getLong(5));
  }

  private static Column total(Field amount) {
    return coalesce(sum(amount.column()), lit(0L));
  }

  /** What no part of the sum accounts for; a day with another value than 0 is not published. */
  public long residualMj() {
    return measuredMj - activeMj - sharedIdleMj - provisionedIdleMj - unattributedMj;
  }

  /** The last line of a run: every amount in the unit that suits the measured one. */
  public String line() {
    EnergyScale scale = EnergyScale.suiting(measuredMj);
    return ("measured %s %s (of which estimated %s) = active %s + shared idle %s"
            + " + provisioned idle %s + unattributed %s; residual %d mJ")
        .formatted(
            scale.amount(measuredMj),
            scale.symbol(),
            scale.amount(estimatedMj),
            scale.amount(activeMj),
            scale.amount(sharedIdleMj),
            scale.amount(provisionedIdleMj),
            scale.amount(unattributedMj),
            residualMj());
  }
}

package org.wattledger.marts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.wattledger.schema.AttributedTables.PROVISIONED_MJ;
import static org.wattledger.schema.OutputTables.ACTIVE_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_KIND;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.POOL_ID;
import static org.wattledger.schema.OutputTables.PROVISIONED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.ROUNDING_MJ;
import static org.wattledger.schema.OutputTables.SHARED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.UNATTRIBUTED_MJ;
import static org.wattledger.schema.OutputTables.USAGE_HOUR;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * The books of each pool, kind of meter and hour: what the meters recorded and where it went.
 * Meters of hosts and platforms stand beside, unattributed until host energy is shared.
 */
public final class EnergyBalance {

  private static final String ACCELERATOR = "accelerator";

  private EnergyBalance() {}

  /**
   * @param ledger every millijoule of the pools
   * @param provisions idle energy by owner; without an owner: part of the unattributed energy
   * @param poolHours what the accelerators of each pool recorded
   * @param deviceHours what every meter recorded
   */
  public static Dataset<Row> from(
      Dataset<Row> ledger,
      Dataset<Row> provisions,
      Dataset<Row> poolHours,
      Dataset<Row> deviceHours,
      Provenance provenance) {
    Dataset<Row> accelerators = accelerators(ledger, provisions, poolHours);
    return MeasureSums.finish(
        accelerators.unionByName(others(deviceHours)), OutputTables.ENERGY_BALANCE, provenance);
  }

  private static Dataset<Row> accelerators(
      Dataset<Row> ledger, Dataset<Row> provisions, Dataset<Row> poolHours) {
    String[] on = {USAGE_HOUR.name(), SITE_ID.name(), POOL_ID.name()};
    Column[] keys = {USAGE_HOUR.column(), SITE_ID.column(), POOL_ID.column()};
    Dataset<Row> booked =
        ledger
            .groupBy(keys)
            .agg(
                sum(Measures.ACTIVE_ENERGY_MJ.column()).as(ACTIVE_MJ.name()),
                sum(Measures.IDLE_ENERGY_MJ.column()).as(SHARED_IDLE_MJ.name()),
                sum(Measures.PROVISIONED_IDLE_ENERGY_MJ.column()).as(PROVISIONED_IDLE_MJ.name()),
                sum(Measures.UNATTRIBUTED_ENERGY_MJ.column()).as(UNATTRIBUTED_MJ.name()));
    Dataset<Row> ownerless =
        provisions
            .filter(CanonicalTables.MODEL_ID.column().isNull())
            .groupBy(keys)
            .agg(sum(PROVISIONED_MJ.column()).as("ownerless_mj"));
    return poolHours
        .join(booked, on, "left")
        .join(ownerless, on, "left")
        .withColumn(DEVICE_KIND.name(), lit(ACCELERATOR))
        .withColumn(
            ROUNDING_MJ.name(),
            coalesce(UNATTRIBUTED_MJ.column(), lit(0L))
                .minus(coalesce(ownerless.col("ownerless_mj"), lit(0L))))
        .select(
            USAGE_HOUR.column(),
            SITE_ID.column(),
            POOL_ID.column(),
            DEVICE_KIND.column(),
            MEASURED_MJ.column(),
            orZero(ACTIVE_MJ.column()).as(ACTIVE_MJ.name()),
            orZero(SHARED_IDLE_MJ.column()).as(SHARED_IDLE_MJ.name()),
            orZero(PROVISIONED_IDLE_MJ.column()).as(PROVISIONED_IDLE_MJ.name()),
            orZero(UNATTRIBUTED_MJ.column()).as(UNATTRIBUTED_MJ.name()),
            ESTIMATED_MJ.column(),
            ROUNDING_MJ.column());
  }

  private static Dataset<Row> others(Dataset<Row> deviceHours) {
    return deviceHours
        .filter(DEVICE_KIND.column().notEqual(ACCELERATOR))
        .withColumn(
            POOL_ID.name(),
            coalesce(CanonicalTables.NODE_ID.column(), CanonicalTables.DEVICE_ID.column()))
        .groupBy(USAGE_HOUR.column(), SITE_ID.column(), POOL_ID.column(), DEVICE_KIND.column())
        .agg(
            sum(MEASURED_MJ.column()).as(MEASURED_MJ.name()),
            sum(ESTIMATED_MJ.column()).as(ESTIMATED_MJ.name()))
        .select(
            USAGE_HOUR.column(),
            SITE_ID.column(),
            POOL_ID.column(),
            DEVICE_KIND.column(),
            MEASURED_MJ.column(),
            lit(0L).as(ACTIVE_MJ.name()),
            lit(0L).as(SHARED_IDLE_MJ.name()),
            lit(0L).as(PROVISIONED_IDLE_MJ.name()),
            MEASURED_MJ.column().as(UNATTRIBUTED_MJ.name()),
            ESTIMATED_MJ.column(),
            lit(0L).as(ROUNDING_MJ.name()));
  }

  private static Column orZero(Column amount) {
    return coalesce(amount, lit(0L));
  }
}

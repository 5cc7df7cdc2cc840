package org.wattledger.marts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.PROVISIONED_MJ;
import static org.wattledger.schema.OutputTables.ACTIVE_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_KIND;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.HOST_ENERGY_BASIS;
import static org.wattledger.schema.OutputTables.IDLE;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.POOL_ID;
import static org.wattledger.schema.OutputTables.PROVISIONED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.ROUNDING_MJ;
import static org.wattledger.schema.OutputTables.SHARED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.TEAM_ID;
import static org.wattledger.schema.OutputTables.UNATTRIBUTED;
import static org.wattledger.schema.OutputTables.UNATTRIBUTED_MJ;
import static org.wattledger.schema.OutputTables.USAGE_HOUR;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.quantity.HostBasis;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * The books of each pool, kind of meter and hour: what was recorded and where it went. Energy of
 * hosts is what was left for them after the accelerators of their node; where no meter shows it, it
 * rests on rated watts and counts as estimated. A meter of a whole node has no row: its energy
 * stands under accelerators and hosts.
 */
public final class EnergyBalance {

  private static final String ACCELERATOR = "accelerator";
  private static final String HOST = "host";
  private static final Column[] KEYS = {USAGE_HOUR.column(), SITE_ID.column(), POOL_ID.column()};
  private static final String[] ON = {USAGE_HOUR.name(), SITE_ID.name(), POOL_ID.name()};
  private static final String OWNERLESS = "ownerless_mj";

  private EnergyBalance() {}

  /**
   * @param ledger every millijoule of the pools
   * @param provisions idle energy by owner; without an owner: part of the unattributed energy
   * @param poolHours what the meters of each pool recorded, interval by interval
   */
  public static Dataset<Row> from(
      Dataset<Row> ledger, Dataset<Row> provisions, Dataset<Row> poolHours, Provenance provenance) {
    return MeasureSums.finish(
        accelerators(ledger, provisions, poolHours)
            .unionByName(hosts(ledger, provisions, poolHours)),
        OutputTables.ENERGY_BALANCE,
        provenance);
  }

  private static Dataset<Row> accelerators(
      Dataset<Row> ledger, Dataset<Row> provisions, Dataset<Row> poolHours) {
    Dataset<Row> booked =
        ledger
            .groupBy(KEYS)
            .agg(
                sum(Measures.ACTIVE_ENERGY_MJ.column()).as(ACTIVE_MJ.name()),
                sum(Measures.IDLE_ENERGY_MJ.column()).as(SHARED_IDLE_MJ.name()),
                sum(Measures.PROVISIONED_IDLE_ENERGY_MJ.column()).as(PROVISIONED_IDLE_MJ.name()),
                sum(Measures.UNATTRIBUTED_ENERGY_MJ.column()).as(UNATTRIBUTED_MJ.name()));
    Dataset<Row> metered =
        poolHours
            .filter(AttributedTables.HAS_ACCELERATOR.column())
            .groupBy(KEYS)
            .agg(
                sum(MEASURED_MJ.column()).as(MEASURED_MJ.name()),
                sum(ESTIMATED_MJ.column()).as(ESTIMATED_MJ.name()));
    return rows(metered, booked, ownerless(provisions, PROVISIONED_MJ), ACCELERATOR)
        .withColumn(HOST_ENERGY_BASIS.name(), lit(null).cast(DataTypes.StringType));
  }

  private static Dataset<Row> hosts(
      Dataset<Row> ledger, Dataset<Row> provisions, Dataset<Row> poolHours) {
    Column isIdle = TEAM_ID.column().equalTo(IDLE);
    Column isUnattributed = TEAM_ID.column().equalTo(UNATTRIBUTED);
    Dataset<Row> booked =
        ledger
            .groupBy(KEYS)
            .agg(
                sum(hostWhere(isIdle.or(isUnattributed).equalTo(lit(false)))).as(ACTIVE_MJ.name()),
                lit(0L).as(SHARED_IDLE_MJ.name()),
                sum(hostWhere(isIdle)).as(PROVISIONED_IDLE_MJ.name()),
                sum(hostWhere(isUnattributed)).as(UNATTRIBUTED_MJ.name()));
    Dataset<Row> metered =
        poolHours
            .filter(HOST_ENERGY_BASIS.column().isNotNull())
            .groupBy(KEYS)
            .agg(
                sum(Measures.HOST_ENERGY_MJ.column()).as(MEASURED_MJ.name()),
                sum(AttributedTables.HOST_ESTIMATED_MJ.column()).as(ESTIMATED_MJ.name()),
                // The weakest of the hour: RATED follows PLATFORM, which follows HOST.
                weakestHost().as(HOST_ENERGY_BASIS.name()));
    return rows(
        metered,
        booked,
        ownerless(provisions, Measures.HOST_ENERGY_MJ),
        HOST,
        HOST_ENERGY_BASIS.column());
  }

  private static Column weakestHost() {
    Column basis = HOST_ENERGY_BASIS.column();
    Column isRated = max(when(basis.equalTo(HostBasis.RATED.name()), 1).otherwise(0)).equalTo(1);
    Column isParts = max(when(basis.equalTo(HostBasis.HOST.name()), 1).otherwise(0)).equalTo(1);
    return when(isRated, HostBasis.RATED.name())
        .when(isParts, HostBasis.HOST.name())
        .otherwise(HostBasis.PLATFORM.name());
  }

  private static Column hostWhere(Column condition) {
    return when(condition, Measures.HOST_ENERGY_MJ.column()).otherwise(lit(0L));
  }

  private static Dataset<Row> ownerless(Dataset<Row> provisions, Field energy) {
    return provisions
        .filter(CanonicalTables.MODEL_ID.column().isNull())
        .groupBy(KEYS)
        .agg(sum(energy.column()).as(OWNERLESS));
  }

  private static Dataset<Row> rows(
      Dataset<Row> metered,
      Dataset<Row> booked,
      Dataset<Row> ownerless,
      String kind,
      Column... more) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                USAGE_HOUR.column(),
                SITE_ID.column(),
                POOL_ID.column(),
                lit(kind).as(DEVICE_KIND.name()),
                MEASURED_MJ.column(),
                orZero(ACTIVE_MJ.column()).as(ACTIVE_MJ.name()),
                orZero(SHARED_IDLE_MJ.column()).as(SHARED_IDLE_MJ.name()),
                orZero(PROVISIONED_IDLE_MJ.column()).as(PROVISIONED_IDLE_MJ.name()),
                orZero(UNATTRIBUTED_MJ.column()).as(UNATTRIBUTED_MJ.name()),
                ESTIMATED_MJ.column(),
                orZero(UNATTRIBUTED_MJ.column())
                    .minus(orZero(ownerless.col(OWNERLESS)))
                    .as(ROUNDING_MJ.name())));
    columns.addAll(List.of(more));
    return metered
        .join(booked, ON, "left")
        .join(ownerless, ON, "left")
        .select(columns.toArray(Column[]::new));
  }

  private static Column orZero(Column amount) {
    return coalesce(amount, lit(0L));
  }
}

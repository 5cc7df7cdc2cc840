package org.wattledger.footprint;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.BUSY_EMBODIED_NG;
import static org.wattledger.schema.AttributedTables.CONSUMPTION;
import static org.wattledger.schema.AttributedTables.EMBODIED_HIGH_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_HIGH_RATIO;
import static org.wattledger.schema.AttributedTables.EMBODIED_LOW_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_LOW_RATIO;
import static org.wattledger.schema.AttributedTables.EMBODIED_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_UNKNOWN;
import static org.wattledger.schema.AttributedTables.HOST_ESTIMATED_MJ;
import static org.wattledger.schema.AttributedTables.HOST_UNKNOWN;
import static org.wattledger.schema.AttributedTables.INTERVAL;
import static org.wattledger.schema.AttributedTables.IS_TRAINING;
import static org.wattledger.schema.AttributedTables.LEDGER;
import static org.wattledger.schema.AttributedTables.METER_DOWN_MJ;
import static org.wattledger.schema.AttributedTables.METER_UP_MJ;
import static org.wattledger.schema.AttributedTables.PRESENCE_US;
import static org.wattledger.schema.AttributedTables.PROVISIONED_MJ;
import static org.wattledger.schema.AttributedTables.TOKEN_CLASS;
import static org.wattledger.schema.AttributedTables.TRAINING_OPERATION;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.MODELLED_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_MODEL;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.MODEL_ID;
import static org.wattledger.schema.OutputTables.POOL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.TEAM_ID;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/**
 * Every millijoule that the meters of the pools and their hosts recorded, in exactly one row: what
 * requests consumed, what was provisioned for a model, what training jobs used, and what nobody is
 * known to own. Whole numbers only.
 */
public final class Ledger {

  private static final String NONE = "(none)";
  private static final Field[] POOL_HOUR_KEYS = {INTERVAL, SITE_ID, POOL_ID};

  private Ledger() {}

  /**
   * @param used what {@link #ofRequests} yields
   * @param poolHours one row per pool and interval
   * @param provisions one row per pool, interval and owner
   * @param training one row per training pool and interval
   */
  public static Dataset<Row> from(
      Dataset<Row> used, Dataset<Row> poolHours, Dataset<Row> provisions, Dataset<Row> training) {
    Dataset<Row> serving = poolHours.filter(IS_TRAINING.column().equalTo(lit(false)));
    Dataset<Row> provisioned = provisioned(provisions, serving);
    Dataset<Row> unattributed = unattributed(used, provisioned, serving);
    return used.unionByName(provisioned)
        .unionByName(unattributed)
        .unionByName(trained(training, poolHours.filter(IS_TRAINING.column())));
  }

  /**
   * What requests consumed, without idle and unattributed energy.
   *
   * @param consumption partial sums of tasks
   */
  public static Dataset<Row> ofRequests(Dataset<Row> consumption, Dataset<Row> poolHours) {
    List<Field> keys = new ArrayList<>(CONSUMPTION.keys());
    keys.add(DEVICE_MODEL);
    List<Column> sums =
        CONSUMPTION.fields().stream()
            .filter(field -> !keys.contains(field))
            .map(field -> sum(field.column()).as(field.name()))
            .toList();
    Dataset<Row> summed =
        consumption
            .groupBy(keys.stream().map(Field::column).toArray(Column[]::new))
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    Column energy = ACTIVE_ENERGY_MJ.column().plus(IDLE_ENERGY_MJ.column());
    Dataset<Row> rows =
        withPool(summed, poolHours.filter(IS_TRAINING.column().equalTo(lit(false))))
            .withColumn(
                EMBODIED_NG.name(),
                shareOf("pool_busy_embodied_ng", PRESENCE_US.column(), "pool_presence_us"))
            .withColumn(PROVISIONED_IDLE_ENERGY_MJ.name(), lit(0L))
            .withColumn(UNATTRIBUTED_ENERGY_MJ.name(), lit(0L))
            .withColumn(MODELLED_ENERGY_MJ.name(), lit(0L));
    return withShares(rows, energy).select(LEDGER.columns());
  }

  private static Dataset<Row> provisioned(Dataset<Row> provisions, Dataset<Row> poolHours) {
    Dataset<Row> owned =
        withEmbodied(
            withPool(provisions.filter(CanonicalTables.MODEL_ID.column().isNotNull()), poolHours));
    Map<Field, Column> amounts = carried();
    amounts.put(PROVISIONED_IDLE_ENERGY_MJ, PROVISIONED_MJ.column());
    amounts.put(MODEL_ID, CanonicalTables.MODEL_ID.column());
    return ledgerRows(
        withShares(owned, PROVISIONED_MJ.column()), amounts, lit(OutputTables.IDLE), NONE);
  }

  /** Whatever the devices of a job used, idle or not, is one active amount: all of its pool's. */
  private static Dataset<Row> trained(Dataset<Row> training, Dataset<Row> poolHours) {
    Dataset<Row> ofJobs = withEmbodied(withPool(training, poolHours));
    Map<Field, Column> amounts = carried();
    amounts.put(ACTIVE_ENERGY_MJ, ACTIVE_ENERGY_MJ.column());
    amounts.put(MODEL_ID, MODEL_ID.column());
    amounts.put(ESTIMATED_MJ, col("pool_estimated_mj"));
    amounts.put(HOST_ESTIMATED_MJ, col("pool_host_estimated_mj"));
    amounts.put(METER_DOWN_MJ, col("pool_meter_down_mj"));
    amounts.put(METER_UP_MJ, col("pool_meter_up_mj"));
    amounts.put(EMBODIED_LOW_NG, scaled(EMBODIED_LOW_RATIO));
    amounts.put(EMBODIED_HIGH_NG, scaled(EMBODIED_HIGH_RATIO));
    return ledgerRows(ofJobs, amounts, TEAM_ID.column(), TRAINING_OPERATION);
  }

  private static Dataset<Row> withEmbodied(Dataset<Row> rows) {
    return rows.withColumn(
            EMBODIED_UNKNOWN.name(),
            when(EMBODIED_NG.column().isNull(), lit(1L)).otherwise(lit(0L)))
        .withColumn(EMBODIED_NG.name(), coalesce(EMBODIED_NG.column(), lit(0L)));
  }

  /** What a row of the ledger takes over as it is. */
  private static Map<Field, Column> carried() {
    Map<Field, Column> amounts = new HashMap<>();
    for (Field carried :
        List.of(
            HOST_ENERGY_MJ,
            ESTIMATED_MJ,
            HOST_ESTIMATED_MJ,
            HOST_UNKNOWN,
            METER_DOWN_MJ,
            METER_UP_MJ,
            EMBODIED_NG,
            EMBODIED_LOW_NG,
            EMBODIED_HIGH_NG,
            EMBODIED_UNKNOWN)) {
      amounts.put(carried, carried.column());
    }
    return amounts;
  }

  /** What is left of each pool and hour: idle energy without an owner, and what rounding left. */
  private static Dataset<Row> unattributed(
      Dataset<Row> used, Dataset<Row> provisioned, Dataset<Row> poolHours) {
    Column[] keys = Arrays.stream(POOL_HOUR_KEYS).map(Field::column).toArray(Column[]::new);
    Dataset<Row> booked =
        used.unionByName(provisioned)
            .groupBy(keys)
            .agg(
                sum(ACTIVE_ENERGY_MJ
                        .column()
                        .plus(IDLE_ENERGY_MJ.column())
                        .plus(PROVISIONED_IDLE_ENERGY_MJ.column()))
                    .as("booked_mj"),
                sum(ESTIMATED_MJ.column()).as("booked_estimated_mj"),
                sum(HOST_ENERGY_MJ.column()).as("booked_host_mj"),
                sum(HOST_ESTIMATED_MJ.column()).as("booked_host_estimated_mj"));
    String[] on = Arrays.stream(POOL_HOUR_KEYS).map(Field::name).toArray(String[]::new);
    Dataset<Row> rest =
        poolHours
            .join(booked, on, "left")
            .withColumn(
                UNATTRIBUTED_ENERGY_MJ.name(),
                MEASURED_MJ.column().minus(coalesce(booked.col("booked_mj"), lit(0L))))
            .withColumn(
                ESTIMATED_MJ.name(),
                ESTIMATED_MJ.column().minus(coalesce(booked.col("booked_estimated_mj"), lit(0L))))
            .withColumn(
                HOST_ENERGY_MJ.name(),
                HOST_ENERGY_MJ.column().minus(coalesce(booked.col("booked_host_mj"), lit(0L))))
            .withColumn(
                HOST_ESTIMATED_MJ.name(),
                HOST_ESTIMATED_MJ
                    .column()
                    .minus(coalesce(booked.col("booked_host_estimated_mj"), lit(0L))));
    return ledgerRows(
        rest.filter(
            UNATTRIBUTED_ENERGY_MJ.column().notEqual(0).or(HOST_ENERGY_MJ.column().notEqual(0))),
        Map.of(
            MODEL_ID, lit(OutputTables.UNATTRIBUTED),
            UNATTRIBUTED_ENERGY_MJ, UNATTRIBUTED_ENERGY_MJ.column(),
            ESTIMATED_MJ, ESTIMATED_MJ.column(),
            HOST_ENERGY_MJ, HOST_ENERGY_MJ.column(),
            HOST_ESTIMATED_MJ, HOST_ESTIMATED_MJ.column()),
        lit(OutputTables.UNATTRIBUTED),
        NONE);
  }

  /**
   * Parts of what is known of the pool only as a whole: what rests on estimates, how far its meters
   * may be off, the bounds of its embodied emissions.
   */
  private static Dataset<Row> withShares(Dataset<Row> rows, Column energy) {
    Column withHost = energy.plus(HOST_ENERGY_MJ.column());
    return rows.withColumn(
            ESTIMATED_MJ.name(), shareOf("pool_estimated_mj", energy, "pool_measured_mj"))
        .withColumn(
            HOST_ESTIMATED_MJ.name(),
            shareOf("pool_host_estimated_mj", HOST_ENERGY_MJ.column(), "pool_host_mj"))
        .withColumn(METER_DOWN_MJ.name(), shareOf("pool_meter_down_mj", withHost, "pool_energy_mj"))
        .withColumn(METER_UP_MJ.name(), shareOf("pool_meter_up_mj", withHost, "pool_energy_mj"))
        .withColumn(EMBODIED_LOW_NG.name(), scaled(EMBODIED_LOW_RATIO))
        .withColumn(EMBODIED_HIGH_NG.name(), scaled(EMBODIED_HIGH_RATIO));
  }

  private static Column scaled(Field ratio) {
    return coalesce(floor(EMBODIED_NG.column().multiply(ratio.column())), lit(0L));
  }

  /** A part of a pool's amount, rounded down; unknown parts of nothing are nothing. */
  private static Column shareOf(String amount, Column part, String whole) {
    Column share = floor(col(amount).cast(DataTypes.DoubleType).multiply(part).divide(col(whole)));
    return when(col(whole).gt(0), coalesce(share, lit(0L))).otherwise(lit(0L));
  }

  private static Dataset<Row> withPool(Dataset<Row> rows, Dataset<Row> poolHours) {
    Dataset<Row> pool =
        poolHours.select(
            INTERVAL.column(),
            SITE_ID.column(),
            POOL_ID.column(),
            MEASURED_MJ.column().as("pool_measured_mj"),
            ESTIMATED_MJ.column().as("pool_estimated_mj"),
            PRESENCE_US.column().as("pool_presence_us"),
            BUSY_EMBODIED_NG.column().as("pool_busy_embodied_ng"),
            HOST_ENERGY_MJ.column().as("pool_host_mj"),
            HOST_ESTIMATED_MJ.column().as("pool_host_estimated_mj"),
            MEASURED_MJ.column().plus(HOST_ENERGY_MJ.column()).as("pool_energy_mj"),
            METER_DOWN_MJ.column().as("pool_meter_down_mj"),
            METER_UP_MJ.column().as("pool_meter_up_mj"),
            EMBODIED_LOW_RATIO.column(),
            EMBODIED_HIGH_RATIO.column(),
            HOST_UNKNOWN.column(),
            when(BUSY_EMBODIED_NG.column().isNull(), lit(1L))
                .otherwise(lit(0L))
                .as(EMBODIED_UNKNOWN.name()));
    String[] on = Arrays.stream(POOL_HOUR_KEYS).map(Field::name).toArray(String[]::new);
    return rows.join(pool, on, "left")
        .withColumn(EMBODIED_UNKNOWN.name(), coalesce(EMBODIED_UNKNOWN.column(), lit(1L)))
        .withColumn(HOST_UNKNOWN.name(), coalesce(HOST_UNKNOWN.column(), lit(1L)));
  }

  private static Dataset<Row> ledgerRows(
      Dataset<Row> rows, Map<Field, Column> amounts, Column team, String operation) {
    List<Column> columns = new ArrayList<>();
    for (Field field : LEDGER.fields()) {
      Column value = amounts.get(field);
      if (field.equals(TEAM_ID)) {
        value = team;
      } else if (field.equals(CanonicalTables.OPERATION)) {
        value = lit(operation);
      } else if (field.equals(TOKEN_CLASS)) {
        value = lit(NONE);
      } else if (value == null && field.type().equals(DataTypes.LongType)) {
        value = lit(0L);
      } else if (value == null) {
        value = field.column();
      }
      columns.add(value.as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }
}

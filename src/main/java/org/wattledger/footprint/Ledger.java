package org.wattledger.footprint;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.BUSY_EMBODIED_NG;
import static org.wattledger.schema.AttributedTables.CONSUMPTION;
import static org.wattledger.schema.AttributedTables.EMBODIED_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_UNKNOWN;
import static org.wattledger.schema.AttributedTables.LEDGER;
import static org.wattledger.schema.AttributedTables.PRESENCE_US;
import static org.wattledger.schema.AttributedTables.PROVISIONED_MJ;
import static org.wattledger.schema.AttributedTables.TOKEN_CLASS;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_MODEL;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.MODEL_ID;
import static org.wattledger.schema.OutputTables.POOL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.TEAM_ID;
import static org.wattledger.schema.OutputTables.USAGE_HOUR;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * Every millijoule that the meters of the pools recorded, in exactly one row: what requests
 * consumed, what was provisioned for a model, and what nobody is known to own. Whole numbers only.
 */
public final class Ledger {

  /** Team of energy that was provisioned and not used. */
  public static final String IDLE = "(idle)";

  /** Model and team of energy that belongs to nobody known. */
  public static final String UNATTRIBUTED = "(unattributed)";

  private static final String NONE = "(none)";
  private static final Field[] POOL_HOUR_KEYS = {USAGE_HOUR, SITE_ID, POOL_ID};

  private Ledger() {}

  /**
   * @param used what {@link #ofRequests} yields
   * @param poolHours one row per pool and hour
   * @param provisions one row per pool, hour and owner
   */
  public static Dataset<Row> from(
      Dataset<Row> used, Dataset<Row> poolHours, Dataset<Row> provisions) {
    Dataset<Row> provisioned = provisioned(provisions, poolHours);
    Dataset<Row> unattributed = unattributed(used, provisioned, poolHours);
    return used.unionByName(provisioned).unionByName(unattributed);
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
    return withPool(summed, poolHours)
        .withColumn(
            EMBODIED_NG.name(),
            shareOf("pool_busy_embodied_ng", PRESENCE_US.column(), "pool_presence_us"))
        .withColumn(ESTIMATED_MJ.name(), shareOf("pool_estimated_mj", energy, "pool_measured_mj"))
        .withColumn(PROVISIONED_IDLE_ENERGY_MJ.name(), lit(0L))
        .withColumn(UNATTRIBUTED_ENERGY_MJ.name(), lit(0L))
        .select(LEDGER.columns());
  }

  private static Dataset<Row> provisioned(Dataset<Row> provisions, Dataset<Row> poolHours) {
    Dataset<Row> owned =
        withPool(provisions.filter(CanonicalTables.MODEL_ID.column().isNotNull()), poolHours)
            .withColumn(
                ESTIMATED_MJ.name(),
                shareOf("pool_estimated_mj", PROVISIONED_MJ.column(), "pool_measured_mj"));
    return ledgerRows(
        owned,
        Map.of(
            PROVISIONED_IDLE_ENERGY_MJ, PROVISIONED_MJ.column(),
            ESTIMATED_MJ, ESTIMATED_MJ.column(),
            EMBODIED_NG, coalesce(EMBODIED_NG.column(), lit(0L)),
            EMBODIED_UNKNOWN, when(EMBODIED_NG.column().isNull(), lit(1L)).otherwise(lit(0L))),
        CanonicalTables.MODEL_ID.column(),
        IDLE);
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
                sum(ESTIMATED_MJ.column()).as("booked_estimated_mj"));
    String[] on = Arrays.stream(POOL_HOUR_KEYS).map(Field::name).toArray(String[]::new);
    Dataset<Row> rest =
        poolHours
            .join(booked, on, "left")
            .withColumn(
                UNATTRIBUTED_ENERGY_MJ.name(),
                MEASURED_MJ.column().minus(coalesce(booked.col("booked_mj"), lit(0L))))
            .withColumn(
                ESTIMATED_MJ.name(),
                ESTIMATED_MJ.column().minus(coalesce(booked.col("booked_estimated_mj"), lit(0L))));
    return ledgerRows(
        rest.filter(UNATTRIBUTED_ENERGY_MJ.column().notEqual(0)),
        Map.of(
            UNATTRIBUTED_ENERGY_MJ, UNATTRIBUTED_ENERGY_MJ.column(),
            ESTIMATED_MJ, ESTIMATED_MJ.column()),
        lit(UNATTRIBUTED),
        UNATTRIBUTED);
  }

  /** A part of a pool's amount, rounded down; unknown parts of nothing are nothing. */
  private static Column shareOf(String amount, Column part, String whole) {
    Column share = floor(col(amount).cast(DataTypes.DoubleType).multiply(part).divide(col(whole)));
    return when(col(whole).gt(0), coalesce(share, lit(0L))).otherwise(lit(0L));
  }

  private static Dataset<Row> withPool(Dataset<Row> rows, Dataset<Row> poolHours) {
    Dataset<Row> pool =
        poolHours.select(
            USAGE_HOUR.column(),
            SITE_ID.column(),
            POOL_ID.column(),
            MEASURED_MJ.column().as("pool_measured_mj"),
            ESTIMATED_MJ.column().as("pool_estimated_mj"),
            PRESENCE_US.column().as("pool_presence_us"),
            BUSY_EMBODIED_NG.column().as("pool_busy_embodied_ng"),
            when(BUSY_EMBODIED_NG.column().isNull(), lit(1L))
                .otherwise(lit(0L))
                .as(EMBODIED_UNKNOWN.name()));
    String[] on = Arrays.stream(POOL_HOUR_KEYS).map(Field::name).toArray(String[]::new);
    return rows.join(pool, on, "left")
        .withColumn(EMBODIED_UNKNOWN.name(), coalesce(EMBODIED_UNKNOWN.column(), lit(1L)));
  }

  private static Dataset<Row> ledgerRows(
      Dataset<Row> rows, Map<Field, Column> amounts, Column model, String team) {
    List<Column> columns = new ArrayList<>();
    for (Field field : LEDGER.fields()) {
      Column value = amounts.get(field);
      if (field.equals(MODEL_ID)) {
        value = model;
      } else if (field.equals(TEAM_ID)) {
        value = lit(team);
      } else if (field.equals(CanonicalTables.OPERATION)
          || field.name().equals(TOKEN_CLASS.name())) {
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

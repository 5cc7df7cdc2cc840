package org.wattledger.footprint;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.wattledger.schema.AttributedTables.EMBODIED_HIGH_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_LOW_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_NG;
import static org.wattledger.schema.AttributedTables.HOST_ESTIMATED_MJ;
import static org.wattledger.schema.AttributedTables.LEDGER;
import static org.wattledger.schema.AttributedTables.METER_DOWN_MJ;
import static org.wattledger.schema.AttributedTables.METER_UP_MJ;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.MODEL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.TEAM_ID;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/**
 * Spreads provisioned idle over the teams that used the model at the site that day, by their active
 * energy, rounded down; what rounding leaves, and idle of unused models, stays with {@code (idle)}.
 * The whole is the same before and after.
 */
public final class IdleByUse {

  private static final List<Field> SPREAD =
      List.of(
          PROVISIONED_IDLE_ENERGY_MJ,
          ESTIMATED_MJ,
          HOST_ENERGY_MJ,
          HOST_ESTIMATED_MJ,
          METER_DOWN_MJ,
          METER_UP_MJ,
          EMBODIED_NG,
          EMBODIED_LOW_NG,
          EMBODIED_HIGH_NG);

  private IdleByUse() {}

  /** The ledger with idle rows spread; rows of the same key may then occur twice. */
  public static Dataset<Row> spread(Dataset<Row> ledger) {
    Column isIdle = TEAM_ID.column().equalTo(OutputTables.IDLE);
    Dataset<Row> idle = ledger.filter(isIdle);
    Dataset<Row> use =
        ledger
            .filter(ACTIVE_ENERGY_MJ.column().gt(0))
            // Training has devices of its own: no idle of serving was held for it.
            .filter(
                CanonicalTables.OPERATION.column().notEqual(AttributedTables.TRAINING_OPERATION))
            .groupBy(
                SITE_ID.column(),
                MODEL_ID.column(),
                TEAM_ID.column(),
                CanonicalTables.OPERATION.column())
            .agg(sum(ACTIVE_ENERGY_MJ.column()).as("use_mj"))
            .withColumnRenamed(TEAM_ID.name(), "using_team")
            .withColumnRenamed(CanonicalTables.OPERATION.name(), "using_operation");
    Dataset<Row> total =
        use.groupBy(SITE_ID.column(), MODEL_ID.column()).agg(sum("use_mj").as("total_use_mj"));
    String[] on = {SITE_ID.name(), MODEL_ID.name()};
    Dataset<Row> parts =
        idle.join(use, on, "inner")
            .join(total, on, "inner")
            .withColumn(
                "share",
                use.col("use_mj").cast(DataTypes.DoubleType).divide(total.col("total_use_mj")));
    Dataset<Row> charged = parts;
    for (Field amount : SPREAD) {
      charged =
          charged.withColumn(amount.name(), floor(amount.column().multiply(parts.col("share"))));
    }
    charged =
        charged
            .withColumn(TEAM_ID.name(), parts.col("using_team"))
            .withColumn(CanonicalTables.OPERATION.name(), parts.col("using_operation"))
            .select(LEDGER.columns());
    return ledger
        .filter(isIdle.equalTo(lit(false)))
        .unionByName(charged)
        .unionByName(rest(idle, charged));
  }

  private static Dataset<Row> rest(Dataset<Row> idle, Dataset<Row> charged) {
    String[] on =
        LEDGER.keys().stream()
            .filter(key -> !key.equals(TEAM_ID) && !key.equals(CanonicalTables.OPERATION))
            .map(Field::name)
            .toArray(String[]::new);
    Column[] keys = Arrays.stream(on).map(functions::col).toArray(Column[]::new);
    List<Column> sums = new ArrayList<>();
    for (int i = 0; i < SPREAD.size(); i++) {
      sums.add(sum(SPREAD.get(i).column()).as("spread_" + i));
    }
    Dataset<Row> spread =
        charged.groupBy(keys).agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    Dataset<Row> joined = idle.join(spread, on, "left");
    for (int i = 0; i < SPREAD.size(); i++) {
      Field amount = SPREAD.get(i);
      joined =
          joined.withColumn(
              amount.name(), amount.column().minus(coalesce(spread.col("spread_" + i), lit(0L))));
    }
    Column isAnyLeft =
        SPREAD.stream().map(amount -> amount.column().notEqual(0)).reduce(Column::or).orElseThrow();
    return joined.filter(isAnyLeft).select(LEDGER.columns());
  }
}

package org.wattledger.staging;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.CanonicalTables.DEVICE_ID;
import static org.wattledger.schema.CanonicalTables.ENERGY_MJ;
import static org.wattledger.schema.CanonicalTables.POWER_W;
import static org.wattledger.schema.CanonicalTables.SAMPLED_AT;
import static org.wattledger.schema.CanonicalTables.TELEMETRY;
import static org.wattledger.schema.CanonicalTables.UTILIZATION_RATIO;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * One row per record of a meter, with its verdict for the day. Samples are kept from lookaround
 * before the day to lookaround after it, both inclusive, because the curve of a device needs its
 * neighbours. Repeated samples are still included.
 */
public final class StagedTelemetry {

  /** Canonical columns, place, reason, digest, verdict. */
  public static final Table TABLE = table();

  /** At and above this a reading is DCGM's blank: 2^63 - 16 as an integer, also after a double. */
  private static final double INTEGER_BLANK = 9.2e18;

  /** DCGM's blank for a floating-point reading is 2^47. */
  private static final double REAL_BLANK = 0x1p47;

  private StagedTelemetry() {}

  /** Judges the rows of one source, as {@link org.wattledger.sources.SourceRows} yields them. */
  public static Dataset<Row> from(Dataset<Row> sourceRows, StagingWindow window) {
    Dataset<Row> samples =
        sourceRows.withColumns(
            Map.of(
                ENERGY_MJ.name(), unlessBlank(ENERGY_MJ, INTEGER_BLANK),
                POWER_W.name(), unlessBlank(POWER_W, REAL_BLANK),
                UTILIZATION_RATIO.name(), unlessBlank(UTILIZATION_RATIO, REAL_BLANK)));
    return new Judgement(SAMPLED_AT.column().isNotNull(), isNear(window))
        .refuse(RejectReason.MISSING_FIELD, saysNothing())
        .refuse(RejectReason.NEGATIVE, hasNegativeReading())
        .refuse(RejectReason.OUT_OF_RANGE, UTILIZATION_RATIO.column().gt(1))
        .of(samples, TELEMETRY, Judgement.ofAccepted(TELEMETRY.fields()));
  }

  private static Column unlessBlank(Field measure, double blank) {
    return when(measure.column().lt(lit(blank)), measure.column());
  }

  private static Column isNear(StagingWindow window) {
    return SAMPLED_AT.column().between(lit(window.lookBack()), lit(window.lookAhead()));
  }

  private static Column saysNothing() {
    Column hasNoMeasure =
        ENERGY_MJ
            .column()
            .isNull()
            .and(POWER_W.column().isNull())
            .and(UTILIZATION_RATIO.column().isNull());
    return DEVICE_ID.column().isNull().or(SAMPLED_AT.column().isNull()).or(hasNoMeasure);
  }

  private static Column hasNegativeReading() {
    return Judgement.isNegative(ENERGY_MJ)
        .or(Judgement.isNegative(POWER_W))
        .or(Judgement.isNegative(UTILIZATION_RATIO));
  }

  private static Table table() {
    List<Field> fields = new ArrayList<>(TELEMETRY.fields());
    fields.addAll(StagedColumns.JUDGED);
    return new Table("judged_telemetry", "one row per record of a meter", List.of(), fields);
  }
}

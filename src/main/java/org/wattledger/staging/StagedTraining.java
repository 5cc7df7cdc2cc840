package org.wattledger.staging;

import static org.apache.spark.sql.functions.lit;
import static org.wattledger.schema.CanonicalTables.DEVICES;
import static org.wattledger.schema.CanonicalTables.DEVICE_TIME_H;
import static org.wattledger.schema.CanonicalTables.ENERGY_WH;
import static org.wattledger.schema.CanonicalTables.JOB_ENDED_AT;
import static org.wattledger.schema.CanonicalTables.JOB_ID;
import static org.wattledger.schema.CanonicalTables.JOB_POWER_W;
import static org.wattledger.schema.CanonicalTables.JOB_STARTED_AT;
import static org.wattledger.schema.CanonicalTables.TRAINING;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.sources.SourceRows;

/**
 * One row per record of a list of training jobs, with its verdict for the day: kept if the job, or
 * this stretch of it, began before the day's end. What ended long ago is kept too, because a
 * model's training is compared with its inference as a whole.
 *
 * <p>Rows of a job add up, so nothing may be read twice: unlike a log, a list counts only as the
 * files of the day itself show it; rows of the neighbouring days' files are outside the window.
 */
public final class StagedTraining {

  /** Canonical columns, place, reason, digest, verdict. */
  public static final Table TABLE = table();

  private StagedTraining() {}

  /** Judges the rows of one source, as {@link org.wattledger.sources.SourceRows} yields them. */
  public static Dataset<Row> from(Dataset<Row> sourceRows, StagingWindow window) {
    Column beganInTime = JOB_STARTED_AT.column().lt(lit(window.end()));
    return new Judgement(JOB_STARTED_AT.column().isNotNull(), beganInTime.and(SourceRows.IS_OF_DAY))
        .refuse(
            RejectReason.MISSING_FIELD,
            JOB_ID.column().isNull().or(JOB_STARTED_AT.column().isNull()))
        .refuse(RejectReason.NEGATIVE, hasNegativeAmount())
        .refuse(RejectReason.OUT_OF_RANGE, JOB_STARTED_AT.column().lt(lit(Instant.EPOCH)))
        .refuse(RejectReason.END_BEFORE_START, JOB_ENDED_AT.column().lt(JOB_STARTED_AT.column()))
        .of(sourceRows, TRAINING, Judgement.ofAccepted(TRAINING.fields()));
  }

  private static Column hasNegativeAmount() {
    return Judgement.isNegative(DEVICES)
        .or(Judgement.isNegative(DEVICE_TIME_H))
        .or(Judgement.isNegative(JOB_POWER_W))
        .or(Judgement.isNegative(ENERGY_WH));
  }

  private static Table table() {
    List<Field> fields = new ArrayList<>(TRAINING.fields());
    fields.addAll(StagedColumns.JUDGED);
    return new Table(
        "judged_training", "one row per record of a list of training jobs", List.of(), fields);
  }
}

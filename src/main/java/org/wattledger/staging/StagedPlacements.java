package org.wattledger.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.wattledger.schema.CanonicalTables.DEVICE_ID;
import static org.wattledger.schema.CanonicalTables.PLACEMENTS;
import static org.wattledger.schema.CanonicalTables.VALID_FROM;
import static org.wattledger.schema.CanonicalTables.VALID_TO;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * One row per record of a placement list, with its verdict for the day: kept if its validity, an
 * open side included, touches the day and its lookaround.
 */
public final class StagedPlacements {

  /** Canonical columns, place, reason, digest, verdict. */
  public static final Table TABLE = table();

  private StagedPlacements() {}

  /** Judges the rows of one source, as {@link org.wattledger.sources.SourceRows} yields them. */
  public static Dataset<Row> from(Dataset<Row> sourceRows, StagingWindow window) {
    Column isPlaced = VALID_FROM.column().isNotNull().or(VALID_TO.column().isNotNull());
    Column beginsInTime = coalesce(VALID_FROM.column().lt(lit(window.lookAhead())), lit(true));
    Column endsLateEnough = coalesce(VALID_TO.column().gt(lit(window.lookBack())), lit(true));
    return new Judgement(isPlaced, beginsInTime.and(endsLateEnough))
        .refuse(RejectReason.MISSING_FIELD, DEVICE_ID.column().isNull())
        .refuse(RejectReason.END_BEFORE_START, VALID_TO.column().lt(VALID_FROM.column()))
        .of(sourceRows, PLACEMENTS, Judgement.ofAccepted(PLACEMENTS.fields()));
  }

  private static Table table() {
    List<Field> fields = new ArrayList<>(PLACEMENTS.fields());
    fields.addAll(StagedColumns.JUDGED);
    return new Table(
        "judged_placements", "one row per record of a placement list", List.of(), fields);
  }
}

package org.wattledger.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.sources.SourceRows;

/**
 * Gives every row one verdict.
 *
 * <p>A row is judged on the day it belongs to and on no other: a row with a usable time belongs to
 * the day of that time, any other to the day of its file. On other days it is outside the window,
 * whatever else is wrong with it, so that three nights that read the same file count a fault once.
 */
final class Judgement {

  private static final String FIELD_SEPARATOR = "\u001f";
  private static final String NO_VALUE = "\u0000";

  private final Column isPlaced;
  private final Column isInWindow;
  private final Map<RejectReason, Column> faults = new EnumMap<>(RejectReason.class);

  /**
   * @param isPlaced whether the row has a usable time
   * @param isInWindow whether that time belongs to the day; asked only of rows that have one
   */
  Judgement(Column isPlaced, Column isInWindow) {
    this.isPlaced = isPlaced;
    this.isInWindow = coalesce(isInWindow, lit(false));
    faults.put(RejectReason.WRONG_TYPE, SourceRows.HAS_WRONG_TYPE);
    faults.put(RejectReason.NON_FINITE, SourceRows.HAS_NON_FINITE);
  }

  Judgement refuse(RejectReason reason, Column isFaulty) {
    faults.put(reason, coalesce(isFaulty, lit(false)));
    return this;
  }

  /**
   * The rows with their verdict: {@code kept}, then place, reason, digest and verdict. Two
   * projections and no more, for each copies every row.
   *
   * @param kept columns over the canonical columns and the verdict
   */
  Dataset<Row> of(Dataset<Row> rows, Table canonical, List<Column> kept) {
    Dataset<Row> judged =
        rows.withColumns(
            Map.of(
                StagedColumns.REASON.name(), reason(),
                StagedColumns.VERDICT.name(), verdict()));
    List<Column> columns = new ArrayList<>(kept);
    for (Field field : StagedColumns.PLACE) {
      columns.add(field.column());
    }
    Column isRejected = is(Verdict.REJECTED);
    columns.add(when(isRejected, StagedColumns.REASON.column()).as(StagedColumns.REASON.name()));
    columns.add(
        when(isRejected, coalesce(SourceRows.MALFORMED_DIGEST, digest(canonical)))
            .as(StagedColumns.DIGEST.name()));
    columns.add(StagedColumns.VERDICT.column());
    return judged.select(columns.toArray(Column[]::new));
  }

  static Column isNegative(Field amount) {
    return coalesce(amount.column().lt(0), lit(false));
  }

  static Column is(Verdict verdict) {
    return StagedColumns.VERDICT.column().equalTo(verdict.label());
  }

  /** Only accepted rows keep their values; of the others it is enough to know where they stood. */
  static Column ofAccepted(Column value) {
    return when(is(Verdict.ACCEPTED), value);
  }

  static List<Column> ofAccepted(List<Field> fields) {
    List<Column> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(ofAccepted(field.column()).as(field.name()));
    }
    return columns;
  }

  private Column reason() {
    Column reason =
        when(SourceRows.MALFORMED_DIGEST.isNotNull(), lit(RejectReason.MALFORMED.name()));
    for (Map.Entry<RejectReason, Column> fault : faults.entrySet()) {
      reason = reason.when(fault.getValue(), lit(fault.getKey().name()));
    }
    return reason;
  }

  private Column verdict() {
    Column isMalformed = SourceRows.MALFORMED_DIGEST.isNotNull();
    Column isElsewhere =
        when(isPlaced.and(not(isMalformed)), not(isInWindow)).otherwise(not(SourceRows.IS_OF_DAY));
    return when(isElsewhere, lit(Verdict.OUTSIDE_WINDOW.label()))
        .when(not(isMalformed).and(not(SourceRows.IS_KEPT)), lit(Verdict.FILTERED.label()))
        .when(isFaulty(), lit(Verdict.REJECTED.label()))
        .otherwise(lit(Verdict.ACCEPTED.label()));
  }

  private Column isFaulty() {
    Column isFaulty = SourceRows.MALFORMED_DIGEST.isNotNull();
    for (Column fault : faults.values()) {
      isFaulty = isFaulty.or(fault);
    }
    return isFaulty;
  }

  /** The user id stays out: its unkeyed digest could be guessed. */
  private static Column digest(Table canonical) {
    List<Column> texts = new ArrayList<>();
    for (Field field : canonical.fields()) {
      if (!field.name().equals(CanonicalTables.USER_ID.name())) {
        texts.add(coalesce(col(field.name()).cast(DataTypes.StringType), lit(NO_VALUE)));
      }
    }
    return SourceRows.digest(concat_ws(FIELD_SEPARATOR, texts.toArray(Column[]::new)));
  }
}

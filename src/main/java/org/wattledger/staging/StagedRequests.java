package org.wattledger.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.wattledger.schema.CanonicalTables.CACHED_PROMPT_TOKENS;
import static org.wattledger.schema.CanonicalTables.ENDED_AT;
import static org.wattledger.schema.CanonicalTables.MODEL_ID;
import static org.wattledger.schema.CanonicalTables.OUTPUT_TOKENS;
import static org.wattledger.schema.CanonicalTables.PROMPT_TOKENS;
import static org.wattledger.schema.CanonicalTables.REQUESTS;
import static org.wattledger.schema.CanonicalTables.REQUEST_ID;
import static org.wattledger.schema.CanonicalTables.STAGED_REQUESTS;
import static org.wattledger.schema.CanonicalTables.STARTED_AT;
import static org.wattledger.schema.CanonicalTables.USER_ID;
import static org.wattledger.schema.CanonicalTables.USER_KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * One row per record of a request log, with its verdict for the day. Accepted rows carry the
 * columns of {@link org.wattledger.schema.CanonicalTables#STAGED_REQUESTS}; of all others only
 * their place, reason and digest are left.
 *
 * <p>A request belongs to the day if it overlaps it: it started before the day's end, and it ended
 * after the day's start or started in the day. Without an end it belongs to the day it started in.
 * Repeats of a request id are still included.
 */
public final class StagedRequests {

  /** Canonical columns, {@code id_hash}, start hour, place, reason, digest, verdict. */
  public static final Table TABLE = table();

  private StagedRequests() {}

  /**
   * Judges the rows of one source.
   *
   * @param sourceRows as {@link org.wattledger.sources.SourceRows} yields them
   * @param userKey empty if the source maps no user ids
   */
  public static Dataset<Row> from(
      Dataset<Row> sourceRows, StagingWindow window, Optional<UserKey> userKey) {
    Judgement judgement =
        new Judgement(STARTED_AT.column().isNotNull(), overlaps(window))
            .refuse(RejectReason.MISSING_FIELD, lacksIdentity())
            .refuse(RejectReason.NEGATIVE, hasNegativeTokens())
            .refuse(RejectReason.END_BEFORE_START, ENDED_AT.column().lt(STARTED_AT.column()));
    List<Column> kept = new ArrayList<>();
    for (Field field : STAGED_REQUESTS.fields()) {
      Column value = field.equals(USER_KEY) ? hiddenUser(userKey) : field.column();
      kept.add(Judgement.ofAccepted(value).as(field.name()));
    }
    Column idHash = xxhash64(REQUEST_ID.column());
    kept.add(Judgement.ofAccepted(idHash).as(StagedColumns.ID_HASH.name()));
    kept.add(startHour(window).as(StagedColumns.START_HOUR.name()));
    return judgement.of(sourceRows, REQUESTS, kept);
  }

  private static Column overlaps(StagingWindow window) {
    Column startsBeforeEnd = STARTED_AT.column().lt(lit(window.end()));
    Column startsInDay = STARTED_AT.column().geq(lit(window.start()));
    Column endsAfterStart = coalesce(ENDED_AT.column().gt(lit(window.start())), lit(false));
    return startsBeforeEnd.and(startsInDay.or(endsAfterStart));
  }

  private static Column lacksIdentity() {
    return REQUEST_ID
        .column()
        .isNull()
        .or(STARTED_AT.column().isNull())
        .or(MODEL_ID.column().isNull());
  }

  private static Column hasNegativeTokens() {
    return isNegative(PROMPT_TOKENS)
        .or(isNegative(CACHED_PROMPT_TOKENS))
        .or(isNegative(OUTPUT_TOKENS));
  }

  static Column isNegative(Field amount) {
    return coalesce(amount.column().lt(0), lit(false));
  }

  private static Column hiddenUser(Optional<UserKey> userKey) {
    return userKey
        .map(key -> key.of(USER_ID.column()))
        .orElse(lit(null).cast(DataTypes.StringType));
  }

  /** A request from before the day stands with the day's first hour, the first that it touches. */
  private static Column startHour(StagingWindow window) {
    Column present = greatest(STARTED_AT.column(), lit(window.start()));
    return when(Judgement.is(Verdict.ACCEPTED), hour(present)).otherwise(0);
  }

  private static Table table() {
    List<Field> fields = new ArrayList<>(STAGED_REQUESTS.fields());
    fields.add(StagedColumns.ID_HASH);
    fields.add(StagedColumns.START_HOUR);
    fields.addAll(StagedColumns.JUDGED);
    return new Table("judged_requests", "one row per record of a request log", List.of(), fields);
  }
}

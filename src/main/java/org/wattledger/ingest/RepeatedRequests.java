package org.wattledger.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;
import static org.wattledger.schema.CanonicalTables.ENDED_AT;
import static org.wattledger.schema.CanonicalTables.OUTPUT_TOKENS;
import static org.wattledger.schema.CanonicalTables.REQUEST_ID;
import static org.wattledger.schema.CanonicalTables.STAGED_REQUESTS;
import static org.wattledger.staging.StagedColumns.BLOCK_START;
import static org.wattledger.staging.StagedColumns.FILE;
import static org.wattledger.staging.StagedColumns.ID_HASH;
import static org.wattledger.staging.StagedColumns.RECORD_ID;
import static org.wattledger.staging.StagedColumns.SOURCE;
import static org.wattledger.staging.StagedColumns.START_HOUR;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.wattledger.ingest.RecordBlocks.SourceFile;

/**
 * Requests that occur more than once. Of each the row with the greatest end, then output tokens,
 * then hash of the whole row is kept, a missing value counting as lowest.
 *
 * <p>Only hashes of ids are compared across all requests; rows move only if their hash occurs more
 * than once, and are then told apart by the id itself. The usual night has no repeats, and then
 * nothing is rewritten.
 *
 * @param requestsDir the accepted requests: as staged, or rewritten without repeats
 * @param winnersDir the rows that are kept of repeated ids, if the main folder still holds repeats
 * @param idHashes sorted hashes that a reader of the main folder skips
 * @param losersByFile how many rows of each file are dropped
 */
record RepeatedRequests(
    String requestsDir,
    Optional<String> winnersDir,
    long[] idHashes,
    Map<SourceFile, Long> losersByFile) {

  /**
   * How many repeated hashes are settled in which way.
   *
   * @param few up to so many on the driver, and no more than {@link RepeatedHashes#FEW}
   * @param listed up to so many as a list of hashes to skip; beyond, it is no longer cheaper than
   *     to rewrite the requests
   */
  record Limits(int few, int listed) {
    static final Limits STANDARD = new Limits(RepeatedHashes.FEW, 4_000_000);
  }

  private static final String RANK = "rank";
  private static final String IS_WINNER = "is_winner";

  /** Settles the repeats among the accepted rows; {@code scratch} takes what has to be written. */
  static RepeatedRequests among(StagedRows staged, String scratch, Limits limits)
      throws IOException {
    if (staged.repeatedHashes() == 0) {
      return new RepeatedRequests(
          staged.acceptedDirectory(), Optional.empty(), new long[0], Map.of());
    }
    if (staged.repeatedHashes() <= limits.few) {
      return new FewRepeats(staged).settled(staged.fewRepeated());
    }
    Dataset<Row> hashes = staged.repeated();
    Dataset<Row> accepted = staged.accepted(staged.session());
    boolean isRewritten = staged.repeatedHashes() > limits.listed;
    String rankedDir = scratch + "/ranked";
    ScratchRows.write(
        ranked(accepted, isRewritten ? hashes : broadcast(hashes)),
        rankedDir,
        new String[] {IS_WINNER, START_HOUR.name()});
    Dataset<Row> losers =
        accepted.sparkSession().read().parquet(rankedDir).where(col(IS_WINNER).equalTo(false));
    if (isRewritten) {
      String uniqueDir = scratch + "/unique";
      ScratchRows.write(without(accepted, losers), uniqueDir, new String[] {START_HOUR.name()});
      return new RepeatedRequests(uniqueDir, Optional.empty(), new long[0], byFile(losers));
    }
    return new RepeatedRequests(
        staged.acceptedDirectory(),
        Optional.of(rankedDir + "/" + IS_WINNER + "=true"),
        sorted(hashes, (int) staged.repeatedHashes()),
        byFile(losers));
  }

  /** The rows whose hash repeats, each knowing whether it is the one that is kept. */
  private static Dataset<Row> ranked(Dataset<Row> accepted, Dataset<Row> hashes) {
    Column rank = row_number().over(Window.partitionBy(REQUEST_ID.column()).orderBy(order()));
    return accepted
        .join(hashes, accepted.col(ID_HASH.name()).equalTo(hashes.col(ID_HASH.name())), "left_semi")
        .withColumn(RANK, rank)
        .withColumn(IS_WINNER, col(RANK).equalTo(1))
        .drop(RANK);
  }

  /** Of the rows of one id, the one that is kept comes first; {@link FewRepeats} has the same. */
  private static Column[] order() {
    List<Column> order = new ArrayList<>();
    order.add(ENDED_AT.column().desc_nulls_last());
    order.add(OUTPUT_TOKENS.column().desc_nulls_last());
    order.add(xxhash64(STAGED_REQUESTS.columns()).desc());
    for (Column column : STAGED_REQUESTS.columns()) {
      order.add(column.desc_nulls_last());
    }
    // From here on the rows are equal; which file is named must still not depend on chance.
    for (Column place :
        List.of(SOURCE.column(), FILE.column(), BLOCK_START.column(), RECORD_ID.column())) {
      order.add(place.asc());
    }
    return order.toArray(Column[]::new);
  }

  private static Dataset<Row> without(Dataset<Row> accepted, Dataset<Row> losers) {
    Column isSameRecord = lit(true);
    for (var key : List.of(SOURCE, FILE, BLOCK_START, RECORD_ID)) {
      isSameRecord = isSameRecord.and(accepted.col(key.name()).equalTo(losers.col(key.name())));
    }
    return accepted.join(losers, isSameRecord, "left_anti");
  }

  private static Map<SourceFile, Long> byFile(Dataset<Row> losers) {
    Map<SourceFile, Long> counts = new TreeMap<>();
    for (Row row : losers.groupBy(SOURCE.column(), FILE.column()).count().collectAsList()) {
      counts.put(new SourceFile(row.getString(0), row.getString(1)), row.getLong(2));
    }
    return counts;
  }

  private static long[] sorted(Dataset<Row> hashes, int count) {
    long[] sorted = new long[count];
    int next = 0;
    for (Iterator<Row> rows = hashes.toLocalIterator(); rows.hasNext(); ) {
      sorted[next++] = rows.next().getLong(0);
    }
    Arrays.sort(sorted);
    return sorted;
  }
}

package org.wattledger.ingest;

import static org.wattledger.schema.CanonicalTables.DEVICE_ID;
import static org.wattledger.schema.CanonicalTables.JOB_ENDED_AT;
import static org.wattledger.schema.CanonicalTables.JOB_ID;
import static org.wattledger.schema.CanonicalTables.JOB_STARTED_AT;
import static org.wattledger.schema.CanonicalTables.TRAINING;
import static org.wattledger.staging.StagedColumns.BLOCK_START;
import static org.wattledger.staging.StagedColumns.FILE;
import static org.wattledger.staging.StagedColumns.RECORD_ID;
import static org.wattledger.staging.StagedColumns.SOURCE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.wattledger.ingest.RecordBlocks.SourceFile;
import org.wattledger.session.SortedOnDriver;

/**
 * The rows of training jobs, without those that tell the same twice: of one job, device and start
 * the row with the greatest end is kept, a missing one counting as lowest, then the greatest other
 * values. Rows that name no device are never repeats: two nodes of a job may look alike.
 *
 * <p>On the driver: rows grow with jobs and their devices only.
 *
 * @param rows columns of TRAINING, then of the place; in the order of job, device and start
 * @param losersByFile how many rows of each file are dropped
 */
record RepeatedJobRows(List<Row> rows, Map<SourceFile, Long> losersByFile) {

  static final RepeatedJobRows NONE = new RepeatedJobRows(List.of(), Map.of());

  static RepeatedJobRows among(Dataset<Row> accepted) {
    List<Row> kept = new ArrayList<>();
    Map<SourceFile, Long> losers = new TreeMap<>();
    List<Object> former = null;
    for (Row row : sorted(accepted)) {
      List<Object> key =
          Arrays.asList(
              row.getAs(JOB_ID.name()),
              row.getAs(DEVICE_ID.name()),
              row.getAs(JOB_STARTED_AT.name()));
      if (key.get(1) != null && key.equals(former)) {
        losers.merge(
            new SourceFile(row.getAs(SOURCE.name()), row.getAs(FILE.name())), 1L, Long::sum);
      } else {
        kept.add(row);
      }
      former = key;
    }
    return new RepeatedJobRows(List.copyOf(kept), losers);
  }

  private static List<Row> sorted(Dataset<Row> accepted) {
    List<Column> order =
        new ArrayList<>(List.of(JOB_ID.column(), DEVICE_ID.column(), JOB_STARTED_AT.column()));
    order.add(JOB_ENDED_AT.column().desc_nulls_last());
    for (Column column : TRAINING.columns()) {
      order.add(column.desc_nulls_last());
    }
    // From here on the rows are equal; which file is named must still not depend on chance.
    for (var place : List.of(SOURCE, FILE, BLOCK_START, RECORD_ID)) {
      order.add(place.column());
    }
    scala.Function1<Object, Object> toRow =
        CatalystTypeConverters.createToScalaConverter(accepted.schema());
    return SortedOnDriver.rows(accepted, order.toArray(Column[]::new)).stream()
        .map(row -> (Row) toRow.apply(row))
        .toList();
  }
}

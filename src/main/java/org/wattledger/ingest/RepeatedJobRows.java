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
import org.apache.spark.sql.Row;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.RecordBlocks.SourceFile;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.staging.StagedRecords;

/**
 * The rows of training jobs, without those that tell the same twice: of one job, device and start
 * the row with the greatest end is kept, a missing one counting as lowest, then the greatest other
 * values. Rows that name no device are never repeats: two nodes of a job may look alike.
 *
 * <p>On the driver: rows grow with jobs and their devices only.
 *
 * @param rows columns of TRAINING; in the order of job, device and start
 * @param losersByFile how many rows of each file are dropped
 */
record RepeatedJobRows(List<Row> rows, Map<SourceFile, Long> losersByFile) {

  private static final Table TABLE = StagedRecords.accepted(SourceKind.TRAINING);
  private static final int JOB = place(JOB_ID);
  private static final int DEVICE = place(DEVICE_ID);
  private static final int STARTED_AT = place(JOB_STARTED_AT);

  static final RepeatedJobRows NONE = new RepeatedJobRows(List.of(), Map.of());

  /**
   * @param accepted cells of the staged rows
   */
  static RepeatedJobRows among(List<Object[]> accepted) {
    List<Object[]> sorted = new ArrayList<>(accepted);
    sorted.sort(order());
    List<Object[]> kept = new ArrayList<>();
    Map<SourceFile, Long> losers = new TreeMap<>();
    List<Object> former = null;
    for (Object[] row : sorted) {
      List<Object> key = Arrays.asList(row[JOB], row[DEVICE], row[STARTED_AT]);
      if (row[DEVICE] != null && key.equals(former)) {
        losers.merge(
            new SourceFile((String) row[place(SOURCE)], (String) row[place(FILE)]), 1L, Long::sum);
      } else {
        kept.add(row);
      }
      former = key;
    }
    return new RepeatedJobRows(CanonicalRows.of(TRAINING, kept), losers);
  }

  private static RowOrder order() {
    RowOrder order =
        new RowOrder(TABLE).ascending(JOB_ID).ascending(DEVICE_ID).ascending(JOB_STARTED_AT);
    order.descending(JOB_ENDED_AT);
    TRAINING.fields().forEach(order::descending);
    // From here on the rows are equal; which file is named must still not depend on chance.
    List.of(SOURCE, FILE, BLOCK_START, RECORD_ID).forEach(order::ascending);
    return order;
  }

  private static int place(Field field) {
    return TABLE.fields().indexOf(field);
  }
}

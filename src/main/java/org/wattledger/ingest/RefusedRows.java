package org.wattledger.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.StagedRecords;

/** Refused records with their numbers, from their files on scratch storage; they may be many. */
final class RefusedRows {

  private static final Table TABLE = StagedRecords.REJECTED;

  private RefusedRows() {}

  /** Source, file, position, reason and digest of the refused records of all kinds. */
  static JavaRDD<Row> of(JavaSparkContext spark, Iterable<StagedRows> kinds) {
    JavaRDD<Row> all = spark.emptyRDD();
    for (StagedRows staged : kinds) {
      List<String> files = staged.rejectedFiles();
      if (!files.isEmpty()) {
        Scratch scratch = staged.scratch();
        Broadcast<RecordBlocks.Positions> positions = spark.broadcast(staged.blocks().positions());
        all =
            all.union(
                spark
                    .parallelize(files, Math.min(files.size(), spark.defaultParallelism()))
                    .flatMap(file -> new Reading(scratch, file, positions.value())));
      }
    }
    return all;
  }

  /** The rows of one file. */
  private static final class Reading implements Iterator<Row> {

    private static final int SOURCE = place(StagedColumns.SOURCE);
    private static final int FILE = place(StagedColumns.FILE);
    private static final int BLOCK_START = place(StagedColumns.BLOCK_START);
    private static final int RECORD_ID = place(StagedColumns.RECORD_ID);
    private static final int REASON = place(StagedColumns.REASON);
    private static final int DIGEST = place(StagedColumns.DIGEST);

    private final StagedCells cells;
    private final RecordBlocks.Positions positions;
    private int rows;
    private int row;

    Reading(Scratch scratch, String file, RecordBlocks.Positions positions) throws IOException {
      this.cells = StagedCells.of(scratch, file, TABLE);
      this.positions = positions;
      TaskContext.get()
          .addTaskCompletionListener(
              ended -> {
                try {
                  cells.close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }

    @Override
    public boolean hasNext() {
      if (row == rows) {
        try {
          rows = cells.next();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        row = 0;
      }
      return row < rows;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Object[] of = cells.row(row++);
      long position =
          positions.of(
              (String) of[SOURCE], (String) of[FILE], (Long) of[BLOCK_START], (Long) of[RECORD_ID]);
      return RowFactory.create(of[SOURCE], of[FILE], position, of[REASON], of[DIGEST]);
    }

    private static int place(Field field) {
      return TABLE.fields().indexOf(field);
    }
  }
}

package org.wattledger.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.wattledger.columnfiles.ColumnReading;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.staging.Verdict;

/** The accepted samples of a day on scratch storage, repeats included. */
public final class StagedTelemetry {

  /** So many samples are read before a task more has begun. */
  private static final long FEW = 500_000;

  private final SparkSession session;
  private final StagedRows staged;

  /** What is done with the samples of one task. */
  @FunctionalInterface
  public interface Pass<T> extends Serializable {
    Iterator<T> over(Iterator<TelemetryBatch> batches) throws Exception;
  }

  StagedTelemetry(SparkSession session, StagedRows staged) {
    this.session = session;
    this.staged = staged;
  }

  /** Rows of STAGED_TELEMETRY, for somebody who has a question. */
  public Dataset<Row> rows() {
    return staged
        .blocks()
        .withPositions(staged.accepted(session))
        .select(CanonicalTables.STAGED_TELEMETRY.columns());
  }

  /** Runs a pass over the samples, lazily: a task for each file, unless there are few samples. */
  public <T> JavaRDD<T> map(Pass<T> pass) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<RecordBlocks.Positions> positions = spark.broadcast(staged.blocks().positions());
    Scratch scratch = staged.scratch();
    List<String> files = staged.acceptedFiles();
    return spark
        .parallelize(files, tasks(files.size(), spark.defaultParallelism()))
        .mapPartitions(names -> pass.over(new Batches(scratch, names, positions.value())));
  }

  private int tasks(int files, int parallelism) {
    return staged.blocks().records(Verdict.ACCEPTED) < FEW ? Math.min(files, parallelism) : files;
  }

  /** The batches of some files. */
  private static final class Batches implements Iterator<TelemetryBatch> {
    private final Scratch scratch;
    private final Iterator<String> names;
    private final RecordBlocks.Positions positions;
    private ColumnReading file;
    private TelemetryBatch batch;
    private boolean isAhead;

    Batches(Scratch scratch, Iterator<String> names, RecordBlocks.Positions positions) {
      this.scratch = scratch;
      this.names = names;
      this.positions = positions;
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close());
    }

    @Override
    public boolean hasNext() {
      try {
        while (!isAhead && (file != null || names.hasNext())) {
          if (file == null) {
            file = StagedCells.open(scratch, names.next());
            batch = new TelemetryBatch(file, positions);
          }
          batch.rows = file.next();
          isAhead = batch.rows > 0;
          if (!isAhead) {
            close();
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return isAhead;
    }

    @Override
    public TelemetryBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      isAhead = false;
      return batch;
    }

    private void close() {
      try {
        if (file != null) {
          file.close();
        }
        file = null;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}

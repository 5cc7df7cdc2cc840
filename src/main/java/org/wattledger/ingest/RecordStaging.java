package org.wattledger.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.SourceRecords;
import org.wattledger.sources.TextCells;
import org.wattledger.staging.RecordJudge;
import org.wattledger.staging.Verdict;
import org.wattledger.staging.Verdicts;
import scala.Tuple2;

/**
 * One pass over the records of a source: each is judged, written and counted, and the hashes of the
 * ids of accepted requests are handed on by range.
 *
 * @param columns canonical columns that the mapping yields
 */
record RecordStaging(
    String source,
    ArrayList<String> columns,
    RecordJudge judge,
    TaskFiles.Layout layout,
    IdRanges ranges)
    implements SourceRecords.Pass<Tuple2<Integer, StagedPart>> {

  /** Spark's seed of xxhash64. */
  private static final long SEED = 42;

  @Override
  public Iterator<Tuple2<Integer, StagedPart>> over(Iterator<RecordColumns> batches) {
    return new Staging(batches);
  }

  private final class Staging implements Iterator<Tuple2<Integer, StagedPart>> {
    private final Iterator<RecordColumns> batches;
    private final TaskFiles files;
    private final Deque<Tuple2<Integer, StagedPart>> ready = new ArrayDeque<>();
    private final IdChunks ids =
        new IdChunks(ranges, (range, chunk) -> hand(range, new StagedPart.IdHashes(chunk)));
    private final Verdicts verdicts = new Verdicts();
    private final List<BlockCount> blocks = new ArrayList<>();
    private final ColumnCounts counts = new ColumnCounts(layout.kind(), source, columns);
    private long[] idHashes = new long[0];
    private boolean isDone;

    Staging(Iterator<RecordColumns> batches) {
      this.batches = batches;
      TaskContext task = TaskContext.get();
      files = new TaskFiles(layout, "%05d-%d".formatted(task.partitionId(), task.taskAttemptId()));
      task.addTaskCompletionListener(
          ended -> {
            try {
              files.close();
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          });
    }

    @Override
    public boolean hasNext() {
      try {
        while (ready.isEmpty() && !isDone) {
          if (batches.hasNext()) {
            stage(batches.next());
          } else {
            end();
          }
        }
      } catch (Exception failure) {
        throw SourceFailure.of(source, failure);
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, StagedPart> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void stage(RecordColumns batch) throws IOException {
      judge.judge(batch, verdicts);
      if (idHashes.length < batch.rows()) {
        idHashes = new long[batch.rows()];
      }
      RecordTally tally = blockOf(batch).tally();
      for (int row = 0; row < batch.rows(); row++) {
        tally.add(verdicts, row);
      }
      counts.add(batch, verdicts);
      if (layout.kind() == SourceKind.REQUESTS) {
        hashIds(batch);
        countWithoutEnd(batch, tally);
      }
      files.write(batch, verdicts, idHashes);
    }

    private void hashIds(RecordColumns batch) {
      TextCells requestIds = batch.texts(CanonicalTables.REQUEST_ID);
      for (int row = 0; row < batch.rows(); row++) {
        if (verdicts.verdict(row) == Verdict.ACCEPTED) {
          long hash = XXH64.hashUTF8String(requestIds.text(row), SEED);
          idHashes[row] = hash;
          ids.add(hash);
        }
      }
    }

    private void countWithoutEnd(RecordColumns batch, RecordTally tally) {
      long[] endUs = batch.longs(CanonicalTables.ENDED_AT).values();
      for (int row = 0; row < batch.rows(); row++) {
        if (verdicts.verdict(row) == Verdict.ACCEPTED && endUs[row] == LongCells.ABSENT) {
          tally.addWithoutEnd();
        }
      }
    }

    /** The count of the batch's block, which the batch becomes the last part of. */
    private BlockCount blockOf(RecordColumns batch) {
      BlockCount last = blocks.isEmpty() ? null : blocks.remove(blocks.size() - 1);
      long lastRecordId = batch.recordId(batch.rows() - 1);
      boolean isSame =
          last != null
              && last.blockStart() == batch.blockStart()
              && last.file().equals(batch.file());
      if (last != null && !isSame) {
        blocks.add(last);
      }
      BlockCount block =
          isSame
              ? last.until(lastRecordId)
              : new BlockCount(
                  source,
                  batch.file(),
                  batch.blockStart(),
                  new RecordTally(),
                  batch.recordId(0),
                  lastRecordId);
      blocks.add(block);
      return block;
    }

    private void end() throws IOException {
      ids.handOnRest();
      hand(
          ranges.tales(),
          new StagedPart.Done(layout.kind(), files.finish(), List.copyOf(blocks), counts));
      isDone = true;
    }

    private void hand(int partition, StagedPart part) {
      ready.add(new Tuple2<>(partition, part));
    }
  }
}

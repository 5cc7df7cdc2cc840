package org.wattledger.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.LongColumn;
import org.wattledger.staging.StagedColumns;
import scala.Tuple2;

/**
 * Finds the hashes of ids that occur more than once, range by range, and writes them down: they may
 * be many.
 */
record RepeatedHashes(Scratch scratch, Scratch.Shape shape) implements Serializable {

  /** So many are told beside the files. */
  static final int FEW = 1_000;

  private static final int BATCH = 1 << 16;

  /**
   * What one partition yields: the tasks that staged, or the repeated hashes of a range.
   *
   * @param files names of the files with those hashes
   * @param hashes how many they hold
   * @param few these hashes, sorted, if they are no more than {@link #FEW}
   */
  record Found(List<StagedPart.Done> tasks, List<String> files, long hashes, long[] few)
      implements Serializable {}

  Iterator<Found> in(Iterator<Tuple2<Integer, StagedPart>> parts) throws IOException {
    List<StagedPart.Done> tasks = new ArrayList<>();
    List<long[]> chunks = new ArrayList<>();
    while (parts.hasNext()) {
      StagedPart part = parts.next()._2();
      if (part instanceof StagedPart.IdHashes ids) {
        chunks.add(ids.hashes());
      } else if (part instanceof StagedPart.Done task) {
        tasks.add(task);
      }
    }
    long[] sorted = sorted(chunks);
    int repeated = moveRepeatedToFront(sorted);
    List<String> files = repeated == 0 ? List.of() : List.of(write(sorted, repeated));
    long[] few = repeated <= FEW ? Arrays.copyOf(sorted, repeated) : new long[0];
    return List.of(new Found(tasks, files, repeated, few)).iterator();
  }

  private static long[] sorted(List<long[]> chunks) {
    long[] all = new long[chunks.stream().mapToInt(chunk -> chunk.length).sum()];
    int size = 0;
    for (long[] chunk : chunks) {
      System.arraycopy(chunk, 0, all, size, chunk.length);
      size += chunk.length;
    }
    chunks.clear();
    Arrays.sort(all);
    return all;
  }

  /** Each once, in order; returns how many. */
  private static int moveRepeatedToFront(long[] sorted) {
    int repeated = 0;
    for (int i = 1; i < sorted.length; i++) {
      boolean isNew = repeated == 0 || sorted[repeated - 1] != sorted[i];
      if (sorted[i] == sorted[i - 1] && isNew) {
        sorted[repeated++] = sorted[i];
      }
    }
    return repeated;
  }

  private String write(long[] hashes, int count) throws IOException {
    TaskContext task = TaskContext.get();
    String name =
        Scratch.REPEATED
            + "/part-%05d-%d.parquet".formatted(task.partitionId(), task.taskAttemptId());
    try (ColumnFile file = scratch.create(name, shape)) {
      LongColumn column = file.longs(StagedColumns.ID_HASH.name(), Long.MIN_VALUE);
      for (int from = 0; from < count; from += BATCH) {
        int rows = Math.min(BATCH, count - from);
        column.append(Arrays.copyOfRange(hashes, from, from + rows), rows);
        file.endBatch(rows);
      }
      file.finish(shape.footer());
    }
    return name;
  }
}

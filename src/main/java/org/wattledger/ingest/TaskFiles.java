package org.wattledger.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.wattledger.config.SourceKind;
import org.wattledger.sources.RecordColumns;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.Verdict;
import org.wattledger.staging.Verdicts;

/**
 * The files that one attempt of a task writes: accepted records by hour of start, in the order of
 * the input within an hour, and refused ones apart. Only requests have hours. However many of them
 * are open, what waits in memory stays within one budget.
 */
final class TaskFiles implements Closeable {

  private static final int HOURS = 24;
  private static final long MOST_BUFFERED_BYTES = 64L << 20;

  /**
   * What the files of all tasks have in common.
   *
   * @param isApart whether each hour of requests has a folder of its own
   */
  record Layout(
      SourceKind kind,
      Scratch scratch,
      Scratch.Shape accepted,
      Scratch.Shape rejected,
      boolean isApart)
      implements Serializable {

    /** The same, with the hours of requests apart, or all of them in the folder of hour 0. */
    Layout apart(boolean areHoursApart) {
      return new Layout(kind, scratch, accepted, rejected, areHoursApart);
    }

    int folderOf(int startHour) {
      return isApart ? startHour : 0;
    }

    /** Folder of the accepted records of an hour. */
    String folder(int hour) {
      return kind == SourceKind.REQUESTS
          ? "%s/%s=%d".formatted(Scratch.ACCEPTED, StagedColumns.START_HOUR.name(), hour)
          : Scratch.ACCEPTED;
    }
  }

  private final Layout layout;
  private final String attempt;
  private final AcceptedFile[] byHour = new AcceptedFile[HOURS];
  private final AcceptedFile.Gathered gathered = new AcceptedFile.Gathered();
  private final List<String> finished = new ArrayList<>();
  private final int[] counts = new int[HOURS];
  private final int[] starts = new int[HOURS + 1];
  private int[] order = new int[0];
  private RejectedFile rejected;
  private int opened;

  /** {@code attempt} is unique in the run. */
  TaskFiles(Layout layout, String attempt) {
    this.layout = layout;
    this.attempt = attempt;
  }

  /**
   * Writes what is accepted or refused of a batch.
   *
   * @param idHashes by row; those of accepted requests count
   */
  void write(RecordColumns batch, Verdicts verdicts, long[] idHashes) throws IOException {
    sortByHour(batch, verdicts);
    for (int hour = 0; hour < HOURS; hour++) {
      if (counts[hour] > 0) {
        int[] rows = Arrays.copyOfRange(order, starts[hour], starts[hour + 1]);
        fileOf(hour, batch).append(batch, rows, rows.length, idHashes);
      }
    }
    for (int row = 0; row < batch.rows(); row++) {
      if (verdicts.verdict(row) == Verdict.REJECTED) {
        rejected(batch).append(batch, row, verdicts.refusal(row).reason());
      }
    }
    release();
  }

  /** Ends all files; returns their names. */
  List<String> finish() throws IOException {
    for (AcceptedFile file : byHour) {
      if (file != null) {
        finished.add(file.finish());
      }
    }
    Arrays.fill(byHour, null);
    if (rejected != null) {
      finished.add(rejected.finish());
      rejected = null;
    }
    return List.copyOf(finished);
  }

  /** Ends the task without its files: what was begun is no Parquet file, and nobody hears of it. */
  @Override
  public void close() throws IOException {
    for (AcceptedFile file : byHour) {
      if (file != null) {
        file.close();
      }
    }
    if (rejected != null) {
      rejected.close();
    }
  }

  /** Accepted rows, hour by hour. */
  private void sortByHour(RecordColumns batch, Verdicts verdicts) {
    if (order.length < batch.rows()) {
      order = new int[batch.rows()];
    }
    Arrays.fill(counts, 0);
    for (int row = 0; row < batch.rows(); row++) {
      if (verdicts.verdict(row) == Verdict.ACCEPTED) {
        counts[layout.folderOf(verdicts.startHour(row))]++;
      }
    }
    for (int hour = 0; hour < HOURS; hour++) {
      starts[hour + 1] = starts[hour] + counts[hour];
    }
    int[] next = Arrays.copyOf(starts, HOURS);
    for (int row = 0; row < batch.rows(); row++) {
      if (verdicts.verdict(row) == Verdict.ACCEPTED) {
        order[next[layout.folderOf(verdicts.startHour(row))]++] = row;
      }
    }
  }

  private AcceptedFile fileOf(int hour, RecordColumns batch) throws IOException {
    AcceptedFile open = byHour[hour];
    if (open != null && !open.fits(batch)) {
      finished.add(open.finish());
      open = null;
    }
    if (open == null) {
      String name = layout.folder(hour) + "/" + fileName();
      open =
          new AcceptedFile(
              name, layout, layout.scratch.create(name, layout.accepted), batch, gathered);
      byHour[hour] = open;
    }
    return open;
  }

  private RejectedFile rejected(RecordColumns batch) throws IOException {
    if (rejected == null) {
      String name = Scratch.REJECTED + "/" + fileName();
      rejected =
          new RejectedFile(
              name, layout.rejected, layout.scratch.create(name, layout.rejected), batch.source());
    }
    return rejected;
  }

  private String fileName() {
    return "part-%s-%d.parquet".formatted(attempt, opened++);
  }

  private void release() throws IOException {
    long buffered = open().mapToLong(AcceptedFile::bufferedBytes).sum();
    if (buffered > MOST_BUFFERED_BYTES) {
      open().max(Comparator.comparingLong(AcceptedFile::bufferedBytes)).orElseThrow().release();
    }
  }

  private Stream<AcceptedFile> open() {
    return Arrays.stream(byHour).filter(Objects::nonNull);
  }
}

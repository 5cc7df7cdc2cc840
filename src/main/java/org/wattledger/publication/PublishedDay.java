package org.wattledger.publication;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which run a published day shows, and from what it was made. Stands in {@code
 * _runs/days/<day>.json}; {@code _runs/last.json} repeats the one published last.
 *
 * @param fingerprint of everything the numbers depend on: a run that finds the same has nothing to
 *     do
 * @param sequence number of the {@link Commit}; 0 while there is none
 */
public record PublishedDay(
    LocalDate day,
    String runId,
    String fingerprint,
    String methodVersion,
    String referenceVersion,
    Instant publishedAt,
    long sequence) {

  public PublishedDay {
    if (!Layout.isSafeName(runId)) {
      throw new IllegalArgumentException("Run id '%s' is no safe directory name".formatted(runId));
    }
  }

  /** A day that is to be published. */
  public PublishedDay(
      LocalDate day,
      String runId,
      String fingerprint,
      String methodVersion,
      String referenceVersion,
      Instant publishedAt) {
    this(day, runId, fingerprint, methodVersion, referenceVersion, publishedAt, 0);
  }

  /** Empty if the day is not published, or its record cannot be read: then it is run again. */
  public static Optional<PublishedDay> read(Path warehouse, LocalDate day) {
    try {
      return read(new PosixStorage(warehouse), Layout.dayRecord(day));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Empty if the day is not published. */
  public static Optional<PublishedDay> read(Storage storage, LocalDate day) throws IOException {
    return read(storage, Layout.dayRecord(day));
  }

  /** The days that have a record, in order. */
  public static List<LocalDate> days(Storage storage) throws IOException {
    return Layout.days(storage.entries(Layout.DAYS), "", Layout.JSON);
  }

  /** All that can be read, by day. */
  public static List<PublishedDay> all(Storage storage) throws IOException {
    List<PublishedDay> all = new ArrayList<>();
    for (LocalDate day : days(storage)) {
      read(storage, Layout.dayRecord(day)).ifPresent(all::add);
    }
    return all;
  }

  /** The one published last. */
  public static Optional<PublishedDay> last(Storage storage) throws IOException {
    return read(storage, Layout.LAST);
  }

  static Optional<PublishedDay> read(Storage storage, String file) throws IOException {
    Optional<String> text = storage.text(file);
    return text.isPresent()
        ? Optional.of(Json.read(text.get(), PublishedDay.class))
        : Optional.empty();
  }

  PublishedDay as(long committed) {
    return new PublishedDay(
        day, runId, fingerprint, methodVersion, referenceVersion, publishedAt, committed);
  }
}

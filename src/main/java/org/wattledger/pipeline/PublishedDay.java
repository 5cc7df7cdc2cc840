package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Which run a published day shows, and from what it was made. Stands in {@code
 * _runs/days/<day>.json}; {@code _runs/last.json} repeats the one published last.
 *
 * @param fingerprint see {@link InputFingerprint}: a run that finds the same has nothing to do
 */
public record PublishedDay(
    LocalDate day,
    String runId,
    String fingerprint,
    String methodVersion,
    String referenceVersion,
    Instant publishedAt) {

  /** Empty if the day is not published, or its record cannot be read: then it is run again. */
  public static Optional<PublishedDay> read(Path warehouse, LocalDate day) {
    Path file = file(warehouse, day);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(file, PublishedDay.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static Path file(Path warehouse, LocalDate day) {
    return warehouse.resolve("_runs").resolve("days").resolve(day + ".json");
  }

  static Path last(Path warehouse) {
    return warehouse.resolve("_runs").resolve("last.json");
  }
}

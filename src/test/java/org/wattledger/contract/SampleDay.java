package org.wattledger.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.wattledger.pipeline.RunOutcome;

/** The day of {@code data-samples}, published once for all tests of this JVM. */
final class SampleDay {

  static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  private static SampleDay published;

  private final Path warehouse;
  private final RunOutcome outcome;

  private SampleDay(Path warehouse, RunOutcome outcome) {
    this.warehouse = warehouse;
    this.outcome = outcome;
  }

  static synchronized SampleDay published() {
    if (published == null) {
      Path warehouse = Nights.warehouse("sample");
      Path file = Path.of("conf", "sample.conf");
      published = new SampleDay(warehouse, Nights.run(Nights.config(file, warehouse), DAY));
    }
    return published;
  }

  Path warehouse() {
    return warehouse;
  }

  RunOutcome outcome() {
    return outcome;
  }

  /** The record of the run that published it. */
  JsonNode manifest() throws IOException {
    return json(warehouse.resolve("_runs").resolve(runId()).resolve("manifest.json"));
  }

  String runId() throws IOException {
    return json(warehouse.resolve("_runs").resolve("last.json")).get("run_id").asText();
  }

  static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  /** Files below a directory, links followed, relative to it. */
  static List<String> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}

package org.wattledger.publication;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wattledger.testing.FileTree;

/**
 * A day of three tables, as a run stages it and as readers see it; files of text stand for Parquet.
 */
record StagedDay(Path warehouse) {

  static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  static final String LINKED = "request_footprint";
  static final List<String> TABLES = List.of(LINKED, "model_daily", "team_daily");

  Publication publication(Storage storage, Publication.Steps steps) {
    return new Publication(storage, Set.of(LINKED), steps);
  }

  Publication publication(Publication.Steps steps) {
    return publication(new PosixStorage(warehouse), steps);
  }

  void publish(String runId) throws IOException {
    publish(runId, Publication.Steps.untold());
  }

  void publish(String runId, Publication.Steps steps) throws IOException {
    stage(runId);
    publication(steps).publish(record(runId), TABLES, () -> {});
  }

  /** What Spark leaves: part files, their checksums, and a marker. */
  void stage(String runId) throws IOException {
    for (String table : List.of("model_daily", "team_daily")) {
      Path staged = staged(runId, table);
      DurableFiles.write(staged.resolve("part-0.parquet"), table + " of " + runId);
      DurableFiles.write(staged.resolve(".part-0.parquet.crc"), "checksum");
      DurableFiles.write(staged.resolve("_SUCCESS"), "");
    }
    Path staged = staged(runId, LINKED);
    DurableFiles.write(staged.resolve("part-0.parquet"), "first of " + runId);
    DurableFiles.write(staged.resolve("part-1.parquet"), "second of " + runId);
    DurableFiles.write(staged.resolve(".part-1.parquet.crc"), "checksum");
    DurableFiles.write(staged.resolve("_SUCCESS"), "");
  }

  /** The same warehouse elsewhere. */
  StagedDay copy(Path to) throws IOException {
    FileTree.copy(warehouse, to);
    return new StagedDay(to);
  }

  Path staged(String runId, String table) {
    return warehouse.resolve(Layout.staging(runId, table));
  }

  static PublishedDay record(String runId) {
    return new PublishedDay(
        DAY, runId, "fingerprint", "1", "2026-11-01", Instant.parse("2026-11-22T02:15:00Z"));
  }

  /** Run whose record the day has. */
  String recorded() {
    return PublishedDay.read(warehouse, DAY).map(PublishedDay::runId).orElse("none");
  }

  /** Everything that a reader of the tables can see, by path, links followed. */
  Map<String, String> files() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String table : TABLES) {
      Path root = warehouse.resolve(table);
      if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
          for (Path file : tree.filter(Files::isRegularFile).toList()) {
            contents.put(warehouse.relativize(file).toString(), Files.readString(file));
          }
        }
      }
    }
    return contents;
  }

  /** The runs that a reader of each table sees: one a table, or the day is broken. */
  Map<String, Set<String>> runs() throws IOException {
    Map<String, Set<String>> runs = new TreeMap<>();
    files()
        .forEach(
            (path, text) ->
                runs.computeIfAbsent(path.split("/")[0], table -> new TreeSet<>())
                    .add(text.replaceAll(".* of ", "")));
    return runs;
  }
}

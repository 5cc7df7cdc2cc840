package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.schema.CanonicalTables.FILE;
import static org.wattledger.schema.OutputTables.POSITION;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.fleet.FleetGenerator;
import org.wattledger.fleet.FleetPlan;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.publication.PublishedDay;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/**
 * The same inputs give the same values, bit for bit, however they lie in files and however the work
 * is cut. The inputs are a small fleet with every fault that the generator knows.
 */
@ExtendWith(SparkExtension.class)
class InvarianceTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final int FILES_A_DAY = 5;
  private static final String USER_KEY = "privacy.user-key=a-key-of-more-than-thirty-two-bytes";

  @TempDir static Path folder;

  private static Path fleet;
  private static WattledgerConfig config;
  private static Path warehouse;
  private static RunOutcome first;
  private static Map<String, List<String>> published;

  @BeforeAll
  static void publishOnce(SparkSession session) {
    fleet = folder.resolve("fleet");
    FleetGenerator.generate(
        session,
        FleetPlan.builder(fleet, DAY)
            .requests(2_000)
            .units(3)
            .devicesPerUnit(1)
            .samplingInterval(Duration.ofSeconds(60))
            .dirty(true)
            .unnamedRatio(0.005)
            .partitions(1)
            .seed(7)
            .build());
    warehouse = Nights.warehouse("fleet");
    config = Nights.config(fleet.resolve("fleet.conf"), warehouse, USER_KEY);
    first = Nights.run(config, DAY);
    published = Warehouses.rows(warehouse, DAY);
  }

  @Test
  @Fault("F1")
  void aSecondRunOfTheSameDayIsNothingToDo() {
    String before = PublishedDay.read(warehouse, DAY).orElseThrow().runId();

    RunOutcome second = Nights.run(config, DAY);

    assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(second.reconciliation()).isEqualTo(first.reconciliation()).isPresent();
    assertThat(PublishedDay.read(warehouse, DAY).orElseThrow().runId()).isEqualTo(before);
    assertThat(Warehouses.rows(warehouse, DAY)).isEqualTo(published);
  }

  @Test
  @Fault("F1")
  void aForcedRunInOtherPartitionsAndCompiledGivesTheSameBits(SparkSession suite) {
    SparkSession session = suite.newSession();
    // Chosen, as on a large day: left to itself, the engine interprets what a small day asks.
    session.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
    session.conf().set("spark.sql.shuffle.partitions", "7");
    session.conf().set("spark.sql.adaptive.enabled", "false");
    // Every staged file, and every part of one, is read by a task of its own.
    session.conf().set("spark.sql.files.maxPartitionBytes", "16384");
    session.conf().set("spark.sql.files.openCostInBytes", "16384");
    String before = PublishedDay.read(warehouse, DAY).orElseThrow().runId();

    RunOutcome forced = Nights.force(session, config, DAY);

    assertThat(PublishedDay.read(warehouse, DAY).orElseThrow().runId()).isNotEqualTo(before);
    assertThat(forced.reconciliation()).isEqualTo(first.reconciliation());
    assertSame(Warehouses.rows(warehouse, DAY), published);
  }

  /** File and position of a refused row say where it stood, so they alone may differ. */
  @Test
  @Fault("F2")
  void shuffledRowsInManyFilesGiveTheSameBits() throws IOException {
    Path shuffled = folder.resolve("shuffled");
    Random random = new Random(11);
    rewrite(
        shuffled,
        (file, records) -> {
          List<String> order = new ArrayList<>(records);
          Collections.shuffle(order, random);
          for (int part = 0; part < FILES_A_DAY; part++) {
            int from = order.size() * part / FILES_A_DAY;
            int to = order.size() * (part + 1) / FILES_A_DAY;
            write(sibling(file, "part-9%d-".formatted(part)), file, order.subList(from, to));
          }
        });

    assertSame(publishedFrom(shuffled), Warehouses.rows(warehouse, DAY, FILE, POSITION));
  }

  /**
   * A refused row is refused in each copy of its file, and both refusals are listed; every share of
   * refused rows stays as it was, since twice as many rows were read. All else is the same.
   */
  @Test
  @Fault({"F2", "F28"})
  void filesToldTwiceChangeNothingButTheListOfRefusedRows() throws IOException {
    Path repeated = folder.resolve("repeated");
    rewrite(
        repeated,
        (file, records) -> {
          write(file, file, records);
          write(sibling(file, "again-"), file, records);
        });

    Map<String, List<String>> actual = publishedFrom(repeated);
    Map<String, List<String>> expected = Warehouses.rows(warehouse, DAY, FILE, POSITION);
    List<String> twice =
        expected.get("rejected").stream().flatMap(row -> Stream.of(row, row)).toList();
    assertThat(actual.get("rejected")).hasSizeGreaterThan(8).isEqualTo(twice);
    actual.remove("rejected");
    expected.remove("rejected");
    assertSame(actual, expected);
  }

  private interface Rewriting {
    void write(Path file, List<String> records) throws IOException;
  }

  /** A copy of the fleet whose logs and meters lie differently. */
  private static void rewrite(Path copy, Rewriting rewriting) throws IOException {
    try (Stream<Path> tree = Files.walk(fleet)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(fleet.relativize(file));
        if (target.startsWith(copy.resolve("truth"))) {
          continue;
        }
        Files.createDirectories(target.getParent());
        if (!file.toString().endsWith(".gz")) {
          Files.copy(file, target);
          continue;
        }
        List<String> lines = lines(file);
        boolean hasHeader = file.toString().endsWith(".csv.gz");
        rewriting.write(target, hasHeader ? lines.subList(1, lines.size()) : lines);
      }
    }
    Path conf = copy.resolve("fleet.conf");
    Files.writeString(
        conf, Files.readString(conf).replace(fleet.toString() + "/", copy.toString() + "/"));
  }

  private static Map<String, List<String>> publishedFrom(Path copy) {
    Path ofCopy = Nights.warehouse("fleet-" + copy.getFileName());
    RunOutcome outcome =
        Nights.run(Nights.config(copy.resolve("fleet.conf"), ofCopy, USER_KEY), DAY);
    assertThat(outcome.reconciliation()).isEqualTo(first.reconciliation());
    return Warehouses.rows(ofCopy, DAY, FILE, POSITION);
  }

  /** Table by table, so that a difference shows its rows. */
  private static void assertSame(
      Map<String, List<String>> actual, Map<String, List<String>> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
  }

  private static Path sibling(Path file, String prefix) {
    return file.resolveSibling(prefix + file.getFileName());
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** Writes records as they are, below the header of the file that they come from. */
  private static void write(Path target, Path origin, List<String> records) throws IOException {
    Path file = fleet.resolve(origin.subpath(folder.getNameCount() + 1, origin.getNameCount()));
    List<String> lines = new ArrayList<>();
    if (file.toString().endsWith(".csv.gz")) {
      lines.add(lines(file).get(0));
    }
    lines.addAll(records);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}

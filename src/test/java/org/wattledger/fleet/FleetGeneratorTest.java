package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.schema.CanonicalTables;

class FleetGeneratorTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir static Path folder;

  private static SparkSession spark;
  private static Path json;
  private static Path parquet;

  @BeforeAll
  static void makeFleets() {
    spark = LocalSpark.session();
    json = folder.resolve("json");
    parquet = folder.resolve("parquet");
    FleetGenerator.generate(spark, plan(json).partitions(1).build());
    // One unit for all: its board reaches its limit.
    FleetGenerator.generate(
        spark, plan(parquet).requests(60_000).units(2).format("parquet").build());
  }

  private static FleetPlan.Builder plan(Path out) {
    return FleetPlan.builder(out, DAY).requests(3_000).seed(5);
  }

  @Test
  void onePartitionAndFiveMakeTheSameRows() {
    Path five = folder.resolve("five");
    FleetGenerator.generate(spark, plan(five).partitions(5).build());

    for (String part : List.of("requests", "telemetry")) {
      assertThat(sorted(FleetFiles.records(five.resolve(part))))
          .isEqualTo(sorted(FleetFiles.records(json.resolve(part))));
    }
    for (String part : List.of("truth/requests", "truth/devices")) {
      assertThat(sorted(texts(five.resolve(part)))).isEqualTo(sorted(texts(json.resolve(part))));
    }
  }

  @Test
  void anotherSeedMakesOtherRows() {
    FleetPlan first = plan(json).build();
    FleetPlan second = plan(json).seed(6).build();

    assertThat(SyntheticRequests.of(first, Fleet.of(first)).row(0))
        .isNotEqualTo(SyntheticRequests.of(second, Fleet.of(second)).row(0));
  }

  @Test
  void aHotUnitServesItsShareOfTheRequests() {
    FleetPlan plan = plan(json).requests(10_000).units(4).hotUnitRatio(0.3).build();
    Fleet fleet = Fleet.of(plan);
    SyntheticRequests requests = SyntheticRequests.of(plan, fleet);
    String hot = fleet.units().get(0).unitId();

    long ofHotUnit =
        LongStream.range(0, plan.requests())
            .filter(index -> requests.row(index).unitId().equals(hot))
            .count();

    // Lanes are whole, and one of some 400 holds 0.25 %.
    assertThat(ofHotUnit / 10_000.0).isCloseTo(0.3, within(0.005));
  }

  @Test
  void trueEnergyOfRequestsIsTheDynamicEnergyOfTheirDevices() {
    for (Path out : List.of(json, parquet)) {
      Map<String, Double> ofRequests =
          sums(rows(out.resolve("truth/requests")), "unit_id", "true_active_mj");
      Map<String, Double> ofDevices =
          sums(rows(out.resolve("truth/devices")), "unit_id", "dynamic_mj");

      ofDevices.forEach(
          (unit, dynamicMj) ->
              assertThat(ofRequests.get(unit)).isCloseTo(dynamicMj, within(1e-6 * dynamicMj)));
    }
  }

  @Test
  void aCrowdedUnitReachesTheLimitOfItsBoards() {
    Fleet fleet = Fleet.of(plan(parquet).requests(60_000).units(2).build());
    SyntheticRequests requests =
        SyntheticRequests.of(plan(parquet).requests(60_000).units(2).build(), fleet);
    double wantedMj = 0;
    for (int i = 0; i < 60_000; i++) {
      wantedMj += requests.work(i).activeMj(PowerCap.none());
    }
    double givenMj =
        rows(parquet.resolve("truth/requests")).stream().mapToDouble(row -> row.getDouble(2)).sum();

    // Otherwise the test above would say nothing about shared limits.
    assertThat(givenMj).isLessThan(wantedMj * 0.9999);
  }

  @Test
  void countersAreTheIntegralOfTruePower() {
    Map<String, Long> first = new HashMap<>();
    Map<String, Long> last = new HashMap<>();
    for (String line : FleetFiles.records(json.resolve("telemetry"))) {
      String[] cells = line.split(",", -1);
      long energyMj = Long.parseLong(cells[2]);
      first.merge(cells[0], energyMj, Math::min);
      last.merge(cells[0], energyMj, Math::max);
    }
    Map<String, Double> truth = sums(rows(json.resolve("truth/devices")), "device_id", "energy_mj");

    // First and last reading lie up to 1.5 s and 15 s inside the window, at 700 W at most.
    assertThat(first.keySet()).isEqualTo(truth.keySet());
    truth.forEach(
        (device, energyMj) ->
            assertThat(energyMj - (last.get(device) - first.get(device)))
                .isBetween(-1.0, 16.5 * 700_000));
  }

  @Test
  void powerSamplesAddUpToTheCounter() {
    Map<String, double[]> lastOf = new HashMap<>();
    for (String line : FleetFiles.records(json.resolve("telemetry"))) {
      String[] cells = line.split(",", -1);
      double atMs = Instant.parse(cells[1]).toEpochMilli();
      double energyMj = Double.parseDouble(cells[2]);
      double[] before = lastOf.put(cells[0], new double[] {atMs, energyMj});
      if (before != null) {
        double powerMj = Double.parseDouble(cells[3]) * (atMs - before[0]);
        // Power has three digits and the counter whole mJ: 0.0005 W x 17 s + 1 mJ.
        assertThat(powerMj).isCloseTo(energyMj - before[1], within(10.0));
      }
    }
  }

  @Test
  void parquetHasTheCanonicalColumnsWithRealTimestamps() {
    Dataset<Row> requests = spark.read().parquet(parquet.resolve("requests/" + DAY).toString());
    Dataset<Row> samples = spark.read().parquet(parquet.resolve("telemetry/" + DAY).toString());

    assertThat(requests.columns()).isEqualTo(CanonicalTables.REQUESTS.columnNames());
    assertThat(samples.columns()).isEqualTo(CanonicalTables.TELEMETRY.columnNames());
    assertThat(requests.schema().apply("started_at").dataType()).isEqualTo(DataTypes.TimestampType);
    assertThat(samples.schema().apply("sampled_at").dataType()).isEqualTo(DataTypes.TimestampType);
  }

  @Test
  void requestsLieInTheFolderOfTheDayTheyEnded() {
    String requests = parquet.resolve("requests").toString();
    long inFolders = spark.read().option("recursiveFileLookup", true).parquet(requests).count();
    long endedThatDay =
        spark
            .read()
            .parquet(parquet.resolve("requests/" + DAY).toString())
            .where("to_date(ended_at) = date '2026-11-21'")
            .count();

    assertThat(inFolders).isEqualTo(60_000);
    assertThat(endedThatDay)
        .isEqualTo(spark.read().parquet(parquet.resolve("requests/" + DAY).toString()).count());
  }

  @Test
  void nothingButFinishedFilesIsLeft() {
    for (Path out : List.of(json, parquet)) {
      assertThat(FleetFiles.files(out))
          .noneMatch(
              file ->
                  file.getFileName().toString().startsWith(".")
                      || file.getFileName().toString().startsWith("_"));
    }
  }

  @Test
  void configurationNamesTheFilesAndMapsEveryColumn() {
    Config config =
        ConfigFactory.parseFile(json.resolve("fleet.conf").toFile()).getConfig("wattledger");
    Config requests = config.getConfigList("sources.requests").get(0);

    assertThat(requests.getString("format")).isEqualTo("json");
    assertThat(requests.getString("path"))
        .isEqualTo(json.resolve("requests") + "/{date}/*.jsonl.gz");
    assertThat(requests.getString("columns.team_id")).isEqualTo("team");
    assertThat(config.getConfigList("sources.telemetry").get(0).getString("columns.energy_mj"))
        .isEqualTo("energy_mj");
    for (String table : List.of("sites", "grid", "prices", "contracts", "models")) {
      assertThat(config.getString("reference." + table)).isEqualTo("2026-11-01+fleet");
    }
  }

  @Test
  void aFolderThatHoldsAFleetIsRefused() {
    FleetPlan again = plan(json).build();

    assertThatThrownBy(() -> FleetGenerator.generate(spark, again))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already exists; remove it or choose another folder");
  }

  private static List<Row> rows(Path path) {
    return spark.read().parquet(path.toString()).collectAsList();
  }

  private static List<String> texts(Path path) {
    return rows(path).stream().map(Row::toString).toList();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private static Map<String, Double> sums(List<Row> rows, String key, String value) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.<String>getAs(key),
                Collectors.summingDouble(row -> row.<Double>getAs(value))));
  }
}

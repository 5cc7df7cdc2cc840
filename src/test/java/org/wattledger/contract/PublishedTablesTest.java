package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.contract.SampleDay.DAY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.schema.Unit;
import org.wattledger.testing.SparkExtension;

/**
 * What a reader finds after the sample's day is published, seen through DuckDB and the file tree.
 */
@ExtendWith(SparkExtension.class)
class PublishedTablesTest {

  private static final Set<Unit> SUMMABLE =
      Set.of(Unit.WATT_HOURS, Unit.GRAMS_CO2E, Unit.LITRES, Unit.MONEY);

  private static Path warehouse;
  private static PublishedTables tables;

  @BeforeAll
  static void publishTheSample() {
    warehouse = SampleDay.published().warehouse();
    tables = new PublishedTables(warehouse, DAY);
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Test
  void keysMakeARowUnique() {
    for (Table table : OutputTables.PUBLISHED) {
      String keys = String.join(", ", table.keys().stream().map(Field::name).toList());
      assertThat(
              tables.number(
                  "SELECT count(*) FROM (SELECT 1 FROM %s GROUP BY %s HAVING count(*) > 1)"
                      .formatted(table.name(), keys)))
          .as("repeated keys of " + table.name())
          .isZero();
    }
  }

  @Test
  void everyPoolAndHourIsBookedWithoutResidual() {
    assertThat(
            tables.number(
                "SELECT count(*) FROM energy_balance WHERE measured_mj <> active_mj + shared_idle_mj"
                    + " + provisioned_idle_mj + unattributed_mj"))
        .isZero();
    assertThat(tables.number("SELECT sum(measured_mj) FROM energy_balance")).isPositive();
    assertThat(SampleDay.published().outcome().reconciliation().orElseThrow().residualMj())
        .isZero();
  }

  @Test
  void theTablesAddUpToTheSameMillijoulesAtEverySite() {
    String ledger =
        "SELECT site_id, sum(active_energy_mj) AS active, sum(idle_energy_mj) AS idle,"
            + " sum(provisioned_idle_energy_mj) AS provisioned,"
            + " sum(unattributed_energy_mj) AS unattributed FROM %s GROUP BY 1 ORDER BY 1";
    List<Map<String, Object>> books =
        tables.rows(
            "SELECT site_id, sum(active_mj) AS active, sum(shared_idle_mj) AS idle,"
                + " sum(provisioned_idle_mj) AS provisioned,"
                + " sum(unattributed_mj) AS unattributed FROM energy_balance"
                + " WHERE device_kind = 'accelerator' GROUP BY 1 ORDER BY 1");

    assertThat(books).hasSize(2);
    for (String table : List.of("model_daily", "team_daily", "model_hourly")) {
      assertThat(tables.rows(ledger.formatted(table))).as(table).isEqualTo(books);
    }
    assertThat(
            tables.rows(
                "SELECT site_id, sum(active_energy_mj) AS active, sum(idle_energy_mj) AS idle"
                    + " FROM request_footprint GROUP BY 1 ORDER BY 1"))
        .isEqualTo(
            tables.rows(
                "SELECT site_id, sum(active_mj) AS active, sum(shared_idle_mj) AS idle"
                    + " FROM energy_balance WHERE device_kind = 'accelerator' GROUP BY 1 ORDER BY 1"));
    assertThat(
            tables.rows(
                "SELECT site_id, sum(measured_mj) AS mj FROM device_hourly GROUP BY 1 ORDER BY 1"))
        .isEqualTo(
            tables.rows(
                "SELECT site_id, sum(measured_mj) AS mj FROM energy_balance"
                    + " WHERE device_kind = 'accelerator' GROUP BY 1 ORDER BY 1"));
  }

  @Test
  void theHostsEnergyIsTheSameInEveryTable() {
    List<Map<String, Object>> books =
        tables.rows(
            "SELECT site_id, sum(measured_mj) AS mj FROM energy_balance"
                + " WHERE device_kind = 'host' GROUP BY 1 ORDER BY 1");

    // Six devices at each site: L40S at 120 W, A100 and H100 at what the hardware table says.
    assertThat(books).hasSize(2);
    for (String table : List.of("model_daily", "team_daily", "model_hourly")) {
      assertThat(
              tables.rows(
                  "SELECT site_id, sum(host_energy_mj) AS mj FROM %s GROUP BY 1 ORDER BY 1"
                      .formatted(table)))
          .as(table)
          .isEqualTo(books);
    }
    assertThat(tables.number("SELECT sum(host_energy_mj) FROM request_footprint"))
        .isEqualTo(
            tables.number("SELECT sum(active_mj) FROM energy_balance WHERE device_kind = 'host'"));
  }

  @Test
  void everyAmountHasOneSumWhateverTheTable() {
    List<String> amounts =
        OutputTables.MODEL_DAILY.fields().stream()
            .filter(field -> field.type().equals(DataTypes.DoubleType))
            .filter(field -> SUMMABLE.contains(field.unit()))
            .map(Field::name)
            .filter(name -> List.of(OutputTables.TEAM_DAILY.columnNames()).contains(name))
            .toList();
    List<String> ofRequests =
        amounts.stream()
            .filter(name -> List.of(OutputTables.REQUEST_FOOTPRINT.columnNames()).contains(name))
            .toList();

    // Wh twice, grams in seven readings, their bounds, three waters, money.
    assertThat(amounts).hasSizeGreaterThan(15);
    assertSameSums(amounts, "model_daily", "team_daily", "");
    assertSameSums(amounts, "model_daily", "model_hourly", "");
    assertThat(ofRequests).hasSizeGreaterThan(10);
    assertSameSums(
        ofRequests,
        "request_footprint",
        "team_daily",
        "WHERE team_id NOT IN ('(idle)', '(unattributed)')");
  }

  private static void assertSameSums(
      List<String> amounts, String table, String other, String condition) {
    for (String amount : amounts) {
      String sums =
          "SELECT abs(a.total - b.total) <= 1e-6 * abs(b.total) AND b.total IS NOT NULL FROM"
              + " (SELECT sum(%1$s) AS total FROM %2$s) a, (SELECT sum(%1$s) AS total FROM %3$s %4$s) b";
      assertThat(tables.row(sums.formatted(amount, table, other, condition)).values())
          .as("%s of %s and %s", amount, table, other)
          .containsExactly(true);
    }
  }

  @Test
  void theTablesCountTheSameRequestsAndTokens() {
    String counts =
        "SELECT sum(requests) AS r, sum(failed_requests) AS f, sum(prompt_tokens) AS p,"
            + " sum(cached_prompt_tokens) AS c, sum(output_tokens) AS o FROM ";

    Map<String, Object> ofRequests = tables.row(counts + "request_footprint");
    for (String table : List.of("model_daily", "team_daily", "model_hourly", "query_daily")) {
      assertThat(tables.row(counts + table)).as(table).isEqualTo(ofRequests);
    }
  }

  @Test
  void energyInWattHoursFollowsFromTheLedgerAndThePue() {
    // 1 Wh = 3.6e6 mJ; the sample's sites have PUE 1.12 and 1.25.
    String unequal =
        "SELECT count(*) FROM (SELECT *, %s / 3.6e6 AS wh,"
            + " CASE site_id WHEN 'eu-north-1a' THEN 1.12 WHEN 'us-east-2b' THEN 1.25 END AS pue"
            + " FROM %s) WHERE NOT (abs(it_energy_wh - wh) <= 1e-9 * wh"
            + " AND abs(facility_energy_wh - wh * pue) <= 1e-9 * wh * pue)";
    String ofRequest = "(active_energy_mj + idle_energy_mj + host_energy_mj)";
    String whole =
        "(active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj + unattributed_energy_mj"
            + " + host_energy_mj)";

    assertThat(tables.number(unequal.formatted(ofRequest, "request_footprint"))).isZero();
    for (String table : List.of("model_daily", "team_daily", "model_hourly")) {
      assertThat(tables.number(unequal.formatted(whole, table))).as(table).isZero();
    }
  }

  @Test
  void gramsOfAModelHourAreItsFacilityEnergyAtTheIntensityOfItsIntervals() {
    // Sweden is told by the hour, PJM by its quarters; the missing hours of both by their month.
    tables.execute(
        "CREATE OR REPLACE TEMP TABLE grid AS SELECT CASE zone WHEN 'SE' THEN 'eu-north-1a'"
            + " ELSE 'us-east-2b' END AS site_id, * FROM"
            + " read_csv('data-samples/reference/grid/sample/grid.csv')");
    tables.execute(
        ("CREATE OR REPLACE TEMP TABLE intervals AS SELECT site_id, hour(valid_from) AS usage_hour,"
                + " location_gco2e_per_kwh AS g FROM grid"
                + " WHERE valid_from::DATE = DATE '%s' AND cadence <> 'month'")
            .formatted(DAY));
    tables.execute(
        "INSERT INTO intervals SELECT site_id, h, location_gco2e_per_kwh FROM grid, range(24) r(h)"
            + " WHERE cadence = 'month' AND valid_from::DATE <= DATE '%s'".formatted(DAY)
            + " AND valid_to::DATE > DATE '%s'".formatted(DAY)
            + " AND (site_id, h) NOT IN (SELECT (site_id, usage_hour) FROM intervals)");
    String joined =
        "SELECT m.location_emissions_gco2e AS found, m.facility_energy_wh / 1000 * min(i.g) AS low,"
            + " m.facility_energy_wh / 1000 * max(i.g) AS high, m.site_id FROM model_hourly m"
            + " JOIN intervals i USING (site_id, usage_hour)"
            + " GROUP BY m.model_id, m.site_id, m.usage_hour, found, m.facility_energy_wh";

    assertThat(tables.number("SELECT count(DISTINCT usage_hour) FROM intervals")).isEqualTo(24);
    assertThat(tables.number("SELECT count(*) FROM (%s)".formatted(joined)))
        .isEqualTo(tables.number("SELECT count(*) FROM model_hourly"));
    assertThat(
            tables.number(
                "SELECT count(*) FROM (%s) WHERE NOT found BETWEEN low * (1 - 1e-9) AND high * (1 + 1e-9)"
                    .formatted(joined)))
        .isZero();
    assertThat(
            tables.number(
                "SELECT count(*) FROM (%s) WHERE site_id = 'eu-north-1a' AND low <> high"
                    .formatted(joined)))
        .isZero();
  }

  @Test
  void theTotalsOfTheSamplesReadmeComeOut() throws IOException {
    String readme = Files.readString(Path.of("data-samples", "README.md"));
    Map<String, Long> teams = new TreeMap<>();
    for (String team : List.of("assistant", "research", "search")) {
      teams.put(team, figure(readme, "\\| " + team + " \\| ([0-9,]+) \\|"));
    }
    long device = figure(readme, "\\| \\*\\*the day\\*\\* \\| \\| \\*\\*([0-9,]+)\\*\\* \\|");

    assertThat(device).isEqualTo(8_827_986_638L);
    assertThat(teams).isEqualTo(Map.of("assistant", 5_046L, "research", 2_835L, "search", 3_913L));
    assertThat(
            tables.number(
                "SELECT sum(measured_mj) FROM device_hourly"
                    + " WHERE device_id = 'GPU-3996a9e5-06e2-f7b2-8378-9d5e5d39fada'"))
        .isEqualTo(device);
    teams.forEach(
        (team, requests) ->
            assertThat(
                    tables.number(
                        "SELECT sum(requests) FROM team_daily WHERE team_id = '%s'"
                            .formatted(team)))
                .as(team)
                .isEqualTo(requests));
    assertThat(tables.number("SELECT sum(requests) FROM team_daily")).isEqualTo(11_794);
  }

  @Test
  void everyPlantedFaultIsRefusedForItsReason() throws IOException {
    JsonNode planted = SampleDay.json(Path.of("data-samples", "truth", "dirt.json"));
    Map<String, String> reasons =
        Map.of(
            "negative_tokens", "NEGATIVE",
            "end_before_start", "END_BEFORE_START",
            "missing_id", "MISSING_FIELD",
            "nan_power", "NON_FINITE",
            "negative_reading", "NEGATIVE",
            "missing_device_id", "MISSING_FIELD",
            "wrong_type", "WRONG_TYPE",
            "malformed_line", "MALFORMED");
    Map<String, Long> expected = new TreeMap<>();
    Map.of("requests", "gateway", "telemetry", "meters")
        .forEach(
            (log, source) ->
                planted
                    .get(log)
                    .properties()
                    .forEach(
                        fault -> {
                          String reason = reasons.get(fault.getKey());
                          if (reason != null) {
                            expected.merge(
                                source + " " + reason, fault.getValue().asLong(), Long::sum);
                          }
                        }));

    Map<String, Long> refused = new TreeMap<>();
    tables
        .rows("SELECT source || ' ' || reason AS what, count(*) AS n FROM rejected GROUP BY 1")
        .forEach(row -> refused.put((String) row.get("what"), (Long) row.get("n")));
    assertThat(refused).isEqualTo(expected).hasSize(10);
  }

  @Test
  void everyRecordOfEveryFileIsAccountedFor() throws IOException {
    JsonNode counts = SampleDay.published().manifest().get("counts");
    Map<String, Long> acceptedByKind = new TreeMap<>();
    Map<String, Long> rejectedBySource = new TreeMap<>();
    for (JsonNode file : counts) {
      long read = file.get("read").asLong();
      long found =
          Stream.of("accepted", "rejected", "duplicates", "filtered", "outside_window")
              .mapToLong(count -> file.get(count).asLong())
              .sum();
      assertThat(found).as(file.toString()).isEqualTo(read);
      assertThat(read).isEqualTo(records(file.get("file").asText()));
      acceptedByKind.merge(file.get("kind").asText(), file.get("accepted").asLong(), Long::sum);
      rejectedBySource.merge(file.get("source").asText(), file.get("rejected").asLong(), Long::sum);
    }

    assertThat(acceptedByKind.get("REQUESTS"))
        .isEqualTo(tables.number("SELECT count(*) FROM request_footprint"));
    assertThat(rejectedBySource)
        .isEqualTo(Map.of("gateway", 5L, "meters", 5L, "placements", 0L, "jobs", 0L));
  }

  @Test
  void trainingOfTheDayAndBeforeItStandsBesideInference() {
    // Of the day: 2 boards x 2 h x 320 W = 1.28 kWh, x PUE 1.12.
    assertThat(
            tables.row(
                "SELECT job_id, device_time_h AS h, modelled_energy_mj AS mj, active_energy_mj AS"
                    + " metered, round(facility_energy_wh, 6) AS wh FROM training_job"))
        .isEqualTo(
            Map.of(
                "job_id",
                "tune-llama-3.1-8b-2",
                "h",
                4.0,
                "mj",
                4_608_000_000L,
                "metered",
                0L,
                "wh",
                1_433.6));
    // Before it: 2 x 6 h x 320 W; 8 x 6 h x 560 W; 2 x 6 h x 280 W twice; PUE 1.12 and 1.25.
    assertThat(
            tables.rows(
                "SELECT model_id AS m, round(training_energy_wh, 6) AS wh FROM model_lifetime"
                    + " WHERE inference_to_training_ratio > 0 AND break_even_queries > 0"
                    + " ORDER BY m"))
        .containsExactly(
            Map.of("m", "bge-m3-embed", "wh", 3_360 * 1.25),
            Map.of("m", "llama-3.1-70b", "wh", 26_880 * 1.25),
            Map.of("m", "llama-3.1-8b", "wh", 5_734.4),
            Map.of("m", "mistral-7b", "wh", 3_763.2));
  }

  @Test
  void noRawUserIdLeavesTheRun() throws IOException {
    Set<String> users = rawUsers();
    tables.execute("CREATE OR REPLACE TEMP TABLE raw_users (id VARCHAR)");
    users.forEach(user -> tables.execute("INSERT INTO raw_users VALUES ('%s')".formatted(user)));

    assertThat(users).hasSizeGreaterThan(10);
    for (Table table : OutputTables.PUBLISHED) {
      for (Field field : table.fields()) {
        if (field.type().equals(DataTypes.StringType)) {
          assertThat(
                  tables.number(
                      "SELECT count(*) FROM %s t, raw_users u WHERE contains(t.%s, u.id)"
                          .formatted(table.name(), field.name())))
              .as(table.name() + "." + field.name())
              .isZero();
        }
      }
    }
    for (String file : SampleDay.files(warehouse.resolve("_runs"))) {
      assertThat(Files.readString(warehouse.resolve("_runs").resolve(file)))
          .doesNotContain(users)
          .doesNotContain("sample-key-that-is-not-a-secret-at-all");
    }
    assertThat(
            tables.number(
                "SELECT count(DISTINCT user_key) FROM request_footprint"
                    + " WHERE regexp_full_match(user_key, '[0-9a-f]{64}')"))
        .isBetween(1L, (long) users.size());
  }

  private static Set<String> rawUsers() throws IOException {
    Set<String> users = new TreeSet<>();
    for (String file : SampleDay.files(Path.of("data-samples", "requests"))) {
      for (String line : lines(Path.of("data-samples", "requests").resolve(file))) {
        Matcher user = Pattern.compile("\"user\":\"([^\"]+)\"").matcher(line);
        if (user.find()) {
          users.add(user.group(1));
        }
      }
    }
    return users;
  }

  private static long records(String file) throws IOException {
    List<String> lines = lines(Path.of(file));
    return file.contains(".csv") ? lines.size() - 1 : lines.size();
  }

  private static List<String> lines(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllLines(file);
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static long figure(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return Long.parseLong(found.group(1).replace(",", ""));
  }
}

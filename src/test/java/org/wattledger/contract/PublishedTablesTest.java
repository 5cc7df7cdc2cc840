package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.contract.SampleDay.DAY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattledger.cli.Surroundings;
import org.wattledger.cli.WattledgerCli;
import org.wattledger.schema.DataDictionary;
import org.wattledger.schema.DdlDialect;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;

/**
 * What a reader finds after the sample's day is published, seen through DuckDB and the file tree.
 */
@ExtendWith(SparkExtension.class)
class PublishedTablesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The contract's types as DuckDB names them; instants are UTC-adjusted microseconds. */
  private static final Map<DataType, String> DUCKDB_TYPES =
      Map.of(
          DataTypes.StringType, "VARCHAR",
          DataTypes.LongType, "BIGINT",
          DataTypes.IntegerType, "INTEGER",
          DataTypes.DoubleType, "DOUBLE",
          DataTypes.BooleanType, "BOOLEAN",
          DataTypes.DateType, "DATE",
          DataTypes.TimestampType, "TIMESTAMP WITH TIME ZONE");

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

  static List<Table> tables() {
    return OutputTables.PUBLISHED;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aDayOfATableIsOneFileOfFixedNameOrALinkToSeveral(Table table) throws IOException {
    Path day = warehouse.resolve(table.name()).resolve("dt=" + DAY);

    List<String> names = names(day);
    if (table.equals(OutputTables.REQUEST_FOOTPRINT)) {
      assertThat(names).isNotEmpty().allMatch(name -> name.endsWith(".parquet"));
    } else {
      assertThat(names).containsExactly(table.name() + ".parquet");
    }
  }

  @Test
  void theRequestsAreARelativeLinkIntoTheDataOfTheRun() throws IOException {
    Path link = warehouse.resolve("request_footprint").resolve("dt=" + DAY);
    String runId = json(warehouse.resolve("_runs").resolve("last.json")).get("run_id").asText();

    assertThat(link).isSymbolicLink();
    assertThat(Files.readSymbolicLink(link))
        .isEqualTo(Path.of("..", "_data", "request_footprint", DAY.toString(), runId));
  }

  @Test
  void nothingButFinishedFilesLiesUnderTheTables() throws IOException {
    for (Table table : OutputTables.PUBLISHED) {
      assertThat(files(warehouse.resolve(table.name())))
          .as(table.name())
          .allMatch(file -> file.matches("dt=" + DAY + "/[A-Za-z0-9][A-Za-z0-9._-]*\\.parquet"));
    }
    assertThat(files(warehouse.resolve("_data"))).allMatch(file -> file.endsWith(".parquet"));
    assertThat(files(warehouse.resolve("_staging"))).isEmpty();
    TreeSet<String> known =
        new TreeSet<>(OutputTables.PUBLISHED.stream().map(Table::name).toList());
    assertThat(names(warehouse).stream().filter(name -> !name.startsWith("_")))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void columnsAreThoseOfTheDictionaryInNameOrderAndType(Table table) {
    List<String> expected =
        table.fields().stream()
            .map(field -> field.name() + " " + DUCKDB_TYPES.get(field.type()))
            .toList();

    assertThat(described(table.name())).isEqualTo(expected);
  }

  @Test
  void instantsAreMicrosecondsInUtc() {
    assertThat(
            tables.rows(
                "SELECT name, type, converted_type FROM parquet_schema('%s/request_footprint/dt=%s/*.parquet')"
                        .formatted(warehouse, DAY)
                    + " WHERE name IN ('started_at', 'ended_at')"))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("type", "INT64")
                    .containsEntry("converted_type", "TIMESTAMP_MICROS"));
  }

  @Test
  void theSchemaCommandSaysAsJsonWhatTheFilesHold() throws IOException {
    JsonNode described = JSON.readTree(schema("--format", "json")).get("tables");

    assertThat(described).hasSameSizeAs(OutputTables.PUBLISHED);
    for (JsonNode table : described) {
      List<String> columns = new ArrayList<>();
      for (JsonNode column : table.get("columns")) {
        String type = column.get("type").asText();
        columns.add(column.get("name").asText() + " " + duckDbType(type));
      }
      String name = table.get("name").asText();
      assertThat(described(name)).as(name).isEqualTo(columns);
    }
  }

  @Test
  void theSchemaCommandPrintsEveryColumnAsDdlAndMarkdown() {
    String ddl = schema("--format", "ddl");
    String markdown = schema("--format", "markdown");

    for (Table table : OutputTables.PUBLISHED) {
      assertThat(ddl).contains("CREATE TABLE " + table.name() + " (");
      for (String column : described(table.name())) {
        String name = column.substring(0, column.indexOf(' '));
        String type = table.field(name).type().sql();
        assertThat(ddl).contains("  " + name + " " + type);
        assertThat(markdown).contains("| `" + name + "` | " + type + " |");
      }
    }
  }

  @Test
  void theFilesFitTheTablesOfTheDdlWithItsRequiredColumns() {
    try (PublishedTables reader = new PublishedTables(warehouse, DAY)) {
      reader.execute("CREATE SCHEMA contract");
      reader.execute("SET schema = 'contract'");
      reader.execute(DataDictionary.of(OutputTables.PUBLISHED).ddl(DdlDialect.DUCKDB));
      for (Table table : OutputTables.PUBLISHED) {
        // Fails on a null in a column that must not be null, or on a value of another type.
        String name = table.name();
        reader.execute("INSERT INTO contract.%s SELECT * FROM main.%s".formatted(name, name));
      }
    }
  }

  @Test
  void keysMakeARowUnique() {
    for (Table table : OutputTables.PUBLISHED) {
      if (table.equals(OutputTables.REJECTED)) {
        continue; // a record may be refused for its counter and for its power
      }
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
                    + " FROM energy_balance GROUP BY 1 ORDER BY 1"));
    assertThat(
            tables.rows(
                "SELECT site_id, sum(measured_mj) AS mj FROM device_hourly GROUP BY 1 ORDER BY 1"))
        .isEqualTo(
            tables.rows(
                "SELECT site_id, sum(measured_mj) AS mj FROM energy_balance GROUP BY 1 ORDER BY 1"));
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
    String ofRequest = "(active_energy_mj + idle_energy_mj)";
    String whole =
        "(active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj + unattributed_energy_mj)";

    assertThat(tables.number(unequal.formatted(ofRequest, "request_footprint"))).isZero();
    for (String table : List.of("model_daily", "team_daily", "model_hourly")) {
      assertThat(tables.number(unequal.formatted(whole, table))).as(table).isZero();
    }
  }

  @Test
  void gramsOfAModelHourAreItsFacilityEnergyAtThatHoursIntensity() {
    tables.execute(
        "CREATE OR REPLACE TEMP TABLE hours AS SELECT zone, hour(valid_from) AS usage_hour,"
            + " location_gco2e_per_kwh AS g FROM"
            + " read_csv('data-samples/reference/grid/sample/grid.csv')"
            + " WHERE valid_from::DATE = DATE '%s' AND cadence = 'hour'".formatted(DAY));

    assertThat(
            tables.number(
                "SELECT count(*) FROM model_hourly m LEFT JOIN hours h ON h.usage_hour = m.usage_hour"
                    + " AND h.zone = CASE m.site_id WHEN 'eu-north-1a' THEN 'SE' ELSE 'US-MIDA-PJM' END"
                    + " WHERE NOT coalesce(abs(m.location_emissions_gco2e"
                    + " - m.facility_energy_wh / 1000 * h.g) <= 1e-9 * m.location_emissions_gco2e,"
                    + " false)"))
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
    JsonNode planted = json(Path.of("data-samples", "truth", "dirt.json"));
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
    String runId = json(warehouse.resolve("_runs").resolve("last.json")).get("run_id").asText();
    JsonNode counts =
        json(warehouse.resolve("_runs").resolve(runId).resolve("manifest.json")).get("counts");
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
    assertThat(rejectedBySource).isEqualTo(Map.of("gateway", 5L, "meters", 5L, "placements", 0L));
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
    for (String file : files(warehouse.resolve("_runs"))) {
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
    for (String file : files(Path.of("data-samples", "requests"))) {
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

  private static String schema(String... options) {
    StringWriter out = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true),
            Map.of(),
            Clock.systemUTC());
    String[] arguments =
        Stream.concat(Stream.of("schema"), Stream.of(options)).toArray(String[]::new);
    assertThat(WattledgerCli.execute(surroundings, arguments)).isZero();
    return out.toString();
  }

  private static String duckDbType(String sqlType) {
    return DUCKDB_TYPES.entrySet().stream()
        .filter(type -> type.getKey().sql().equals(sqlType))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> described(String table) {
    return tables.rows("DESCRIBE " + table).stream()
        .map(column -> column.get("column_name") + " " + column.get("column_type"))
        .toList();
  }

  private static long figure(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return Long.parseLong(found.group(1).replace(",", ""));
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** Files below a directory, links followed, relative to it. */
  private static List<String> files(Path root) throws IOException {
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

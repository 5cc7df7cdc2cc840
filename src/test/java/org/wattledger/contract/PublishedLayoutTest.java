package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.contract.SampleDay.DAY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
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
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/**
 * What a reader finds after the sample's day is published, seen through DuckDB and the file tree.
 */
@ExtendWith(SparkExtension.class)
class PublishedLayoutTest {

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
    String runId = SampleDay.published().runId();

    assertThat(link).isSymbolicLink();
    assertThat(Files.readSymbolicLink(link))
        .isEqualTo(Path.of("..", "_data", "request_footprint", DAY.toString(), runId));
  }

  @Test
  void nothingButFinishedFilesLiesUnderTheTables() throws IOException {
    for (Table table : OutputTables.PUBLISHED) {
      assertThat(SampleDay.files(warehouse.resolve(table.name())))
          .as(table.name())
          .allMatch(file -> file.matches("dt=" + DAY + "/[A-Za-z0-9][A-Za-z0-9._-]*\\.parquet"));
    }
    assertThat(SampleDay.files(warehouse.resolve("_data")))
        .allMatch(file -> file.endsWith(".parquet"));
    assertThat(SampleDay.files(warehouse.resolve("_staging"))).isEmpty();
    TreeSet<String> known =
        new TreeSet<>(OutputTables.PUBLISHED.stream().map(Table::name).toList());
    known.addAll(List.of("views.sql", "schema.json", "snapshot.sql"));
    assertThat(names(warehouse).stream().filter(name -> !name.startsWith("_")))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  @Fault("F45")
  void theSnapshotShowsTheSameRowsUnderNamesThatNeverChange() throws IOException {
    assertThat(Files.readString(warehouse.resolve("snapshot.sql")))
        .contains(
            "'_data/team_daily/%s/%s/*.parquet'".formatted(DAY, SampleDay.published().runId()))
        .doesNotContain("dt=");
    assertThat(Warehouses.snapshot(warehouse)).isEqualTo(Warehouses.rows(warehouse, DAY));
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

  @ParameterizedTest
  @MethodSource("tables")
  void everyFileTellsUnitAndMeaningOfItsColumnsInItsFooter(Table table) throws IOException {
    String footer =
        (String)
            tables
                .row(
                    "SELECT DISTINCT decode(value) AS text FROM parquet_kv_metadata('%s/%s/dt=%s/*.parquet')"
                            .formatted(warehouse, table.name(), DAY)
                        + " WHERE decode(key) = 'wattledger.table'")
                .get("text");

    JsonNode told = new ObjectMapper().readTree(footer);
    assertThat(told.get("grain").asText()).isEqualTo(table.grain());
    for (int i = 0; i < table.fields().size(); i++) {
      JsonNode column = told.get("columns").get(i);
      assertThat(column.get("name").asText()).isEqualTo(table.fields().get(i).name());
      assertThat(column.get("unit").asText()).isEqualTo(table.fields().get(i).unit().symbol());
      assertThat(column.get("doc").asText()).isEqualTo(table.fields().get(i).doc());
    }
  }

  @Test
  void viewsAndSchemaBesideTheTablesAreThoseThatTheSchemaCommandPrints() throws IOException {
    assertThat(Files.readString(warehouse.resolve("views.sql")).strip())
        .isEqualTo(schema("--format", "views").strip());
    assertThat(new ObjectMapper().readTree(warehouse.resolve("schema.json").toFile()))
        .isEqualTo(new ObjectMapper().readTree(schema("--format", "json")));
  }

  @Test
  void theSchemaCommandSaysAsJsonWhatTheFilesHold() throws IOException {
    JsonNode described = new ObjectMapper().readTree(schema("--format", "json")).get("tables");

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

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}

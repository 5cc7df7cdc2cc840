package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.export.PostgresAddress;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedExport;
import org.wattledger.pipeline.PublishedExport.Format;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PublishedView;
import org.wattledger.schema.Table;
import org.wattledger.testing.PostgresServer;
import org.wattledger.testing.SparkExtension;

/** The sample day outside the warehouse says what it says inside. */
@ExtendWith(SparkExtension.class)
class ExportedTablesTest {

  private static final String SCHEMA = "sample";
  private static final List<LocalDate> DAYS = List.of(SampleDay.DAY);

  private static boolean isLoaded;

  private final PublishedExport export;

  @TempDir Path folder;

  ExportedTablesTest(SparkSession session) {
    export = new PublishedExport(session, SampleDay.published().warehouse());
  }

  @Test
  void textHasTheSameRows() throws IOException {
    Table table = OutputTables.TEAM_DAILY;
    for (Format format : Format.values()) {
      StringBuilder text = new StringBuilder();
      long rows =
          export.write(table, DAYS, format, (line, end) -> text.append(line).append(end)).rows();
      Path file = Files.writeString(folder.resolve("team." + format), text);

      try (PublishedTables tables = tables()) {
        String reader =
            format == Format.CSV
                ? "read_csv('%s', nullstr = '', allow_quoted_nulls = false)"
                : "read_json('%s', format = 'newline_delimited')";
        String columns = String.join(", ", table.columnNames());
        String exported =
            "SELECT %s FROM %s".formatted(columns, reader.formatted(file.toAbsolutePath()));
        String inside = "SELECT %s FROM team_daily".formatted(columns);
        assertThat(tables.number("SELECT count(*) FROM (%s)".formatted(exported))).isEqualTo(rows);
        assertThat(rows).isEqualTo(tables.number("SELECT count(*) FROM team_daily"));
        assertThat(tables.rows("%s EXCEPT %s".formatted(inside, exported))).isEmpty();
      }
    }
  }

  @Test
  void aViewGoesOutAsDuckDbReadsIt() throws IOException {
    StringBuilder text = new StringBuilder();
    long rows =
        export
            .write(
                PublishedView.FOCUS, DAYS, Format.CSV, (line, end) -> text.append(line).append(end))
            .rows();
    Path file = Files.writeString(folder.resolve("focus.csv"), text);
    // As FOCUS writes instants and numbers: whole seconds, no exponents.
    assertThat(text.toString()).contains(",2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,Usage,");
    assertThat(text.toString()).doesNotContainPattern(",[0-9.]+E-?[0-9]+,");

    String views = Files.readString(SampleDay.published().warehouse().resolve("views.sql"));
    try (PublishedTables tables =
        PublishedTables.byScript(SampleDay.published().warehouse(), views)) {
      String sums = "SELECT count(*) AS n, sum(%1$s) AS kwh FROM %2$s";
      String exported = "read_csv('%s')".formatted(file.toAbsolutePath());
      Map<String, Object> expected = tables.row(sums.formatted("x_EnergyKwh", "focus"));
      assertThat(expected).containsEntry("n", rows);
      assertThat((double) tables.row(sums.formatted("x_EnergyKwh", exported)).get("kwh"))
          .isCloseTo((double) expected.get("kwh"), withinPercentage(1e-9));
    }
  }

  @Test
  void aDayThatIsNotPublishedIsAnInputThatIsMissing() {
    List<LocalDate> before = List.of(LocalDate.of(2020, 1, 1));

    assertThatThrownBy(() -> PublishedExport.published(SampleDay.published().warehouse(), before))
        .isInstanceOfSatisfying(
            RunFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT));
  }

  @Test
  void postgresAnswersAsDuckDbDoes() throws IOException, SQLException {
    load();
    Collection<String> questions = TenQuestions.all().values();
    assertThat(questions).hasSizeGreaterThanOrEqualTo(10);
    try (PublishedTables tables = tables();
        Connection connection = reader()) {
      for (String question : questions) {
        List<Map<String, Object>> expected = tables.rows(question);
        List<Map<String, Object>> found = rows(connection, question);
        // Nothing of the sample was ever restated.
        assertThat(expected.isEmpty())
            .as(question)
            .isEqualTo(question.contains("FROM restatement"));
        assertThat(found).as(question).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
          assertSame(question, expected.get(i), found.get(i));
        }
      }
    }
  }

  @Test
  void theDashboardAsksWhatTheTablesAnswer() throws IOException, SQLException {
    load();
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("conf/grafana/wattledger.json").toFile());
    List<String> queries =
        Stream.concat(
                dashboard.findValuesAsText("rawSql").stream(),
                StreamSupport.stream(dashboard.at("/templating/list").spliterator(), false)
                    .filter(variable -> variable.get("type").asText().equals("query"))
                    .map(variable -> variable.get("query").asText()))
            .toList();

    assertThat(queries).hasSizeGreaterThan(10);
    try (Connection connection = reader()) {
      for (String query : queries) {
        boolean mayBeEmpty = query.matches(".*(restatement|status <> 'ok').*");
        assertThat(rows(connection, interpolated(query)).isEmpty())
            .as(query)
            .isIn(false, mayBeEmpty);
      }
    }
  }

  /** As Grafana does before it asks. */
  private static String interpolated(String query) {
    return query
        .replaceAll(
            "\\$__timeFilter\\((\\w+)\\)",
            "$1 BETWEEN '2026-11-01T00:00:00Z' AND '2026-11-30T23:59:59Z'")
        .replace("${site:sqlstring}", "'eu-north-1a','us-east-2b'");
  }

  private void load() {
    if (!isLoaded) {
      PostgresServer server = PostgresServer.running();
      server.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(SCHEMA));
      PostgresAddress address =
          new PostgresAddress(
              server.url(), Optional.of(server.user()), Optional.empty(), Optional.of(SCHEMA));
      long rows =
          export.load(OutputTables.PUBLISHED, DAYS, address, each -> {}).stream()
              .mapToLong(PublishedExport.Written::rows)
              .sum();
      assertThat(rows).isGreaterThan(12_000);
      isLoaded = true;
    }
  }

  private static PublishedTables tables() {
    return new PublishedTables(SampleDay.published().warehouse(), SampleDay.DAY);
  }

  private static Connection reader() throws SQLException {
    Connection connection = PostgresServer.running().connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO %s; SET TimeZone TO 'UTC'".formatted(SCHEMA));
    }
    return connection;
  }

  private static List<Map<String, Object>> rows(Connection connection, String sql)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object value = result.getObject(i);
          row.put(
              result.getMetaData().getColumnLabel(i),
              value instanceof java.sql.Date day ? day.toLocalDate() : value);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static void assertSame(
      String question, Map<String, Object> expected, Map<String, Object> found) {
    assertThat(found.keySet()).as(question).isEqualTo(expected.keySet());
    expected.forEach(
        (column, value) -> {
          Object other = found.get(column);
          if (value instanceof Double number) {
            // Sums of doubles depend on their order in the last digits.
            assertThat(((Number) other).doubleValue())
                .as("%s of %s", column, question)
                .isEqualTo(number, org.assertj.core.data.Offset.offset(Math.abs(number) * 1e-12));
          } else if (value instanceof Number) {
            assertThat(new BigDecimal(other.toString()))
                .as("%s of %s", column, question)
                .isEqualByComparingTo(new BigDecimal(value.toString()));
          } else if (value instanceof java.time.OffsetDateTime instant) {
            assertThat(((java.sql.Timestamp) other).toInstant()).isEqualTo(instant.toInstant());
          } else {
            assertThat(other).as("%s of %s", column, question).isEqualTo(value);
          }
        });
  }
}

package org.wattledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.schema.Unit;
import org.wattledger.testing.PostgresServer;
import org.wattledger.testing.Threat;

/** Days of a table in a real server: replaced whole, again and again, or not at all. */
class PostgresTablesTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 17);

  /** Its name and a column's need quotes; it has every type that a published table has. */
  private static final Table TABLE =
      new Table(
          "order",
          "one row per \"team\" and day; it's a test",
          List.of(OutputTables.USAGE_DATE),
          List.of(
              OutputTables.USAGE_DATE,
              Field.text("group", "Team"),
              Field.millijoules("active_energy_mj", "Energy").required(),
              Field.amount("energy_wh", Unit.WATT_HOURS, "Energy"),
              Field.flag("is_estimated", "Whether"),
              Field.instant("started_at", "Start")));

  private static final String ALL =
      "SELECT usage_date, \"group\", active_energy_mj, energy_wh, is_estimated,"
          + " started_at AT TIME ZONE 'UTC' FROM export_test.\"order\" ORDER BY 1, 3";

  private final PostgresServer server = PostgresServer.running();

  @BeforeEach
  void startWithNothing() {
    server.execute("DROP SCHEMA IF EXISTS export_test CASCADE");
  }

  @Test
  void aDayComesBackAsItWentAndAgainIsNoDuplicate() {
    for (int time = 0; time < 2; time++) {
      try (PostgresTables tables = open("export_test")) {
        tables.prepare(TABLE);
        assertThat(tables.replace(TABLE, MONDAY, rows(row(MONDAY, "a, \"b\"\n=c\0", 1, 0.1 + 0.2))))
            .isEqualTo(1);
        assertThat(
                tables.replace(
                    TABLE,
                    TUESDAY,
                    rows(row(TUESDAY, "", 2, 1e300), row(TUESDAY, null, Long.MAX_VALUE, null))))
            .isEqualTo(2);
      }
    }

    assertThat(server.rows(ALL))
        .containsExactly(
            "2026-11-16|a, \"b\"\n=c\ufffd|1|0.30000000000000004|t|2026-11-16 00:00:00.123456",
            "2026-11-17||2|1e+300|t|2026-11-17 00:00:00.123456",
            "2026-11-17|null|9223372036854775807|null|t|2026-11-17 00:00:00.123456");
  }

  @Test
  void aFormerDayIsReplacedAndItsNeighbourIsNot() {
    try (PostgresTables tables = open("export_test")) {
      tables.prepare(TABLE);
      tables.replace(TABLE, MONDAY, rows(row(MONDAY, "x", 1, 1.0), row(MONDAY, "y", 2, 1.0)));
      tables.replace(TABLE, TUESDAY, rows(row(TUESDAY, "z", 3, 1.0)));
      tables.replace(TABLE, MONDAY, rows());
    }

    assertThat(server.rows(ALL)).hasSize(1).allMatch(row -> row.startsWith("2026-11-17|z"));
  }

  @Test
  void theTypesAreThoseOfTheSchemaAndSayWhatTheyMean() {
    try (PostgresTables tables = open("export_test")) {
      tables.prepare(TABLE);
    }

    assertThat(
            server.rows(
                "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
                    + " WHERE table_schema = 'export_test' ORDER BY ordinal_position"))
        .containsExactly(
            "usage_date|date|NO",
            "group|text|YES",
            "active_energy_mj|bigint|NO",
            "energy_wh|double precision|YES",
            "is_estimated|boolean|YES",
            "started_at|timestamp with time zone|YES");
    assertThat(server.rows("SELECT obj_description('export_test.\"order\"'::regclass)"))
        .containsExactly("one row per \"team\" and day; it's a test");
  }

  @Test
  void whatBreaksInTheMiddleLeavesTheFormerDayAndAReaderNeverSeesAPart() {
    AtomicReference<String> seenMeanwhile = new AtomicReference<>();
    try (PostgresTables tables = open("export_test")) {
      tables.prepare(TABLE);
      tables.replace(TABLE, MONDAY, rows(row(MONDAY, "x", 1, 1.0)));
      Iterator<Row> breaking =
          Stream.iterate(0, i -> i + 1)
              .map(
                  i -> {
                    if (i == 5_000) {
                      seenMeanwhile.set(String.join(",", server.rows(ALL)));
                      throw new IllegalStateException("the file is gone");
                    }
                    return row(MONDAY, "new", i, 1.0);
                  })
              .iterator();

      assertThatThrownBy(() -> tables.replace(TABLE, MONDAY, breaking))
          .hasMessage("the file is gone");
      assertThat(server.rows(ALL)).hasSize(1).first().asString().startsWith("2026-11-16|x|1");
      assertThat(seenMeanwhile.get()).startsWith("2026-11-16|x|1").doesNotContain("new");

      assertThatThrownBy(() -> tables.replace(TABLE, MONDAY, rows(row(MONDAY, "y", null, 1.0))))
          .isInstanceOfSatisfying(
              ExportFailed.class, e -> assertThat(e.kind()).isEqualTo(ExportFailed.Kind.STORAGE))
          .hasMessageContaining("127.0.0.1:")
          .hasMessageContaining("table order is as it was")
          .hasMessageContaining("active_energy_mj");
      assertThat(server.rows(ALL)).hasSize(1);
    }
  }

  @Test
  void aTableOfAnOlderVersionGetsTheColumnsThatItLacks() {
    server.execute(
        "CREATE SCHEMA export_test; CREATE TABLE export_test.\"order\" (usage_date date,"
            + " \"group\" text, mine integer)");
    try (PostgresTables tables = open("export_test")) {
      tables.prepare(TABLE);
      tables.replace(TABLE, MONDAY, rows(row(MONDAY, "x", 1, 1.0)));
    }

    assertThat(server.rows(ALL)).hasSize(1);
  }

  @Test
  void aColumnOfAnotherTypeIsNamedAndNothingIsChanged() {
    server.execute(
        "CREATE SCHEMA export_test; CREATE TABLE export_test.\"order\" (usage_date text)");
    try (PostgresTables tables = open("export_test")) {
      assertThatThrownBy(() -> tables.prepare(TABLE))
          .hasMessageContaining("usage_date of table order")
          .hasMessageContaining("is text, not date");
    }
  }

  @Test
  @Threat("S6")
  void aRefusedLoginNamesHostAndRemedyAndNoPassword() {
    PostgresAddress wrong =
        new PostgresAddress(
            server.url().replace("/postgres", "/absent"),
            Optional.of("nobody_here"),
            Optional.of("canary-4f9d1c77b2"),
            Optional.empty());

    assertThatThrownBy(() -> PostgresTables.open(wrong))
        .isInstanceOfSatisfying(ExportFailed.class, e -> assertThat(e.hint()).contains("--user"))
        .hasMessageContaining("127.0.0.1:")
        .hasMessageNotContaining("canary");
  }

  @Test
  void aHostThatDoesNotAnswerIsNamed() {
    PostgresAddress nowhere =
        new PostgresAddress(
            "jdbc:postgresql://127.0.0.1:1/energy",
            Optional.of("u"),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> PostgresTables.open(nowhere))
        .isInstanceOfSatisfying(
            ExportFailed.class, e -> assertThat(e.hint()).contains("host, port"))
        .hasMessageContaining("127.0.0.1:1/energy");
  }

  @Test
  @Threat("S16")
  void aSchemaIsANameAndNoStatement() throws SQLException {
    String name = "x\"; DROP SCHEMA export_test; --";
    server.execute("CREATE SCHEMA export_test");
    try (PostgresTables tables = open(name)) {
      tables.prepare(TABLE);
    }

    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet schemas =
            statement.executeQuery(
                "SELECT count(*) FROM pg_namespace WHERE nspname = 'export_test'"
                    + " OR nspname LIKE 'x\"%'")) {
      schemas.next();
      assertThat(schemas.getInt(1)).isEqualTo(2);
    }
  }

  private PostgresTables open(String schema) {
    return PostgresTables.open(
        new PostgresAddress(
            server.url(), Optional.of(server.user()), Optional.empty(), Optional.of(schema)));
  }

  private static Iterator<Row> rows(Row... rows) {
    return List.of(rows).iterator();
  }

  private static Row row(LocalDate day, String team, Number energyMj, Double energyWh) {
    return RowFactory.create(
        day,
        team,
        energyMj,
        energyWh,
        true,
        day.atStartOfDay().toInstant(java.time.ZoneOffset.UTC).plusNanos(123_456_000));
  }
}

package org.wattledger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

final class DataDictionaryTest {

  private static final Path PAGE = Path.of("docs", "data-dictionary.md");

  private static final Table BILLS =
      new Table(
          "bills",
          "one row per site's bill",
          List.of(OutputTables.SITE_ID),
          List.of(
              OutputTables.SITE_ID,
              Field.millijoules("billed_mj", "Energy, day | night"),
              Field.amount("energy_cost", Unit.MONEY, "What it's worth")));

  /** For PostgreSQL a name comes from the user: that of a schema. */
  @Test
  @Threat({"S16", "S26"})
  void aNameThatEndsAQuotationStaysAName() {
    String name = "x\"; DROP TABLE team_daily; --";
    Table hostile = new Table(name, "one row per '; DROP TABLE x; --", List.of(), BILLS.fields());

    // Without its quotations, in each of which a quote is doubled, nothing of the names is left.
    String outside =
        DataDictionary.of(List.of(hostile))
            .ddl(DdlDialect.POSTGRESQL)
            .replaceAll("\"([^\"]|\"\")*\"|'([^']|'')*'", "");
    assertThat(outside).contains("CREATE TABLE", "COMMENT ON").doesNotContain("DROP", "--");
    assertThat(DdlDialect.identifier(name)).isEqualTo("\"x\"\"; DROP TABLE team_daily; --\"");
  }

  @Test
  void theCommittedPageIsWhatTheSchemaSays() throws IOException {
    if (Boolean.getBoolean("wattledger.dictionary.write")) {
      Files.writeString(PAGE, DataDictionary.page());
    }

    assertThat(Files.readString(PAGE))
        .as("%s is stale; its head says how to write it anew", PAGE)
        .isEqualTo(DataDictionary.page());
  }

  @Test
  void aTableBecomesASectionWithGrainKeyAndColumns() {
    assertThat(DataDictionary.of(List.of(BILLS)).markdown())
        .isEqualTo(
            """
            ## bills
            Grain: one row per site's bill.
            Key: `site_id`.

            | column | type | unit | null? | meaning |
            |---|---|---|---|---|
            | `site_id` | STRING |  | no | Data-centre site; (unknown): not named |
            | `billed_mj` | BIGINT | mJ | yes | Energy, day \\| night |
            | `energy_cost` | DOUBLE | currency of the row | yes | What it's worth |
            """);
  }

  @Test
  void jsonCarriesTheSameFacts() throws IOException {
    JsonNode root = new ObjectMapper().readTree(DataDictionary.of(List.of(BILLS)).json());

    JsonNode table = root.get("tables").get(0);
    assertThat(table.get("name").asText()).isEqualTo("bills");
    assertThat(table.get("key").get(0).asText()).isEqualTo("site_id");
    assertThat(table.get("columns")).hasSize(3);
    assertThat(table.get("columns").get(1).get("unit").asText()).isEqualTo("mJ");
    assertThat(table.get("columns").get(0).get("nullable").asBoolean()).isFalse();
  }

  @Test
  void duckDbAcceptsTheDdlOfEveryTableWithItsComments() throws SQLException {
    String ddl = DataDictionary.of(OutputTables.ALL).ddl(DdlDialect.DUCKDB);

    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(ddl);
      try (ResultSet columns =
          statement.executeQuery(
              "SELECT count(*) FROM duckdb_columns() WHERE comment IS NOT NULL")) {
        columns.next();
        assertThat(columns.getInt(1))
            .isEqualTo(OutputTables.ALL.stream().mapToInt(table -> table.fields().size()).sum());
      }
    }
  }

  @Test
  void sparkParsesTheDdlOfEveryTable() {
    for (Table table : OutputTables.ALL) {
      String ddl = DataDictionary.of(List.of(table)).ddl(DdlDialect.SPARK);

      assertThat(new CatalystSqlParser().parsePlan(ddl.replace(";", "")).toString())
          .contains(table.name());
    }
    assertThat(DataDictionary.of(List.of(BILLS)).ddl(DdlDialect.SPARK))
        .contains("What it''s worth");
  }
}

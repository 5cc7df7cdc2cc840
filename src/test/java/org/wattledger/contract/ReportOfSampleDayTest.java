package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.pipeline.PublishedReport;
import org.wattledger.testing.SparkExtension;

/** The page of the sample's day, held against its tables as DuckDB reads them. */
@ExtendWith(SparkExtension.class)
class ReportOfSampleDayTest {

  @Test
  void thePageShowsWhatTheTablesHold() throws IOException {
    Path warehouse = SampleDay.published().warehouse();
    PublishedReport.Written written =
        PublishedReport.write(
            SparkExtension.session(),
            Nights.config(Path.of("conf", "sample.conf"), warehouse),
            new PublishedReport.Request(
                SampleDay.DAY,
                SampleDay.DAY,
                ZoneId.of("UTC"),
                false,
                Instant.parse("2026-11-22T06:00:00Z")));
    String page = Files.readString(written.file());
    JsonNode tables = data(page).get("tables");

    assertThat(written.file()).isEqualTo(warehouse.resolve("_reports/2026-11-21_2026-11-21.html"));
    assertThat(written.warnings()).isEmpty();
    assertThat(Files.list(written.file().getParent())).containsExactly(written.file());
    try (PublishedTables published = new PublishedTables(warehouse, SampleDay.DAY)) {
      long measured =
          published.number(
              "SELECT sum(measured_mj) FROM energy_balance WHERE device_kind = 'accelerator'");
      // By team, by model and by flow: the same joules, once.
      assertThat(page).contains("title=\"%d mJ\">31.25 ".formatted(measured), "residual 0 mJ");
      assertThat(ledger(tables, "teams")).isEqualTo(measured);
      assertThat(ledger(tables, "models")).isEqualTo(measured);
      assertThat(sum(data(page).get("flows"), 3)).isEqualTo(measured);
      assertThat(ledger(tables, "hours")).isEqualTo(measured);
      assertThat(sum(tables.at("/teams/rows"), column(tables, "teams", "requests")))
          .isEqualTo(published.number("SELECT sum(requests) FROM team_daily"));
      assertThat(tables.at("/queries/rows"))
          .hasSize((int) published.number("SELECT count(*) FROM query_daily WHERE requests > 0"));
      assertThat(sum(tables.at("/rejects/rows"), 2))
          .isEqualTo(published.number("SELECT count(*) FROM rejected"));
      assertThat(data(page).at("/headline/location").asDouble())
          .isCloseTo(
              ((Number)
                      published
                          .row("SELECT sum(location_emissions_gco2e) AS g FROM model_daily")
                          .get("g"))
                  .doubleValue(),
              org.assertj.core.data.Percentage.withPercentage(1e-9));
    }
  }

  private static long ledger(JsonNode tables, String id) {
    long sum = 0;
    for (String part :
        new String[] {
          "active_energy_mj",
          "idle_energy_mj",
          "provisioned_idle_energy_mj",
          "unattributed_energy_mj"
        }) {
      sum += sum(tables.at("/%s/rows".formatted(id)), column(tables, id, part));
    }
    return sum;
  }

  private static int column(JsonNode tables, String id, String key) {
    JsonNode columns = tables.at("/%s/columns".formatted(id));
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).get(0).asText().equals(key)) {
        return i;
      }
    }
    throw new AssertionError(id + " has no column " + key);
  }

  private static long sum(JsonNode rows, int column) {
    long sum = 0;
    for (JsonNode row : rows) {
      sum += row.get(column).asLong();
    }
    return sum;
  }

  private static JsonNode data(String page) throws IOException {
    int start = page.indexOf("{", page.indexOf("id=\"report-data\""));
    return new ObjectMapper().readTree(page.substring(start, page.indexOf("</script>", start)));
  }
}

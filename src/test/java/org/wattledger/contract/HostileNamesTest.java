package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.testing.Threat;

/** What a log calls its models and teams becomes cells of tables, and no part of a path. */
class HostileNamesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final List<String> NAMES =
      List.of(
          "../../evil", "/etc/evil", "a/b", "dt=2026-01-01", "%2e%2e%2fevil", "evil\u0000", "..");

  @TempDir Path inputs;

  @Test
  @Threat({"S9", "S11", "S18"})
  void namesOfALogLeadNowhere() throws IOException {
    Path warehouse = Nights.warehouse("hostile/names");
    StringBuilder requests = new StringBuilder();
    for (String name : NAMES) {
      requests.append(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "id", name,
                      "start", "2026-03-10T10:00:00Z",
                      "end", "2026-03-10T10:00:10Z",
                      "model", name,
                      "team", name,
                      "unit", name,
                      "site", name,
                      "status", name)));
      requests.append('\n');
    }
    write("requests/2026-03-10.jsonl", requests.toString());
    write(
        "telemetry/2026-03-10.csv",
        """
        device_id,sampled_at,energy_mj,power_w,unit_id,model_id,site_id,device_model
        ../../evil,2026-03-10T10:00:00Z,50000000,,../../evil,../../evil,../../evil,../../evil
        ../../evil,2026-03-10T10:00:10Z,53000000,,../../evil,../../evil,../../evil,../../evil
        """);
    Path conf =
        write(
            "names.conf",
            """
            golden.day = "%s"
            include file("src/test/resources/golden/common.conf")
            """
                .formatted(inputs));

    Nights.run(Nights.config(conf, warehouse), DAY);

    try (PublishedTables tables = new PublishedTables(warehouse, DAY)) {
      assertThat(tables.rows("SELECT DISTINCT team_id FROM team_daily WHERE requests > 0"))
          .hasSize(NAMES.size());
      assertThat(
              tables.number(
                  "SELECT count(*) FROM data_quality WHERE actual = %d".formatted(NAMES.size())
                      + " AND check_name IN ('distinct teams', 'distinct models')"))
          .as("names are counted each night")
          .isEqualTo(2);
    }
    assertThat(SampleDay.files(warehouse.getParent()))
        .isNotEmpty()
        .allMatch(file -> file.matches("names/[A-Za-z0-9_./=-]+"))
        .noneMatch(file -> file.contains("evil") || file.contains("2026-01-01"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = inputs.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}

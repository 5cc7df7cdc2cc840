package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.pipeline.PublishedExport;
import org.wattledger.schema.OutputTables;
import org.wattledger.testing.Threat;

class ExportCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--table team_daily | was not told where to",
        "--table team_daily --format csv --jdbc jdbc:postgresql://h/d | given together",
        "--table team_daily --to-file f --jdbc jdbc:postgresql://h/d | given together",
        "--table team_daily --format csv --user u | belong to a database",
        "--table team_daily --format json --output json | stand among the rows",
        "--table all --format csv | no columns in common",
        "--table teams --format csv | There is no table teams",
        "--view energy --format csv | There is no view energy",
        "--view focus --jdbc jdbc:postgresql://h/d | no table of a database",
        "--view focus --table team_daily --format csv | mutually exclusive",
        "--format csv | Missing required argument"
      })
  void optionsThatDoNotBelongTogetherAreAUsageError(String arguments, String message) {
    assertThat(execute(("export " + arguments).split(" "))).isEqualTo(2);

    assertThat(err.toString()).contains(message).contains("  -> ");
    assertThat(out.toString()).doesNotContain("team_daily,");
  }

  @Test
  @Threat("S25")
  void allIsEveryTableWithoutSingleRequests() {
    assertThat(PublishedExport.open())
        .hasSize(OutputTables.PUBLISHED.size() - 2)
        .doesNotContain(OutputTables.REQUEST_FOOTPRINT, OutputTables.REJECTED);
  }

  @Test
  @Threat("S14")
  void aTerminalIsShownWhatAFileIsGiven() throws IOException {
    String line = "m1\u001b[2J,\u202e5";
    command(Map.of()).print(line, "\r\n");
    command(Map.of("WATTLEDGER_TERMINAL", "out err")).print(line, "\r\n");
    command(Map.of("WATTLEDGER_TERMINAL", " err")).print(line, "\n");

    assertThat(out.toString())
        .isEqualTo(line + "\r\n" + "m1\\u001b[2J,\\u202e5" + System.lineSeparator() + line + "\n");
  }

  private ExportCommand command(Map<String, String> environment) {
    return new ExportCommand(surroundings(environment));
  }

  private int execute(String... arguments) {
    return WattledgerCli.execute(surroundings(Map.of("NO_COLOR", "1")), arguments);
  }

  private Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        environment,
        Clock.fixed(Instant.parse("2026-11-22T02:15:00Z"), ZoneOffset.UTC));
  }
}

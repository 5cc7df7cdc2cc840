package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattledger.testing.Fault;
import org.wattledger.testing.Threat;

class WattledgerCliTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "validate",
        "demo",
        "scenario",
        "schema",
        "generate",
        "verify",
        "explain",
        "report"
      })
  void everyCommandHasTheCommonOptions(String command) {
    assertThat(execute(command, "--help")).isZero();

    assertThat(out.toString())
        .contains("--config", "--set", "--output", "--fail-on", "--no-color")
        .contains("-q", "-v", "--help", "--version");
  }

  @Test
  void noCommandAtAllIsAUsageError() {
    assertThat(execute()).isEqualTo(2);

    assertThat(err.toString()).contains("No command was given").contains("--help");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--team search", "--model m --team t --date 2026-11-21"})
  void anExplanationNeedsOneThingAndItsDay(String options) {
    String[] arguments = ("explain " + options).strip().split(" ");

    assertThat(execute(arguments)).isEqualTo(2);

    assertThat(err.toString())
        .contains("give --request-id R [--date D], --team T --date D, or --model M --date D");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validat         | There is no command validat | did you mean validate?",
        "rnu             | There is no command rnu     | did you mean run?",
        "frobnicate      | There is no command frobnicate | known: completion, demo,",
        "run --dates=x   | There is no option --dates  | did you mean --date?",
        "run 2026-11-21  | '2026-11-21' belongs to no option | `wattledger run --help`"
      })
  void whatIsMistypedIsAnsweredWithTheLikelyName(String typed, String message, String remedy) {
    assertThat(execute(typed.split(" "))).isEqualTo(2);

    assertThat(err.toString()).contains("error: " + message).contains("  -> ").contains(remedy);
  }

  @Test
  void aRunWithoutAnySourcePublishesNoEmptyDay() {
    assertThat(execute("run", "--date", "2026-11-21")).isEqualTo(2);

    assertThat(err.toString())
        .contains("No log and no meter is named in sources")
        .contains("give --config FILE");
  }

  @Test
  void aDateThatIsNoneIsNamedWithARemedy() {
    assertThat(execute("run", "--date", "2026-13-01")).isEqualTo(2);

    assertThat(err.toString()).contains("'2026-13-01' is no day; write it like 2026-11-21");
  }

  @Test
  @Fault("F43")
  void anAbsentConfigurationIsAUsageErrorWithoutStackTrace() {
    Path absent = home.resolve("absent.conf");

    assertThat(execute("validate", "--config", absent.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("absent.conf").doesNotContain("\tat ");
  }

  @Test
  void aSampleOfNothingIsAUsageError() {
    assertThat(execute("validate", "--sample", "0")).isEqualTo(2);

    assertThat(err.toString()).contains("--sample 0 looks at no record");
  }

  @Test
  void verboseAddsTheStackTrace() {
    String absent = home.resolve("absent.conf").toString();

    assertThat(execute("validate", "-v", "--config", absent)).isEqualTo(2);

    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void aFailureInJsonIsOneObjectOnStandardOutput() {
    assertThat(execute("run", "--from", "2026-11-20", "--output", "json")).isEqualTo(2);

    assertThat(out.toString())
        .startsWith("{")
        .contains("\"command\" : \"run\"", "\"exit_code\" : 2", "--from 2026-11-20 has no --to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "privacy.user-key=canary-4f9d1c77b2",
        "wattledger.privacy.user-key=canary-4f9d1c77b2",
        "sources.options.fs.s3a.secret.key=canary-4f9d1c77b2"
      })
  @Threat("S6")
  void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String set) {
    assertThat(execute("validate", "--set", set)).isEqualTo(9);

    assertThat(err.toString())
        .contains("--set " + set.substring(0, set.indexOf('=')))
        .contains("--config")
        .doesNotContain("canary");
  }

  @Test
  void aVariableThatHoldsASecretMayBeNamedOnTheCommandLine() {
    execute("validate", "--set", "privacy.user-key=${HOME}");

    assertThat(err.toString()).doesNotContain("puts a secret");
  }

  @Test
  void aDemoWithoutItsSampleSaysWhereItLooked() {
    assertThat(execute("demo")).isEqualTo(2);

    assertThat(err.toString()).contains(home.resolve("conf/sample.conf").toString());
  }

  @Test
  void aReportOnNothingPublishedSaysWhatToDo() {
    assertThat(execute("report", "--date", "2026-11-21", "--set", "warehouse=" + home))
        .isEqualTo(3);

    assertThat(err.toString())
        .contains("no day from 2026-11-21 to 2026-11-21 is published in " + home)
        .contains("run --from 2026-11-21 --to 2026-11-21");
  }

  @Test
  void aReportInAnUnknownZoneIsAUsageError() {
    assertThat(execute("report", "--zone", "Mars/Base")).isEqualTo(2);

    assertThat(err.toString()).contains("--zone Mars/Base is no time zone");
  }

  @Test
  void theSchemaComesInThreeForms() {
    assertThat(execute("schema")).isZero();
    assertThat(execute("schema", "--format", "ddl")).isZero();
    assertThat(execute("schema", "--output", "json")).isZero();

    assertThat(out.toString())
        .contains("## team_daily")
        .contains("CREATE TABLE team_daily")
        .contains("\"name\" : \"team_daily\"");
  }

  private int execute(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of("WATTLEDGER_HOME", home.toString(), "NO_COLOR", "1"),
            Clock.fixed(Instant.parse("2026-11-22T02:15:00Z"), ZoneOffset.UTC));
    return WattledgerCli.execute(surroundings, arguments);
  }
}

package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.ScenarioConfig;
import org.wattledger.config.ScenarioConfig.Hours;
import org.wattledger.config.ScenarioConfig.Hours.Move;
import org.wattledger.config.ScenarioConfig.Mix;
import org.wattledger.config.ScenarioConfig.MoreClean;
import org.wattledger.config.ScenarioConfig.NoIdle;
import org.wattledger.config.ScenarioConfig.OtherHardware;
import org.wattledger.config.ScenarioConfig.Region;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedScenarios.Line;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine;

class ScenarioCommandTest {

  private static final List<ScenarioConfig> CONFIGURED =
      List.of(new Mix("all-hydro", "hydro"), new NoIdle("no-idle"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path home;

  @Test
  void withoutOptionsAllConfiguredScenariosAreMeant() {
    assertThat(chosen()).isEqualTo(CONFIGURED);
    assertThat(chosen("--name", "no-idle")).containsExactly(new NoIdle("no-idle"));
  }

  @Test
  void scenariosAreMadeUpOnTheSpot() {
    assertThat(
            chosen(
                "--mix=wind",
                "--mix=coal",
                "--more-clean=0.2",
                "--more-clean=0.5:solar",
                "--region=SE",
                "--site=eu-north-1a",
                "--shift=6h",
                "--shift=-3",
                "--spread",
                "--cleanest=4h",
                "--no-idle",
                "--hardware=A100:SXM:0.4"))
        .containsExactly(
            new Mix("all-wind", "wind"),
            new Mix("all-coal", "coal"),
            new MoreClean("more-clean-0.2", 0.2, Optional.empty()),
            new MoreClean("more-clean-0.5-solar", 0.5, Optional.of("solar")),
            new Region("region-SE", Optional.of("SE"), Optional.empty()),
            new Region("site-eu-north-1a", Optional.empty(), Optional.of("eu-north-1a")),
            new Hours("shift-6h", Move.SHIFT, 6),
            new Hours("shift--3h", Move.SHIFT, -3),
            new Hours("spread-24h", Move.SPREAD, 24),
            new Hours("cleanest-4h", Move.CLEANEST, 4),
            new NoIdle("without-idle"),
            new OtherHardware("hardware-A100:SXM", "A100:SXM", 0.4, 1, "command line"));
  }

  @Test
  void theSameScenarioTwiceIsOne() {
    assertThat(chosen("--name=all-hydro", "--mix=hydro")).containsExactly(CONFIGURED.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --name=all-hydra     | configured scenarios: all-hydro, no-idle
          --more-clean=20      | give a share from 0 to 1
          --more-clean=much    | give a share from 0 to 1
          --shift=90m          | give whole hours
          --shift=30h          | it is a whole number of hours, -23h to 23h
          --cleanest=0h        | it is a whole number of hours of the day, 1h to 24h
          --hardware=B200      | give MODEL:RATIO
          --hardware=B200:0    | give a ratio above 0
          --hardware=B200:half | give a ratio above 0
          """)
  void aValueThatMeansNothingIsAUsageErrorWithItsRemedy(String option, String remedy) {
    RunFailure failure = catchThrowableOfType(RunFailure.class, () -> chosen(option));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure).hasMessageContaining(option.replace('=', ' '));
    assertThat(failure.hint()).contains(remedy);
  }

  @Test
  void aDayThatIsNotPublishedIsMissingInputWithARemedy() {
    String warehouse = "warehouse=" + home;

    assertThat(execute("scenario", "--date", "2026-11-21", "--set", warehouse)).isEqualTo(3);

    assertThat(err.toString())
        .contains("2026-11-21 is not published in " + home)
        .contains("run --date 2026-11-21");
  }

  @Test
  void aSourceThatNobodyKnowsIsAUsageError() {
    assertThat(execute("scenario", "--mix", "hydor", "--set", "warehouse=" + home)).isEqualTo(2);

    assertThat(err.toString()).contains("no hydor; known: biomass, coal, gas");
  }

  @Test
  void aDifferenceTakesOnlyWhatIsKnownOnBothSides() {
    ScenarioTotals totals =
        new ScenarioTotals(
            List.of(
                line(1_500.0, 30.0, 600.0, 2.0, "EUR"),
                line(500.0, 10.0, 200.0, 3.0, "USD"),
                line(null, null, 999.0, null, null)));

    // 40 g of 800 g: 760 g less, 95 %; the third row cannot be compared.
    assertThat(totals.text("all-hydro").replaceAll(" +", " "))
        .isEqualTo("all-hydro 2.000+ 40.0+ -760.0 -95.0 % unknown 9.0 2.00 EUR + 3.00 USD");
    assertThat(totals.baseline("(as published)")).contains("unknown").contains("1799.0");
  }

  private static Line line(
      Double facilityWh, Double locationG, Double baselineG, Double cost, String currency) {
    return new Line(
        LocalDate.of(2026, 11, 21),
        "all-hydro",
        "mix",
        "m",
        "s",
        1.0,
        facilityWh,
        locationG,
        null,
        1.0,
        2.0,
        cost,
        currency,
        null,
        baselineG,
        null);
  }

  private static List<ScenarioConfig> chosen(String... arguments) {
    return CommandLine.populateCommand(new ScenarioOptions(), arguments).chosen(CONFIGURED);
  }

  private int execute(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of("NO_COLOR", "1"),
            Clock.fixed(Instant.parse("2026-11-22T02:15:00Z"), ZoneOffset.UTC));
    return WattledgerCli.execute(surroundings, arguments);
  }
}

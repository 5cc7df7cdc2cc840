package org.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.ScenarioConfig.Hours;
import org.wattledger.config.ScenarioConfig.Hours.Move;
import org.wattledger.config.ScenarioConfig.Kind;
import org.wattledger.config.ScenarioConfig.Mix;
import org.wattledger.config.ScenarioConfig.MoreClean;
import org.wattledger.config.ScenarioConfig.NoIdle;
import org.wattledger.config.ScenarioConfig.OtherHardware;
import org.wattledger.config.ScenarioConfig.Region;

final class ScenarioReaderTest {

  @TempDir Path directory;

  @Test
  void withoutAFileThereAreTheSixMixesMoreCleanPowerAndNoIdle() {
    assertThat(ConfigReader.read(Optional.empty(), List.of(), Map.of()).scenarios())
        .containsExactly(
            new Mix("all-hydro", "hydro"),
            new Mix("all-wind", "wind"),
            new Mix("all-solar", "solar"),
            new Mix("all-nuclear", "nuclear"),
            new Mix("all-gas", "gas"),
            new Mix("all-coal", "coal"),
            new MoreClean("20-percent-more-clean", 0.2, Optional.empty()),
            new NoIdle("no-idle"));
  }

  @Test
  void everyKindIsReadWithItsKeys() throws IOException {
    assertThat(
            read(
                """
                wattledger.scenarios = [
                  { name = m, kind = mix, source = hydro }
                  { name = c, kind = more-clean, share = 0.5, source = wind }
                  { name = z, kind = region, zone = SE }
                  { name = s, kind = region, site = there }
                  { name = h1, kind = hours, shift = -6h }
                  { name = h2, kind = hours, spread = true }
                  { name = h3, kind = hours, cleanest = 1d }
                  { name = i, kind = no-idle }
                  { name = d, kind = hardware, device-model = B200, active-energy-ratio = 0.5
                    device-ratio = 0.25, source = "our test of 2026-10" }
                ]
                """))
        .containsExactly(
            new Mix("m", "hydro"),
            new MoreClean("c", 0.5, Optional.of("wind")),
            new Region("z", Optional.of("SE"), Optional.empty()),
            new Region("s", Optional.empty(), Optional.of("there")),
            new Hours("h1", Move.SHIFT, -6),
            new Hours("h2", Move.SPREAD, 24),
            new Hours("h3", Move.CLEANEST, 24),
            new NoIdle("i"),
            new OtherHardware("d", "B200", 0.5, 0.25, "our test of 2026-10"));
  }

  @Test
  void anEntryIsAddedToTheShippedOnesWithPlus() throws IOException {
    assertThat(read("wattledger { scenarios += { name = more, kind = mix, source = oil } }"))
        .hasSize(9)
        .last()
        .isEqualTo(new Mix("more", "oil"));
  }

  @Test
  void kindsAreWrittenWithHyphens() {
    assertThat(List.of(Kind.values()).stream().map(Kind::text))
        .containsExactly("mix", "more-clean", "region", "hours", "no-idle", "hardware");
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirRemedies() {
    ConfigProblems problems =
        refused(
            """
            wattledger.scenarios = [
              { name = a, kind = mux, source = hydro }
              { name = a, kind = mix, sourze = hydro }
              { name = "b c", kind = more-clean, share = 20 }
              { name = d, kind = region, zone = SE, site = there }
              { name = e, kind = region }
              { name = f, kind = hours, shift = 90m }
              { name = g, kind = hours, cleanest = 25h }
              { name = h, kind = hours, spread = false }
              { name = i, kind = no-idle, source = wind }
              { name = j, kind = hardware, device-model = B200, active-energy-ratio = 0 }
              { name = k, kind = hours, shift = 24h }
              { kind = no-idle }
            ]
            """);

    assertThat(problems.problems())
        .extracting(problem -> problem.key().replace("wattledger.scenarios", ""))
        .containsExactlyInAnyOrder(
            "[0].kind",
            "[1].name",
            "[1].source",
            "[1].sourze",
            "[2].name",
            "[2].share",
            "[3].kind",
            "[4].kind",
            "[5].shift",
            "[6].cleanest",
            "[7].spread",
            "[8].source",
            "[9].active-energy-ratio",
            "[9].source",
            "[10].shift",
            "[11].name");
    assertThat(problems)
        .hasMessageContaining("did you mean mix?")
        .hasMessageContaining("did you mean source?")
        .hasMessageContaining("is already the name of wattledger.scenarios[0].name")
        .hasMessageContaining("write 0.2 for 20 %")
        .hasMessageContaining("needs exactly one of zone, site")
        .hasMessageContaining("is a whole number of hours, -23h to 23h")
        .hasMessageContaining("is new by old, above 0; write 0.5 for half");
  }

  private List<ScenarioConfig> read(String hocon) throws IOException {
    Path file = Files.writeString(directory.resolve("site.conf"), hocon);
    return ConfigReader.read(Optional.of(file), List.of(), Map.of()).scenarios();
  }

  private ConfigProblems refused(String hocon) {
    return catchThrowableOfType(ConfigProblems.class, () -> read(hocon));
  }
}

package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

  private static final String TABLE = "published_results/2026-11-01/published_results.csv";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void allIsWithinTolerance() {
    assertThat(execute("verify")).isZero();

    assertThat(out.toString())
        .contains("BLOOM", "MarketEmissions.gramsPerKwh > MarketEmissions.marketEmissionsG")
        .doesNotContain("MISS", "devices = 512 chips")
        .endsWith(" within tolerance; 14 errata" + System.lineSeparator());
    assertThat(out.toString().lines().filter(line -> line.matches("E\\d+ .*"))).hasSize(14);
  }

  @Test
  void verboseAddsInputsAndReasons() {
    assertThat(execute("verify", "-v")).isZero();

    assertThat(out.toString())
        .contains("time = 20 d; power = 310 W; devices = 512 chips; pue = 1.12")
        .contains("Second hand: ");
  }

  @Test
  void jsonHasBothTables() throws IOException {
    assertThat(execute("verify", "--output", "json")).isZero();

    JsonNode root = new ObjectMapper().readTree(out.toString());
    assertThat(root.get("exit_code").asInt()).isZero();
    assertThat(root.get("results").size()).isGreaterThan(150);
    assertThat(root.get("results"))
        .allSatisfy(
            row ->
                assertThat(row.fieldNames())
                    .toIterable()
                    .contains(
                        "id",
                        "published",
                        "computed",
                        "difference",
                        "tolerance",
                        "unit",
                        "source",
                        "reason",
                        "methods",
                        "inputs"));
    JsonNode first = root.get("results").get(0);
    assertThat(first.get("id").asText()).isEqualTo("bloom-training-energy");
    assertThat(first.get("methods").get(0).asText()).isEqualTo("TrainingEnergy.ratedEnergyWh");
    assertThat(first.get("inputs").get("power").asText()).isEqualTo("400 W");
    JsonNode erratum = root.get("errata").get(1);
    assertThat(erratum.get("claimed").asDouble()).isCloseTo(13.8, within(1e-9));
    assertThat(erratum.get("correct").asDouble()).isEqualTo(12);
  }

  @Test
  void aPlantedMissEndsWithTwenty() throws IOException {
    // 1,082,990 h x 400 W = 433,196 kWh, not 433,190
    plant(",433196,kWh,1e-7 %,", ",433190,kWh,1e-7 %,");

    assertThat(execute("verify", "--set", "wattledger.reference.directory=" + directory))
        .as(err.toString())
        .isEqualTo(20);

    assertThat(out.toString().lines().filter(line -> line.contains("MISS")))
        .singleElement()
        .asString()
        .startsWith("bloom-training-energy ")
        .contains(" 433190 ", " 433196 ", " +6 ");
  }

  @Test
  void aRowThatCannotBeComputedIsAUsageErrorWithARemedy() throws IOException {
    plant(",energy,,time=1082990", ",magic,,time=1082990");

    assertThat(execute("verify", "--set", "wattledger.reference.directory=" + directory))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("bloom-training-energy: method 'magic' is not known; write one of [")
        .contains("correct the row in the reference directory");
  }

  private void plant(String from, String to) throws IOException {
    try (InputStream shipped = getClass().getResourceAsStream("/reference/" + TABLE)) {
      String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(from);
      Path file = directory.resolve(TABLE);
      Files.createDirectories(file.getParent());
      int at = text.indexOf(from);
      Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    }
  }

  private int execute(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of("NO_COLOR", "1"),
            Clock.systemUTC());
    return WattledgerCli.execute(surroundings, arguments);
  }
}

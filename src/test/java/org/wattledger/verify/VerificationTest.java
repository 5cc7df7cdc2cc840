package org.wattledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {

  private static final Verification SHIPPED = Verification.shipped();

  @TempDir private Path directory;

  @Test
  void everyPublishedResultIsMetAndEveryMistakeExplained() {
    assertThat(SHIPPED.results())
        .hasSizeGreaterThan(150)
        .filteredOn(result -> !result.ok())
        .isEmpty();
    assertThat(SHIPPED.errata()).hasSize(14).filteredOn(erratum -> !erratum.ok()).isEmpty();
    assertThat(SHIPPED.isPassed()).isTrue();
    assertThat(SHIPPED.summary())
        .isEqualTo("%1$d of %1$d within tolerance; 14 errata", SHIPPED.results().size());
  }

  @Test
  void everyRowSaysWhereItIsFromAndWhyItsTolerance() {
    for (PublishedResult result : SHIPPED.results()) {
      assertThat(List.of(result.source(), result.reason(), result.claim(), result.topic()))
          .as(result.id())
          .noneMatch(String::isBlank);
      assertThat(result.inputs()).as(result.id()).isNotEmpty();
      // A number of one digit may be half a digit off: 0.02 by a quarter.
      assertThat(result.allowedDifference())
          .as(result.id())
          .isLessThanOrEqualTo(result.published() * 0.25);
    }
    for (Erratum erratum : SHIPPED.errata()) {
      assertThat(List.of(erratum.source(), erratum.reason(), erratum.mistake()))
          .as(erratum.id())
          .noneMatch(String::isBlank);
    }
  }

  @Test
  void everyRowGoesThroughFormulasOfTheNightlyRunThatExist() throws ClassNotFoundException {
    Set<String> named = new TreeSet<>();
    SHIPPED.results().forEach(row -> named.addAll(row.methods()));
    SHIPPED.errata().forEach(row -> named.addAll(row.methods()));

    Set<String> ofPhysics =
        named.stream().filter(VerificationTest::isPhysics).collect(Collectors.toSet());
    assertThat(ofPhysics)
        .contains("FacilityEnergy.facilityEnergyWh", "EnergyCounter.step", "IdleSplit.dynamicMj");
    assertThat(named).allMatch(name -> isPhysics(name) || exists(name, "verify", "quantity"));
    assertThat(SHIPPED.results())
        .filteredOn(row -> row.methods().stream().noneMatch(VerificationTest::isPhysics))
        .extracting(PublishedResult::id)
        .isEmpty();
  }

  @Test
  void theWayOfARowIsInTheOrderOfItsCalls() {
    assertThat(result("spruce-emissions").methods())
        .containsExactly(
            "FacilityEnergy.facilityEnergyWh",
            "UpstreamEmissions.gramsPerKwh",
            "OperationalEmissions.operationalEmissionsG",
            "UpstreamEmissions.upstreamEmissionsG");
  }

  @ParameterizedTest
  @CsvSource({
    "E1, 1.0324170962849579e-04, 8.193786478452047e-05",
    "E2, 13.8, 12.0",
    "E3, 0.13, 130",
    "E4, 3000, 30000",
    "E5, 28.538812785388128, 7.2922",
    "E6, 487.48858447488584, 59.788858447",
    "E7, 0.007927447995941146, 0.00202562",
    // 0.003 x 365 x 0.713 = 0.78 kg, and 55 kg
    "E8, 339.97, 55.78",
    // 110.356 Wh x 554 g/kWh = 61.14 g; 1,533,120 g / 35,040 h x (1/32 + 1/8) = 6.84 g
    "E9, 67.97, 0.06797",
    // 0.25 x 995 + 0.35 x 816 + 0.26 x 743 + 0.14 x 29
    "E10, 731.59, 0.73159",
    "E11, 66.667, 12.5",
    "E12, 0.0282, 0",
    // 400 W x 10 s = 4,000 J, eight times over
    "E13, 32000, 4000",
    // 40,000 tokens / 0.141521 kWh
    "E14, 7059021.617, 282643.5",
  })
  void aMistakeAndTheSameWithoutIt(String id, double claimed, double correct) {
    Erratum erratum =
        SHIPPED.errata().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();

    assertThat(erratum.claimed()).isCloseTo(claimed, within(1e-3 * claimed));
    assertThat(erratum.correct()).isCloseTo(correct, within(1e-4 * correct));
  }

  @Test
  void theOtherTablesOfASiteAreUsed() throws IOException {
    // A hydro of 100 g/kWh: 88.41 TWh x 100 g/kWh = 8.841 Mt
    edit("energy_sources", "cambridge,false,hydro,34,28,40", "cambridge,false,hydro,100,,");

    Verification verification = Verification.of(Optional.of(directory), Map.of());

    PublishedResult floor =
        verification.results().stream()
            .filter(row -> row.id().equals("cambridge-floor"))
            .findFirst()
            .orElseThrow();
    assertThat(floor.computed()).isCloseTo(8.841, within(1e-9));
    assertThat(floor.ok()).isFalse();
    assertThat(verification.isPassed()).isFalse();
    assertThat(VerificationText.lines(verification, false))
        .anyMatch(line -> line.startsWith("cambridge-floor ") && line.contains("MISS"));
  }

  @Test
  void anUnknownMethodIsNamedWithTheKnownOnes() throws IOException {
    edit("published_results", ",energy,,time=1082990", ",magic,,time=1082990");

    refused(
        "bloom-training-energy: method 'magic' is not known; write one of [", "above-idle-energy");
  }

  @Test
  void aMissingInputIsNamed() throws IOException {
    edit("published_results", ",time=1082990 GPU-h; power=", ",time=1082990 GPU-h; pover=");

    refused("bloom-training-energy: input 'power' is missing; the row gives [time, pover]");
  }

  @Test
  void anInputThatIsNotUsedIsNamed() throws IOException {
    edit("published_results", ",time=1082990 GPU-h; power=", ",time=1082990 GPU-h; wue=1; power=");

    refused("bloom-training-energy: the method does not use the inputs [wue]; remove");
  }

  @Test
  void aReferenceToNothingIsNamed() throws IOException {
    edit("published_results", "@hardware:A100-SXM4-80GB:max_w", "@hardware:Abacus:max_w");

    refused("'@hardware:Abacus:max_w' is not in the reference tables; supply the row");
  }

  @Test
  void aUnitOfAnotherDimensionIsNamed() throws IOException {
    edit("published_results", "time=1082990 GPU-h; power", "time=1082990 kWh; power");

    refused("kWh is a unit of energy and h one of time; give the number in a unit of time");
  }

  @Test
  void aRowThatOccursTwiceIsNamed() throws IOException {
    edit("published_results", "\nbloom-training-dynamic,", "\nbloom-training-energy,");

    refused("published_results.csv: row [bloom-training-energy] has 11 cells or occurs twice");
  }

  @Test
  void aLambdaIsNoStep() {
    assertThatThrownBy(() -> new Steps().via((a, b) -> a * b).of(1, 2))
        .hasMessageContaining("a method reference, not a lambda");
  }

  private PublishedResult result(String id) {
    return SHIPPED.results().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> Verification.of(Optional.of(directory), Map.of()))
        .isInstanceOf(VerificationProblem.class)
        .message()
        .contains(parts);
  }

  /** The shipped table with one change, in the directory of the site. */
  private void edit(String table, String from, String to) throws IOException {
    String path = "%s/2026-11-01/%s.csv".formatted(table, table);
    try (InputStream shipped = Verification.class.getResourceAsStream("/reference/" + path)) {
      String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(from);
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.replace(from, to));
    }
  }

  private static boolean isPhysics(String name) {
    return exists(name, "physics");
  }

  private static boolean exists(String name, String... packages) {
    String[] parts = name.split("\\.");
    for (String home : packages) {
      try {
        Class<?> owner = Class.forName("org.wattledger." + home + "." + parts[0]);
        if (List.of(owner.getDeclaredMethods()).stream()
            .map(Method::getName)
            .anyMatch(parts[1]::equals)) {
          return true;
        }
      } catch (ClassNotFoundException elsewhere) {
        // The next package.
      }
    }
    return false;
  }
}

package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wattledger.schema.ReferenceTables.GRID;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that travel in the jar, and the sample that the demo lays over them. */
class ShippedReferenceTest {

  private static final Instant NOV_2026 = Instant.parse("2026-11-21T12:30:00Z");
  private static final Reference SHIPPED = ReferenceCatalog.load(ReferenceSource.shipped());
  private static final Reference SAMPLE =
      ReferenceCatalog.load(
          new ReferenceSource(
              Optional.of(Path.of("data-samples/reference")),
              Map.of(
                  "grid", "2026-11-01+sample",
                  "models", "2026-11-01+sample",
                  "sites", "sample",
                  "teams", "sample")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NVIDIA A100-SXM4-40GB",
        "NVIDIA A100-SXM4-80GB",
        "NVIDIA A100-PCIE-40GB",
        "NVIDIA A100 80GB PCIe",
        "NVIDIA H100 80GB HBM3",
        "NVIDIA H100 PCIe",
        "NVIDIA H100 NVL",
        "NVIDIA H200",
        "NVIDIA GH200 480GB",
        "NVIDIA B200",
        "NVIDIA L4",
        "NVIDIA L40S",
        "Tesla V100-SXM2-16GB",
        "Tesla V100-PCIE-32GB",
        "Tesla T4",
        "NVIDIA A10G",
        "NVIDIA GeForce RTX 4090",
        "NVIDIA GeForce RTX 5090",
        "AMD Instinct MI300X",
        "  nvidia  a100-sxm4-40gb ",
        "NVIDIA-H100-80GB-HBM3",
        "nvidia-tesla-v100",
      })
  void whatAMeterPrintsIsFoundWithItsPowerLimit(String printed) {
    assertThat(SHIPPED.hardware().find(printed, NOV_2026).orElseThrow().maxW()).isPresent();
  }

  @Test
  void loadedIdleIsNotBareIdle() {
    Hardware a100 = SHIPPED.hardware().find("A100-SXM4-40GB", NOV_2026).orElseThrow();

    assertThat(a100.idleW()).hasValue(46);
    assertThat(a100.loadedIdleW().best()).hasValue(81);
    assertThat(a100.idleFloorW()).hasValue(81);
    assertThat(a100.embodiedKgco2e().lowOrBest()).hasValue(150);
    assertThat(a100.embodiedKgco2e().highOrBest()).hasValue(273);
  }

  @Test
  void whatNobodyPublishedIsEmpty() {
    Hardware rtx = SHIPPED.hardware().find("RTX 5090", NOV_2026).orElseThrow();

    assertThat(rtx.maxW()).hasValue(575);
    assertThat(rtx.idleFloorW()).isEmpty();
    assertThat(rtx.embodiedKgco2e().best()).isEmpty();
    assertThat(SHIPPED.hardware().find("Abacus", NOV_2026)).isEmpty();
    assertThat(SHIPPED.hardware().find(null, NOV_2026)).isEmpty();
  }

  @Test
  void aSuperchipIncludesItsHost() {
    Hardware superchip = SHIPPED.hardware().find("GH200", NOV_2026).orElseThrow();

    assertThat(superchip.includesHost()).isTrue();
    assertThat(superchip.hostWPerDevice().best()).hasValue(0);
    assertThat(superchip.maxW()).hasValue(1_000);
  }

  @Test
  void atLeastTwentyFiveZonesHaveAnAnnualFactor() {
    Set<String> zones = new HashSet<>();
    ReferenceSource source = ReferenceSource.shipped();
    new ReferenceCsv(GRID, new ProblemLog())
        .read(source.files(GRID, new ProblemLog()), row -> zones.add(row.text(GRID.keys().get(0))));

    assertThat(zones).hasSizeGreaterThanOrEqualTo(25);
    assertThat(zones)
        .allSatisfy(
            zone ->
                assertThat(SHIPPED.grid().at(zone, NOV_2026).orElseThrow().location().best())
                    .isPresent());
  }

  @Test
  void theLatestYearHoldsUntilAnotherIsPublished() {
    GridFactor in2024 =
        SHIPPED.grid().at("SE", Instant.parse("2024-12-31T23:59:59Z")).orElseThrow();
    GridFactor in2026 = SHIPPED.grid().at("SE", NOV_2026).orElseThrow();

    assertThat(in2024.location().best()).hasValue(34.91);
    assertThat(in2026.location().best()).hasValue(35.35);
    assertThat(in2026.rung()).isEqualTo(GridRung.YEAR);
    assertThat(in2026.factorBasis()).isEqualTo(FactorBasis.LIFECYCLE);
  }

  @Test
  void windIsTheFloorAndCoalTheCeiling() {
    assertThat(SHIPPED.energySources().cleanest())
        .satisfies(wind -> assertThat(wind.name()).isEqualTo("wind"))
        .satisfies(wind -> assertThat(wind.gco2ePerKwh().best()).hasValue(11));
    assertThat(SHIPPED.energySources().dirtiest())
        .satisfies(coal -> assertThat(coal.name()).isEqualTo("coal"))
        .satisfies(coal -> assertThat(coal.gco2ePerKwh().best()).hasValue(820));
  }

  @Test
  void cambridgesPairGivesItsPublishedMegatonnes() {
    List<EnergySource> pair = SHIPPED.energySources().ofSet("cambridge", NOV_2026);
    double terawattHours = 72.5 / 820 * 1_000; // 88.4 TWh

    // TWh x g/kWh = 1e9 kWh x g/kWh = kt; 1,000 kt = 1 Mt
    assertThat(pair.get(0).factor() * terawattHours / 1_000).isCloseTo(3.0, within(0.05));
    assertThat(pair.get(1).factor() * terawattHours / 1_000).isCloseTo(72.5, within(0.05));
  }

  @Test
  void eightBillionWeightsMeetThePublishedDecodeEnergies() {
    ModelWeights weights = SHIPPED.models().weights("meta-llama/Llama-3.1-8B-Instruct", NOV_2026);

    assertThat(weights.isDefault()).isFalse();
    // (input, output): mean context = input + output / 2
    assertThat(decodeJoules(weights, 512, 512)).isBetween(0.054, 0.057);
    assertThat(decodeJoules(weights, 512, 4_096)).isBetween(0.160 * 0.9, 0.181);
    assertThat(decodeJoules(weights, 4_096, 512)).isBetween(0.164, 0.273);
  }

  @Test
  void aModelWithoutWeightsGetsTheStandInsFlagged() {
    ModelWeights unknown = SHIPPED.models().weights("some-model");
    ModelWeights known = SHIPPED.models().weights("mistral-7b");

    assertThat(unknown.isDefault()).isTrue();
    assertThat(known.isDefault()).isTrue();
    assertThat(unknown).isEqualTo(known);
    assertThat(unknown.prefill()).isEqualTo(1);
    assertThat(SHIPPED.models().canonicalId("some-model")).isEqualTo("some-model");
  }

  @Test
  void theSampleAddsItsHoursAndFallsBackToItsMonth() {
    GridFactor pjm = SAMPLE.grid().at("US-MIDA-PJM", NOV_2026).orElseThrow();

    assertThat(pjm.rung()).isEqualTo(GridRung.HOUR);
    assertThat(pjm.isEstimated()).isTrue();
    assertThat(pjm.source()).isEqualTo("synthetic sample, not a measurement");
    assertThat(pjm.ewifLPerKwh()).hasValue(2.219776);
    Instant aDayLater = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(SAMPLE.grid().at("US-MIDA-PJM", aDayLater).orElseThrow().rung())
        .isEqualTo(GridRung.MONTH);
  }

  @Test
  void theSamplesSitesTeamsAndModelsAreFound() {
    Site north = SAMPLE.sites().find("EU-NORTH-1A", NOV_2026).orElseThrow();

    assertThat(north.zone()).isEqualTo("SE");
    assertThat(north.pue().best()).hasValue(1.12);
    assertThat(SAMPLE.sites().find("us-east-2b", NOV_2026).orElseThrow().pue().best())
        .hasValue(1.25);
    assertThat(SAMPLE.sites().find("example-se", NOV_2026)).isEmpty();
    assertThat(SAMPLE.teams().canonicalId("Search-Prod")).isEqualTo("search");
    assertThat(SAMPLE.teams().costCenter("search-prod", NOV_2026)).hasValue("4410");
    assertThat(SAMPLE.teams().costCenter("nobody", NOV_2026)).isEmpty();
    assertThat(SAMPLE.teams().canonicalId("nobody")).isEqualTo("nobody");
    assertThat(SAMPLE.models().canonicalId("BAAI/bge-m3")).isEqualTo("bge-m3-embed");
    assertThat(SAMPLE.models().weights("meta-llama/Llama-3.1-70B-Instruct").isDefault()).isFalse();
  }

  @Test
  void versionAndChecksumsNameWhatWasRead() {
    assertThat(SAMPLE.version())
        .isEqualTo(
            "contracts=2026-11-01,energy_sources=2026-11-01,equivalences=2026-11-01,"
                + "grid=2026-11-01+sample,hardware=2026-11-01,meter_tiers=2026-11-01,models=2026-11-01+sample,"
                + "prices=2026-11-01,sites=sample,teams=sample");
    assertThat(SAMPLE.files()).hasSize(12).allMatch(file -> file.sha256().matches("[0-9a-f]{64}"));
    assertThat(SAMPLE.files())
        .anyMatch(file -> file.origin().equals("jar:/reference/grid/2026-11-01/grid.csv"))
        .anyMatch(file -> file.origin().endsWith("data-samples/reference/grid/sample/grid.csv"));
  }

  @Test
  void theFactsOfTheRealityCheckAreThere() {
    Equivalence bitcoin = SHIPPED.equivalences().find("bitcoin-year", NOV_2026).orElseThrow();

    assertThat(bitcoin.emissionsGco2e().low()).hasValue(3e12);
    assertThat(bitcoin.emissionsGco2e().high()).hasValue(72.5e12);
    assertThat(SHIPPED.equivalences().all()).hasSizeGreaterThanOrEqualTo(9);
  }

  /** Joules per output token, with the published 0.0165 J per input token as the unit of work. */
  private static double decodeJoules(ModelWeights weights, double input, double output) {
    double meanContext = input + output / 2;
    double work = weights.decode() + weights.contextPer1k() * meanContext / 1_000;
    return 0.0165 * work / weights.prefill();
  }
}

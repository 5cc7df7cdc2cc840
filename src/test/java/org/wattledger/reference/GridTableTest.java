package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.schema.ReferenceTables.GRID;
import static org.wattledger.schema.ReferenceTables.SITES;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTableTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path directory;
  private HandMadeTables tables;

  @BeforeEach
  void aSiteInTheZone() {
    tables = new HandMadeTables(directory).with(SITES, "s,Z,1.2,,,,,,,,~");
  }

  @Test
  void theHourWinsOverTheYear() {
    GridTable grid = grid(year("100,80,120,150,"), hour("12", "30,20,40,,90"));

    GridFactor atNoon = grid.at("Z", NOON).orElseThrow();
    assertThat(atNoon.rung()).isEqualTo(GridRung.HOUR);
    assertThat(atNoon.location().best()).hasValue(30);
    assertThat(atNoon.location().low()).hasValue(20);
    assertThat(atNoon.marginal().best()).hasValue(90);
    assertThat(atNoon.isEstimated()).isTrue();
    assertThat(atNoon.source()).isEqualTo("hourly");
  }

  @Test
  void figuresThatTheHourLeavesEmptyComeFromTheYear() {
    GridFactor atNoon =
        grid(year("100,80,120,150,"), hour("12", "30,,,,")).at("z ", NOON).orElseThrow();

    assertThat(atNoon.marketResidual().best()).hasValue(150);
    assertThat(atNoon.ewifLPerKwh()).hasValue(2.5);
    assertThat(atNoon.location().low())
        .as("bounds of the year are no bounds of the hour")
        .isEmpty();
  }

  @Test
  void anHourWithoutALocationFactorFallsToTheYearButKeepsItsMarginal() {
    GridFactor atNoon =
        grid(year("100,80,120,150,"), hour("12", ",,,,90")).at("Z", NOON).orElseThrow();

    assertThat(atNoon.rung()).isEqualTo(GridRung.YEAR);
    assertThat(atNoon.location().best()).hasValue(100);
    assertThat(atNoon.marginal().best()).hasValue(90);
    assertThat(atNoon.isEstimated()).isFalse();
    assertThat(atNoon.source()).isEqualTo("yearly");
  }

  @Test
  void zeroIsAValueAndNotMissing() {
    GridFactor atNoon =
        grid(year("100,80,120,150,70"), hour("12", "0,0,0,0,0")).at("Z", NOON).orElseThrow();

    assertThat(atNoon.rung()).isEqualTo(GridRung.HOUR);
    assertThat(atNoon.location().best()).hasValue(0);
    assertThat(atNoon.marketResidual().best()).hasValue(0);
    assertThat(atNoon.marginal().best()).hasValue(0);
  }

  @Test
  void intervalsIncludeTheirStartAndNotTheirEnd() {
    GridTable grid = grid(hour("12", "30,,,,"));

    assertThat(grid.at("Z", NOON.minusNanos(1_000))).isEmpty();
    assertThat(grid.at("Z", NOON)).isPresent();
    assertThat(grid.at("Z", NOON.plusSeconds(3_600).minusNanos(1_000))).isPresent();
    assertThat(grid.at("Z", NOON.plusSeconds(3_600))).isEmpty();
  }

  @Test
  void anUnknownZoneHasNoFactor() {
    GridTable grid = grid(year("100,80,120,150,"));

    assertThat(grid.at("Y", NOON)).isEmpty();
    assertThat(grid.at(null, NOON)).isEmpty();
    assertThat(grid.hasZone("Y")).isFalse();
    assertThat(grid.hasZone("z")).isTrue();
  }

  @Test
  void aYearOfHoursOfAHundredZonesIsFoundHourByHour() {
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    Duration hour = Duration.ofHours(1);
    List<GridRow> rows = new ArrayList<>();
    for (int zone = 0; zone < 100; zone++) {
      for (int i = 8_783; i >= 0; i--) {
        Instant from = start.plus(hour.multipliedBy(i));
        double intensity = zone * 10 + i % 10;
        rows.add(row("zone-" + zone, from, from.plus(hour), intensity));
      }
    }
    ProblemLog problems = new ProblemLog();

    GridTable grid = GridTable.read(List.of(), rows, problems);

    problems.throwIfAny();
    for (int i = 0; i < 8_784; i++) {
      Instant middle = start.plus(hour.multipliedBy(i)).plusSeconds(1_800);
      assertThat(grid.at("zone-57", middle).orElseThrow().location().best().getAsDouble())
          .isEqualTo(570 + i % 10);
    }
  }

  private GridTable grid(String... lines) {
    return tables.with(GRID, HandMadeTables.SHORT_GRID, lines).load().grid();
  }

  /** figures: location, low, high, residual, marginal. */
  private static String year(String figures) {
    return "Z,2026-01-01,2027-01-01,year,%s,lifecycle,2.5,false,yearly".formatted(figures);
  }

  private static String hour(String hour, String figures) {
    return "Z,2026-11-21T%s:00:00Z,2026-11-21T%d:00:00Z,hour,%s,direct,,true,hourly"
        .formatted(hour, Integer.parseInt(hour) + 1, figures);
  }

  private static GridRow row(String zone, Instant from, Instant to, double intensity) {
    return new GridRow(
        zone,
        GridRung.HOUR,
        new Validity(from, to),
        new double[] {intensity},
        FactorBasis.DIRECT,
        false,
        "by hand",
        new Place("by hand", 1, 0));
  }
}

package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceRows.VALID_FROM;
import static org.wattledger.schema.ReferenceRows.VALID_TO;
import static org.wattledger.schema.ReferenceTables.CADENCE;
import static org.wattledger.schema.ReferenceTables.EWIF_WITHDRAWAL_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.FACTOR_BASIS;
import static org.wattledger.schema.ReferenceTables.GRID;
import static org.wattledger.schema.ReferenceTables.IS_ESTIMATED;
import static org.wattledger.schema.ReferenceTables.LIFECYCLE_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_HIGH_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_LOW_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARGINAL_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.SITES;
import static org.wattledger.schema.ReferenceTables.TD_LOSS_RATIO;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.schema.Field;

/** Factors over a span of time: means, rungs and how fine they are. */
class GridSpanTest {

  private static final List<Field> COLUMNS =
      List.of(
          ZONE,
          CADENCE,
          VALID_FROM,
          VALID_TO,
          LOCATION_GCO2E_PER_KWH,
          LOCATION_LOW_GCO2E_PER_KWH,
          LOCATION_HIGH_GCO2E_PER_KWH,
          FACTOR_BASIS,
          LIFECYCLE_GCO2E_PER_KWH,
          MARGINAL_GCO2E_PER_KWH,
          TD_LOSS_RATIO,
          EWIF_WITHDRAWAL_L_PER_KWH,
          IS_ESTIMATED,
          SOURCE);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String YEAR =
      "Z-N,year,2026-01-01,2027-01-01,500,400,600,lifecycle,,700,0.06,40,false,yearly";

  @TempDir Path directory;
  private HandMadeTables tables;

  @BeforeEach
  void aSiteInTheZone() {
    tables = new HandMadeTables(directory).with(SITES, "s,Z-N,1.2,,,,,,,,~");
  }

  @Test
  void severalRowsInASpanAreWeightedByTheirTime() {
    GridTable grid =
        grid(
            row("hour", NOON, 30, "100,80,120,direct,110,,,,false,a"),
            row("hour", NOON.plus(minutes(30)), 15, "200,160,240,direct,220,,,,true,b"),
            row("hour", NOON.plus(minutes(45)), 15, "400,320,480,direct,440,,,,false,a"));

    GridFactor hour = grid.over("Z-N", NOON, NOON.plus(minutes(60))).orElseThrow();
    // 100 x 1/2 + 200 x 1/4 + 400 x 1/4 = 200
    assertThat(hour.location().best()).hasValue(200);
    assertThat(hour.location().low()).hasValue(160);
    assertThat(hour.location().high()).hasValue(240);
    assertThat(hour.lifecycleGco2ePerKwh()).hasValue(220);
    assertThat(hour.isEstimated()).as("one of its rows is").isTrue();
    assertThat(hour.source()).isEqualTo("a; b");

    GridFactor quarters =
        grid.over("Z-N", NOON.plus(minutes(15)), NOON.plus(minutes(45))).orElseThrow();
    // 100 x 1/2 + 200 x 1/2 = 150
    assertThat(quarters.location().best()).hasValue(150);
    GridFactor first = grid.over("Z-N", NOON, NOON.plus(minutes(30))).orElseThrow();
    assertThat(first.location().best()).hasValue(100);
    assertThat(first.isEstimated()).isFalse();
  }

  @Test
  void anInstantAndASpanInsideOneRowAgree() {
    GridTable grid = grid(YEAR, row("hour", NOON, 30, "0.1,,,direct,0.3,,,,false,a"));

    assertThat(grid.over("Z-N", NOON.plus(minutes(5)), NOON.plus(minutes(10))))
        .isEqualTo(grid.at("Z-N", NOON.plus(minutes(7))))
        .hasValueSatisfying(factor -> assertThat(factor.location().best()).hasValue(0.1));
  }

  @Test
  void aBoundThatOneRowLacksIsUnknownForTheSpan() {
    GridTable grid =
        grid(
            row("hour", NOON, 30, "100,80,120,direct,110,,,,false,a"),
            row("hour", NOON.plus(minutes(30)), 30, "200,,240,direct,,,,,false,a"));

    GridFactor hour = grid.over("Z-N", NOON, NOON.plus(minutes(60))).orElseThrow();
    assertThat(hour.location().low()).isEmpty();
    assertThat(hour.location().high()).hasValue(180);
    assertThat(hour.lifecycleGco2ePerKwh()).isEmpty();
  }

  @Test
  void rowsThatCoverOnlyPartOfTheSpanLeaveItToTheNextRung() {
    GridTable grid =
        grid(
            YEAR,
            row("hour", NOON, 30, "100,,,direct,,,,,false,a"),
            row("hour", NOON.plus(minutes(45)), 15, "100,,,direct,,,,,false,a"));

    GridFactor hour = grid.over("Z-N", NOON, NOON.plus(minutes(60))).orElseThrow();
    assertThat(hour.rung()).isEqualTo(GridRung.YEAR);
    assertThat(hour.location().best()).hasValue(500);
    assertThat(grid.over("Z-N", NOON, NOON.plus(minutes(30))).orElseThrow().rung())
        .isEqualTo(GridRung.HOUR);
    assertThat(grid.over("Z-N", NOON.plus(minutes(15)), NOON.plus(minutes(45))).orElseThrow())
        .satisfies(factor -> assertThat(factor.rung()).isEqualTo(GridRung.YEAR));
  }

  @Test
  void aRowWithoutTheFigureLeavesTheSpanToTheNextRung() {
    GridTable grid =
        grid(
            YEAR,
            row("hour", NOON, 30, "100,,,direct,,50,,,false,a"),
            row("hour", NOON.plus(minutes(30)), 30, ",,,direct,,70,,,false,a"));

    GridFactor hour = grid.over("Z-N", NOON, NOON.plus(minutes(60))).orElseThrow();
    assertThat(hour.rung()).isEqualTo(GridRung.YEAR);
    assertThat(hour.marginal().best()).hasValue(60);
  }

  @Test
  void everyFigureComesFromTheFinestRungThatHasIt() {
    GridTable grid =
        grid(
            YEAR,
            row("hour", NOON, 60, "0,,,direct,0,,,,false,hourly"),
            "Z-N,month,2026-11-01,2026-12-01,300,,,direct,,350,,,true,monthly",
            "Z,year,2026-01-01,2027-01-01,900,,,direct,950,990,0.1,80,false,country");

    GridFactor hour = grid.over("Z-N", NOON, NOON.plus(minutes(60))).orElseThrow();
    assertThat(hour.rung()).isEqualTo(GridRung.HOUR);
    assertThat(hour.location().best()).as("0 is a value").hasValue(0);
    assertThat(hour.location().low()).as("no bounds of another rung").isEmpty();
    assertThat(hour.lifecycleGco2ePerKwh()).hasValue(0);
    assertThat(hour.factorBasis()).isEqualTo(FactorBasis.DIRECT);
    assertThat(hour.marginal().best()).as("of the month").hasValue(350);
    assertThat(hour.tdLossRatio()).as("of the year").hasValue(0.06);
    assertThat(hour.ewifWithdrawalLPerKwh()).as("of the year").hasValue(40);
    assertThat(hour.ewifLPerKwh()).isEmpty();
    assertThat(hour.marketResidual()).isEqualTo(Estimate.UNKNOWN);

    GridFactor later = grid.at("Z-N", NOON.plus(minutes(60))).orElseThrow();
    assertThat(later.rung()).isEqualTo(GridRung.MONTH);
    assertThat(later.location().best()).hasValue(300);
    assertThat(later.isEstimated()).isTrue();
    assertThat(later.lifecycleGco2ePerKwh()).as("not of another rung").isEmpty();
    GridFactor december = grid.at("Z-N", Instant.parse("2026-12-01T00:00:00Z")).orElseThrow();
    assertThat(december.rung()).isEqualTo(GridRung.YEAR);
    assertThat(december.factorBasis()).isEqualTo(FactorBasis.LIFECYCLE);
  }

  @Test
  void aZoneWithoutRowsTakesItsCountrysFinestRung() {
    GridTable grid =
        grid(
            YEAR,
            "Z,year,2020-01-01,2021-01-01,900,,,direct,950,,,,false,country year",
            "Z,month,2020-02-01,2020-03-01,800,,,direct,850,,,,false,country month");
    Instant leapDay = Instant.parse("2020-02-29T23:00:00Z");

    GridFactor february = grid.over("z-n", leapDay, leapDay.plus(minutes(60))).orElseThrow();
    assertThat(february.rung()).isEqualTo(GridRung.COUNTRY);
    assertThat(february.zone()).isEqualTo("Z");
    assertThat(february.location().best()).hasValue(800);
    assertThat(february.lifecycleGco2ePerKwh()).hasValue(850);
    assertThat(february.source()).isEqualTo("country month");
    assertThat(grid.at("Z-UNKNOWN", Instant.parse("2020-03-01T00:00:00Z")).orElseThrow())
        .satisfies(factor -> assertThat(factor.location().best()).hasValue(900));
    assertThat(grid.at("Z", leapDay).orElseThrow().rung())
        .as("the country itself")
        .isEqualTo(GridRung.MONTH);
    assertThat(grid.at("ZN", leapDay)).isEmpty();
  }

  @Test
  void aSpanOverTheEdgeOfAMonthIsTheMeanOfBoth() {
    GridTable grid =
        grid(
            "Z-N,month,2024-02-01,2024-03-01,100,,,direct,,,,,false,february",
            "Z-N,month,2024-03-01,2024-04-01,200,,,direct,,,,,false,march");
    Instant march = Instant.parse("2024-03-01T00:00:00Z");

    assertThat(grid.at("Z-N", Instant.parse("2024-02-29T23:59:59Z")).orElseThrow().source())
        .isEqualTo("february");
    assertThat(grid.at("Z-N", march).orElseThrow().source()).isEqualTo("march");
    GridFactor edge = grid.over("Z-N", march.minus(minutes(15)), march.plus(minutes(45))).get();
    // 100 x 1/4 + 200 x 3/4 = 175
    assertThat(edge.location().best()).hasValue(175);
  }

  @Test
  void directAndLifecycleRowsAreNotAveraged() {
    GridTable grid =
        grid(
            YEAR,
            row("hour", NOON, 30, "100,,,direct,110,10,,,false,a"),
            row("hour", NOON.plus(minutes(30)), 30, "200,,,lifecycle,,30,,,false,a"));

    GridFactor hour = grid.over("Z-N", NOON, NOON.plus(minutes(60))).orElseThrow();
    assertThat(hour.rung()).isEqualTo(GridRung.YEAR);
    assertThat(hour.location().best()).hasValue(500);
    assertThat(hour.marginal().best()).as("has no basis").hasValue(20);
  }

  @Test
  void theFinestIntervalIsThatOfTheShortestRowInTheSpan() {
    List<String> rows = new ArrayList<>(List.of(YEAR));
    Instant january = Instant.parse("2026-01-31T23:00:00Z");
    rows.add(row("hour", january, 60, "1,,,direct,,,,,false,a"));
    Instant february = january.plus(minutes(60));
    for (int half = 0; half < 2; half++) {
      rows.add(row("hour", february.plus(minutes(30 * half)), 30, "2,,,direct,,,,,false,a"));
    }
    for (int quarter = 0; quarter < 3; quarter++) {
      Instant from = february.plus(minutes(60 + 20 * quarter));
      rows.add(row("hour", from, 20, "3,,,direct,,,,,false,a"));
    }
    rows.add(row("hour", february.plus(minutes(120)), 7, "4,,,direct,,,,,false,a"));
    rows.add(row("hour", february.plus(minutes(127)), 45, "5,,,direct,,,,,false,a"));
    GridTable grid = grid(rows.toArray(String[]::new));

    assertThat(finest(grid, january, 60)).isEqualTo(60);
    assertThat(finest(grid, january, 61)).as("touches a half hour").isEqualTo(30);
    assertThat(finest(grid, february, 60)).isEqualTo(30);
    assertThat(finest(grid, february, 61)).as("20 minutes").isEqualTo(15);
    assertThat(finest(grid, january, 24 * 60)).as("7 minutes").isEqualTo(5);
    assertThat(finest(grid, february.plus(minutes(127)), 60)).as("45 minutes").isEqualTo(30);
    assertThat(finest(grid, NOON, 60)).as("no hour, only the year").isEqualTo(60);
    assertThat(grid.finestMinutes("nowhere", NOON, NOON.plus(minutes(60)))).isEqualTo(60);
    assertThat(grid.finestMinutes(null, NOON, NOON.plus(minutes(60)))).isEqualTo(60);
  }

  @Test
  void aLifecycleFigureWithoutADirectFactorBesideItIsNotUsed() {
    GridFactor factor =
        grid(row("hour", NOON, 60, ",,,direct,120,90,,,false,a")).at("Z-N", NOON).orElseThrow();

    assertThat(factor.location()).isEqualTo(Estimate.UNKNOWN);
    assertThat(factor.lifecycleGco2ePerKwh()).isEmpty();
    assertThat(factor.marginal().best()).hasValue(90);
  }

  @Test
  void anEmptySpanIsRefused() {
    GridTable grid = grid(YEAR);

    assertThatThrownBy(() -> grid.over("Z-N", NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its end must lie after its start");
    assertThatThrownBy(() -> grid.finestMinutes("Z-N", NOON, NOON.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private GridTable grid(String... lines) {
    return tables.with(GRID, COLUMNS, lines).load().grid();
  }

  private static int finest(GridTable grid, Instant from, int minutes) {
    return grid.finestMinutes("Z-N", from, from.plus(minutes(minutes)));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  /**
   * rest: location, low, high, basis, life cycle, marginal, loss, withdrawal, estimated, source.
   */
  private static String row(String cadence, Instant from, int minutes, String rest) {
    return String.format(
        Locale.ROOT, "Z-N,%s,%s,%s,%s", cadence, from, from.plus(minutes(minutes)), rest);
  }
}

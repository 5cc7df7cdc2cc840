package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.schema.Field;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/** The tables of a fleet of two sites, for a day and its neighbours. */
class FleetReferenceTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir static Path folder;

  private static Fleet fleet;

  @BeforeAll
  static void writeTables() throws IOException {
    FleetPlan plan = FleetPlan.builder(folder, DAY).requests(1_000).seed(5).build();
    fleet = Fleet.of(plan);
    FleetReference.write(fleet.units(), plan.window(), folder);
  }

  @Test
  void headersAreThoseOfTheSchema() throws IOException {
    for (Table table : FleetReference.TABLES) {
      assertThat(lines(table).get(0)).isEqualTo(String.join(",", table.columnNames()));
    }
  }

  @Test
  void everyHourOfEveryZoneHasEveryFigure() throws IOException {
    List<String[]> rows = rows(ReferenceTables.GRID);

    // 2 zones x 3 days x 24 h
    assertThat(rows).hasSize(144);
    assertThat(rows).allSatisfy(cells -> assertThat(cells).doesNotContain(""));
  }

  @Test
  void boundsEncloseTheirFigures() throws IOException {
    for (String[] row : rows(ReferenceTables.GRID)) {
      assertThat(number(ReferenceTables.GRID, row, ReferenceTables.LOCATION_GCO2E_PER_KWH))
          .isBetween(
              number(ReferenceTables.GRID, row, ReferenceTables.LOCATION_LOW_GCO2E_PER_KWH),
              number(ReferenceTables.GRID, row, ReferenceTables.LOCATION_HIGH_GCO2E_PER_KWH))
          .isLessThan(number(ReferenceTables.GRID, row, ReferenceTables.LIFECYCLE_GCO2E_PER_KWH));
    }
    for (String[] row : rows(ReferenceTables.SITES)) {
      assertThat(number(ReferenceTables.SITES, row, ReferenceTables.PUE))
          .isBetween(
              number(ReferenceTables.SITES, row, ReferenceTables.PUE_LOW),
              number(ReferenceTables.SITES, row, ReferenceTables.PUE_HIGH));
    }
  }

  @Test
  void eveningByLocalTimeIsTheDirtiestHour() throws IOException {
    List<String[]> evening =
        rows(ReferenceTables.GRID).stream()
            .filter(row -> row[0].equals("SE") && row[1].equals("2026-11-21T18:00:00Z"))
            .toList();

    assertThat(evening).hasSize(1);
    // Sweden is an hour ahead of UTC: 19:00 there is 18:00 UTC; 35 g x 1.15 x 0.8 = 32.2 g.
    assertThat(number(ReferenceTables.GRID, evening.get(0), ReferenceTables.LOCATION_GCO2E_PER_KWH))
        .isEqualTo(32.2);
  }

  @Test
  void everySiteHasOnePriceAtAnyTimeOfTheWindow() throws IOException {
    for (String site : List.of("eu-north-1a", "us-east-2b")) {
      List<String[]> bands =
          rows(ReferenceTables.PRICES).stream().filter(row -> row[0].equals(site)).toList();
      for (int i = 1; i < bands.size(); i++) {
        assertThat(bands.get(i)[3]).isEqualTo(bands.get(i - 1)[4]);
      }
      assertThat(Instant.parse(bands.get(0)[3])).isBefore("2026-11-20T00:00:00Z");
      assertThat(Instant.parse(bands.get(bands.size() - 1)[4])).isAfter("2026-11-23T00:00:00Z");
      assertThat(bands.stream().map(row -> row[1]).distinct()).containsExactly("0.09", "0.05");
    }
  }

  @Test
  void contractsGrowWithTheDevicesOfTheirSite() throws IOException {
    List<String[]> contracts = rows(ReferenceTables.CONTRACTS);
    long northern =
        fleet.units().stream()
            .filter(unit -> unit.site().siteId().equals("eu-north-1a"))
            .mapToLong(unit -> unit.devices().size())
            .sum();

    assertThat(contracts).hasSize(2);
    assertThat(contracts.get(0)).contains("ppa-eu-north-1a", "ppa", "hour", "0");
    assertThat(contracts.get(1)).contains("certificates-us-east-2b", "certificate", "year");
    assertThat(number(ReferenceTables.CONTRACTS, contracts.get(0), ReferenceTables.CONTRACT_MWH))
        .isEqualTo(northern / 10_000.0);
  }

  private static double number(Table table, String[] row, Field field) {
    return Double.parseDouble(row[table.fields().indexOf(field)]);
  }

  private static List<String[]> rows(Table table) throws IOException {
    List<String[]> rows = new ArrayList<>();
    List<String> lines = lines(table);
    lines.subList(1, lines.size()).forEach(line -> rows.add(line.split(",", -1)));
    return rows;
  }

  private static List<String> lines(Table table) throws IOException {
    return Files.readAllLines(
        folder.resolve(table.name()).resolve("fleet").resolve(table.name() + ".csv"));
  }
}

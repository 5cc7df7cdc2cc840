package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattledger.reference.HandMadeTables.SHORT_GRID;
import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.CADENCE;
import static org.wattledger.schema.ReferenceTables.CONTRACTS;
import static org.wattledger.schema.ReferenceTables.ENERGY_SOURCES;
import static org.wattledger.schema.ReferenceTables.FACTOR_BASIS;
import static org.wattledger.schema.ReferenceTables.GRID;
import static org.wattledger.schema.ReferenceTables.HARDWARE;
import static org.wattledger.schema.ReferenceTables.LIFECYCLE_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MODELS;
import static org.wattledger.schema.ReferenceTables.SITES;
import static org.wattledger.schema.ReferenceTables.TEAMS;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.schema.Field;
import org.wattledger.testing.Fault;

/** Every check seen red: a table with one planted error is refused for that error and no other. */
class ReferenceChecksTest {

  // device_model,aliases,kind,idle,loaded,loaded_low,loaded_high,max,host,host_low,host_high,
  // includes_host,embodied,embodied_low,embodied_high,host_embodied,low,high,lifetime,memory,valid_from,valid_to,source
  private static final String GOOD_DEVICE =
      "X1,Alias 1,accelerator,40,80,70,90,400,150,120,180,false,150,100,300,90,60,99,26280,40,,,~";

  @TempDir Path directory;

  @Test
  void aTableWithoutErrorsIsAccepted() {
    assertThat(tables().with(HARDWARE, GOOD_DEVICE).problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0} instead of {1}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        ",40,80,  ; ,0,80,    ; idle_w = '0'",
        ",40,80,  ; ,-5,80,   ; idle_w = '-5'",
        ",40,80,  ; ,40 W,80, ; idle_w = '40 W'",
        ",40,80,  ; ,NaN,80,  ; idle_w = 'NaN'",
        ",90,400, ; ,90,75,   ; loaded_idle_w = '80': above max_w",
        ",40,80,  ; ,85,80,   ; idle_w = '85': above loaded_idle_w",
        ",70,90,  ; ,81,90,   ; loaded_idle_low_w = '81': above loaded_idle_w",
        ",70,90,  ; ,70,79,   ; loaded_idle_w = '80': above loaded_idle_high_w",
        ",150,100,300, ; ,150,151,300, ; embodied_low_kgco2e = '151'",
        ",150,100,300, ; ,-1,,, ; embodied_kgco2e = '-1'",
        ",26280,  ; ,0,       ; lifetime_h = '0'",
        ",false,  ; ,maybe,   ; includes_host = 'maybe'",
        ",accelerator, ; ,toaster, ; kind = 'toaster'",
        ",150,120, ; ,-1,, ; host_w_per_device = '-1'",
        ",150,120,180, ; ,150,151,180, ; host_low_w_per_device = '151': above host_w_per_device",
        ",90,60,99, ; ,90,60,89, ; host_embodied_kgco2e = '90': above host_embodied_high",
        ",~       ; ,         ; source = ''",
        ",,,~     ; ,yesterday,,~ ; valid_from = 'yesterday'",
        ",,,~     ; ,2026-02-01,2026-01-01,~ ; valid_to = '2026-01-01': not after",
      })
  void aDeviceOutOfBoundsIsRefused(String good, String bad, String expected) {
    String line = GOOD_DEVICE.replace(good, bad);
    assertThat(line).isNotEqualTo(GOOD_DEVICE);

    List<String> problems = tables().with(HARDWARE, line).problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).contains("hardware.csv:2: ").contains(expected);
  }

  @Test
  void anIdleAboveTheMaximumIsRefused() {
    String line = "X1,,accelerator,500,,,,400,,,,,,,,,,,,,,,~";

    assertThat(tables().with(HARDWARE, line).problems())
        .singleElement()
        .asString()
        .contains("idle_w = '500': above max_w = 400");
  }

  @Test
  void anAliasOfTwoDevicesIsRefusedWithBothNames() {
    List<String> problems =
        tables()
            .with(HARDWARE, GOOD_DEVICE, "X2,alias  1,accelerator,,,,,400,,,,,,,,,,,,,,,~")
            .problems();

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("hardware.csv:3: aliases = 'alias  1': X2 and X1 (line 2 of");
  }

  @Test
  void anAliasThatIsAnothersNameIsRefused() {
    assertThat(
            tables()
                .with(HARDWARE, GOOD_DEVICE, "X2,x1,accelerator,,,,,400,,,,,,,,,,,,,,,~")
                .problems())
        .singleElement()
        .asString()
        .contains("X2 and X1");
  }

  @Test
  void twoRowsOfOneKeyAreRefused() {
    assertThat(tables().with(HARDWARE, GOOD_DEVICE, GOOD_DEVICE).problems())
        .singleElement()
        .asString()
        .contains("hardware.csv:3", "the same key as line 2");
  }

  @Test
  @Fault("F38")
  void overlappingValidityIsRefused() {
    String first = "s,SE,1.1,,,,,,2026-01-01,2026-06-02,~";
    String second = "S,SE,1.2,,,,,,2026-06-01,,~";

    assertThat(tables().with(SITES, first, second).problems())
        .singleElement()
        .asString()
        .contains("sites.csv:3", "overlaps", "line 2");
  }

  @Test
  void adjoiningValidityIsAccepted() {
    String first = "s,SE,1.1,,,,,,2026-01-01,2026-06-01,~";
    String second = "s,SE,1.2,,,,,,2026-06-01,,~";

    assertThat(tables().with(SITES, first, second).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "s,SE,0.99,,,,,,,,~;    pue = '0.99': a PUE lies between 1.0 and 3.0",
        "s,SE,3.01,,,,,,,,~;    pue = '3.01'",
        "s,SE,1.2,1.3,,,,,,,~;  pue_low = '1.3': above pue = 1.2",
        "s,SE,1.2,,1.1,,,,,,~;  pue = '1.2': above pue_high = 1.1",
        "s,SE,1.2,,,-1,,,,,~;   wue_l_per_kwh = '-1'",
        "s,NOWHERE,1.2,,,,,,,,~; zone = 'NOWHERE': the grid table has no such zone",
        "s,,1.2,,,,,,,,~;       zone = '': must not be empty",
        "',SE,1.2,,,,,,,,~';    site_id = '': must not be empty",
      })
  void aSiteOutOfBoundsIsRefused(String line, String expected) {
    assertThat(tables().with(SITES, line).problems()).singleElement().asString().contains(expected);
  }

  // zone,valid_from,valid_to,cadence,location,low,high,residual,marginal,basis,ewif,estimated,source
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Z,,,year,1501,,,,,direct,,,~;         location_gco2e_per_kwh = '1501'",
        "Z,,,year,-1,,,,,direct,,,~;           location_gco2e_per_kwh = '-1'",
        "Z,,,year,100,120,,,,direct,,,~;       location_low_gco2e_per_kwh = '120': above",
        "Z,,,year,100,,90,,,direct,,,~;        location_gco2e_per_kwh = '100': above",
        "Z,,,year,100,,,2000,,direct,,,~;      market_residual_gco2e_per_kwh = '2000'",
        "Z,,,year,100,,,,2000,direct,,,~;      marginal_gco2e_per_kwh = '2000'",
        "Z,,,year,100,,,,,both,,,~;            factor_basis = 'both': write one of [direct, lifecycle]",
        "Z,,,week,100,,,,,direct,,,~;          cadence = 'week': write one of [hour, month, year]",
        "Z,,,year,100,,,,,direct,-1,,~;        ewif_l_per_kwh = '-1'",
        "Z,2026-01-01,,hour,100,,,,,direct,,,~; valid_to = '': a row of cadence hour spans",
        "Z,2026-01-01,2026-01-02,hour,100,,,,,direct,,,~; spans at most one hour",
        "Z,2026-01-01,2026-02-02,month,100,,,,,direct,,,~; cadence month spans at most 31 days",
        "Z,,2026-02-01,month,100,,,,,direct,,,~; cadence month spans at most 31 days",
        "Z,2026-01-01T00:00:00Z,2026-01-01T00:04:00Z,hour,9,,,,,direct,,,~; whole minutes, 5 or",
        "Z,2026-01-01T00:00:00Z,2026-01-01T00:07:30Z,hour,9,,,,,direct,,,~; whole minutes, 5 or",
      })
  void aGridRowOutOfBoundsIsRefused(String line, String expected) {
    HandMadeTables tables = tables().with(GRID, SHORT_GRID, line).with(SITES, "s,Z,1.2,,,,,,,,~");

    assertThat(tables.problems()).singleElement().asString().contains(expected);
  }

  @Test
  @Fault("F38")
  void overlappingGridRowsAreRefusedPerCadence() {
    String year = "Z,2026-01-01,2027-01-01,year,100,,,,,direct,,,~";
    String hour = "Z,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,hour,90,,,,,direct,,,~";
    String half = "Z,2026-01-01T00:30:00Z,2026-01-01T01:30:00Z,hour,90,,,,,direct,,,~";
    HandMadeTables tables = tables().with(SITES, "s,Z,1.2,,,,,,,,~");

    assertThat(tables.with(GRID, SHORT_GRID, year, hour).problems()).isEmpty();
    assertThat(tables.with(GRID, SHORT_GRID, year, hour, half).problems())
        .singleElement()
        .asString()
        .contains("grid.csv:4", "overlaps the HOUR row of line 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "set,false,coal,820,,,,,~;    0 factor sets are the default",
        "set,true,coal,1600,,,,,~;    factor_gco2e_per_kwh = '1600'",
        "set,true,coal,,,,,,~;        factor_gco2e_per_kwh = '': must not be empty",
        "set,true,coal,820,830,,,,~;  factor_low_gco2e_per_kwh = '830': above",
      })
  void anEnergySourceOutOfBoundsIsRefused(String line, String expected) {
    assertThat(tables().with(ENERGY_SOURCES, line).problems())
        .anySatisfy(problem -> assertThat(problem).contains(expected));
  }

  @Test
  void twoDefaultFactorSetsAreRefused() {
    assertThat(
            tables()
                .with(ENERGY_SOURCES, "a,true,coal,820,,,,,~", "b,true,hydro,24,,,,,~")
                .problems())
        .singleElement()
        .asString()
        .contains("2 factor sets are the default [a, b]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "m,,8,8,1,0.05,1.1,,,,~;     w_prefill = '1': give all four weights",
        "m,,8,8,0,0.05,1.1,3,,,~;    w_prefill = '0': the value must be above 0",
        "m,,8,8,1,2,1.1,3,,,~;       w_cached = '2': above w_prefill = 1",
        "m,,8,8,1,0.05,0,0,,,~;      w_decode = '0'",
        "m,,-8,8,,,,,,,~;            parameters_b = '-8'",
      })
  void aModelOutOfBoundsIsRefused(String line, String expected) {
    String standIn = "*,,,,1,0.05,1.1,3,,,~";

    assertThat(tables().with(MODELS, standIn, line).problems())
        .anySatisfy(problem -> assertThat(problem).contains("models.csv:3").contains(expected));
  }

  @Test
  void modelsWithoutAStandInAreRefused() {
    assertThat(tables().with(MODELS, "m,,8,8,1,0.05,1.1,3,,,~").problems())
        .singleElement()
        .asString()
        .contains("no row * with weights");
  }

  @Test
  void aKeyOfTwoTeamsIsRefused() {
    assertThat(tables().with(TEAMS, "red,shared,1,,,~", "blue,other|shared,2,,,~").problems())
        .singleElement()
        .asString()
        .contains("keys = 'shared'");
  }

  @Test
  void aContractWithoutAnAmountIsRefused() {
    assertThat(tables().with(CONTRACTS, "c,s,ppa,hour,,0,,,~").problems())
        .singleElement()
        .asString()
        .contains("contract_mwh = '': must not be empty");
  }

  @Test
  void unknownMissingAndRepeatedColumnsAreRefused() {
    String header = "team_id,keys,cost_centre,valid_from,valid_from,source";

    assertThat(tables().withText(TEAMS, header + "\nred,,1,,,s\n").problems())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("'cost_centre': unknown column"))
        .anySatisfy(p -> assertThat(p).contains("'valid_from': occurs twice"));
    assertThat(tables().withText(TEAMS, "team,keys,source\nred,,s\n").problems())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("'team': unknown column"))
        .anySatisfy(p -> assertThat(p).contains("the column team_id is missing"));
  }

  @Test
  void anOptionalColumnMayBeAbsentAndIsThenUnknown() {
    Reference reference =
        tables().withText(HARDWARE, "device_model,kind,source\nX1,accelerator,s\n").load();

    Hardware device = reference.hardware().all().findFirst().orElseThrow();
    assertThat(device.aliases()).isEmpty();
    assertThat(device.maxW()).isEmpty();
    assertThat(device.hostEmbodiedKgco2e()).isEqualTo(Estimate.UNKNOWN);
  }

  @Test
  void theHostsFiguresCarryTheirBounds() {
    Reference reference = tables().with(HARDWARE, GOOD_DEVICE).load();

    Hardware device = reference.hardware().all().findFirst().orElseThrow();
    assertThat(device.hostWPerDevice().low()).hasValue(120);
    assertThat(device.hostWPerDevice().high()).hasValue(180);
    assertThat(device.hostEmbodiedKgco2e().best()).hasValue(90);
  }

  @Test
  void aLifecycleFigureBesideALifecycleFactorIsRefused() {
    List<Field> columns =
        List.of(
            ZONE, CADENCE, LOCATION_GCO2E_PER_KWH, LIFECYCLE_GCO2E_PER_KWH, FACTOR_BASIS, SOURCE);
    HandMadeTables tables = tables().with(SITES, "s,Z,1.2,,,,,,,,~");

    assertThat(tables.with(GRID, columns, "Z,year,100,120,direct,~").problems()).isEmpty();
    assertThat(tables.with(GRID, columns, "Z,year,100,,lifecycle,~").problems()).isEmpty();
    assertThat(tables.with(GRID, columns, "Z,year,100,99,direct,~").problems())
        .singleElement()
        .asString()
        .contains("location_gco2e_per_kwh = '100': above lifecycle_gco2e_per_kwh = 99");
    assertThat(tables.with(GRID, columns, "Z,year,100,120,lifecycle,~").problems())
        .singleElement()
        .asString()
        .contains("grid.csv:2: lifecycle_gco2e_per_kwh = '120'", "fuel supply would count twice");
  }

  @Test
  void aSiteInAZoneOfWhichOnlyTheCountryHasRowsIsAccepted() {
    HandMadeTables tables = tables().with(GRID, SHORT_GRID, "Z,,,year,100,,,,,direct,,,~");

    assertThat(tables.with(SITES, "s,Z-N,1.2,,,,,,,,~").problems()).isEmpty();
    assertThat(tables.with(SITES, "s,ZN,1.2,,,,,,,,~").problems())
        .singleElement()
        .asString()
        .contains("the grid table has no such zone");
  }

  @Test
  void aRaggedLineIsRefused() {
    assertThat(tables().with(TEAMS, "red,,1,,,~", "blue,,2,000,,,~").problems())
        .singleElement()
        .asString()
        .contains("teams.csv:3: line = '7': the header has 6 cells");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(tables().withText(TEAMS, "").problems())
        .singleElement()
        .asString()
        .contains("empty; its first line must be team_id,keys");
  }

  @Test
  void aMissingVersionIsRefused() {
    assertThat(tables().pinned(TEAMS, "1999-01-01").problems())
        .singleElement()
        .asString()
        .contains("teams/1999-01-01/teams.csv: not found in");
  }

  @Test
  void anUnknownTableIsRefused() {
    ReferenceSource source = new ReferenceSource(Optional.empty(), Map.of("grids", "2026-11-01"));

    assertThatThrownBy(() -> ReferenceCatalog.load(source))
        .isInstanceOf(ReferenceProblems.class)
        .hasMessageContaining("reference.grids: there is no such table");
  }

  @Test
  void allProblemsOfAllTablesAreToldAtOnce() {
    HandMadeTables tables =
        tables()
            .with(SITES, "s,SE,0.5,,,,,,,,~", "t,NOWHERE,9,,,,,,,,")
            .with(HARDWARE, GOOD_DEVICE.replace(",40,80,", ",-1,80,"))
            .pinned(TEAMS, "none");

    assertThatThrownBy(tables::load)
        .isInstanceOfSatisfying(
            ReferenceProblems.class, refused -> assertThat(refused.problems()).hasSize(4))
        .hasMessageStartingWith("4 problem(s) in the reference tables:")
        .hasMessageContaining("pue = '0.5'")
        .hasMessageContaining("source = ''")
        .hasMessageContaining("idle_w = '-1'")
        .hasMessageContaining("teams/none/teams.csv");
  }

  @Test
  void lineNumbersCountCommentsAndQuotedLineBreaks() {
    String header = String.join(",", TEAMS.columnNames());
    String text = "# a note\r\n" + header + "\r\nred,,1,,,\"one,\r\nsource\"\r\nblue,,2,,,\r\n";

    assertThat(tables().withText(TEAMS, text).problems())
        .singleElement()
        .asString()
        .contains("teams.csv:5: source = ''");
  }

  private HandMadeTables tables() {
    return new HandMadeTables(directory);
  }
}

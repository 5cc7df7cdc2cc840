package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.ScenarioConfig.Hours;
import org.wattledger.config.ScenarioConfig.Hours.Move;
import org.wattledger.config.ScenarioConfig.Mix;
import org.wattledger.config.ScenarioConfig.MoreClean;
import org.wattledger.config.ScenarioConfig.NoIdle;
import org.wattledger.config.ScenarioConfig.OtherHardware;
import org.wattledger.config.ScenarioConfig.Region;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.reference.ReferenceSource;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/**
 * A day of two busy hours at a site with PUE 1.2 and WUE 0.5 L/kWh, whose grid emits 500 g/kWh from
 * ten o'clock, 200 g/kWh from four in the afternoon, else 400 g/kWh.
 */
class ScenarioDayTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final long WH = 3_600_000;

  @TempDir private static Path directory;

  private static Reference reference;
  private static Map<String, Row> rows;

  @BeforeAll
  static void applyAllScenariosOnce() throws IOException {
    reference = reference();
    rows = new HashMap<>();
    for (Row row : ScenarioDay.rows(config(), reference, DAY, modelHourly(), modelDaily())) {
      Row former = rows.put(row.getAs("scenario_id") + " " + row.getAs("model_id"), row);
      assertThat(former).isNull();
    }
  }

  @Test
  void everyScenarioHasEveryModelAndTheColumnsOfItsTable() {
    assertThat(rows).hasSize(config().scenarios().size() * 5);
    assertThat(rows.values())
        .allSatisfy(
            row ->
                assertThat(row.schema().fieldNames())
                    .containsExactly(OutputTables.SCENARIO_DAILY.columnNames()));
    assertThat(row("all-hydro").<Date>getAs("usage_date")).isEqualTo(Date.valueOf(DAY));
    assertThat(row("all-hydro").<String>getAs("reference_version")).isEqualTo("r1");
  }

  @Test
  void besideEachScenarioStandsWhatWasPublished() {
    assertThat(rows.values())
        .filteredOn(row -> row.getAs("model_id").equals("m"))
        .allSatisfy(
            row -> {
              has(row, "baseline_energy_wh", 1_440.0);
              has(row, "baseline_emissions_gco2e", 696.0);
              has(row, "baseline_embodied_emissions_gco2e", 50.0);
            });
  }

  @Test
  void anotherMixEmitsWhatItsSourceEmits() {
    Row hydro = row("all-hydro");

    // 1.44 kWh x 24 g/kWh; what hydro power takes of water is not in the tables.
    has(hydro, "location_emissions_gco2e", 34.56);
    has(hydro, "facility_energy_wh", 1_440.0);
    has(hydro, "embodied_emissions_gco2e", 50.0);
    has(hydro, "onsite_water_l", 0.6);
    has(hydro, "offsite_water_l", null);
    has(hydro, "energy_cost", 0.144);
    assertThat(hydro.<String>getAs("energy_cost_currency")).isEqualTo("EUR");
  }

  @Test
  void aFifthMoreCleanPowerReplacesAFifthOfEachKwh() {
    // 0.8 x 696 g + 0.2 x 1.44 kWh x 11 g/kWh, wind being the cleanest
    has(row("clean"), "location_emissions_gco2e", 559.968);
  }

  @Test
  void anotherZoneLeavesTheBuildingAsItIs() {
    Row zone = row("zone-b");

    // 1.44 kWh x 50 g/kWh, x 4 L/kWh; what power costs there is not known.
    has(zone, "location_emissions_gco2e", 72.0);
    has(zone, "offsite_water_l", 5.76);
    has(zone, "onsite_water_l", 0.6);
    has(zone, "energy_cost", null);
  }

  @Test
  void anotherSiteHasItsOwnBuilding() {
    Row site = row("site-there");

    // 1.2 kWh IT x PUE 1.1 = 1.32 kWh; x 50 g/kWh; x 4 L/kWh; 1.2 kWh IT x WUE 1 L/kWh
    has(site, "it_energy_wh", 1_200.0);
    has(site, "facility_energy_wh", 1_320.0);
    has(site, "location_emissions_gco2e", 66.0);
    has(site, "offsite_water_l", 5.28);
    has(site, "onsite_water_l", 1.2);
  }

  @Test
  void sixHoursLaterTheLoadMeetsTheFactorsOfThoseHours() {
    Row later = row("later");

    // 1.2 kWh move from 10 to 16 o'clock: x 200 g/kWh; 0.24 kWh from 11 to 17: x 400 g/kWh
    has(later, "location_emissions_gco2e", 336.0);
    has(later, "facility_energy_wh", 1_440.0);
    has(later, "onsite_water_l", 0.6);
    has(later, "offsite_water_l", 2.88);
  }

  @Test
  void evenlyOverTheDayTheLoadMeetsTheMeanOfAllHours() {
    // (22 x 400 + 500 + 200) / 24 = 395.83 g/kWh, x 1.44 kWh
    has(row("spread"), "location_emissions_gco2e", 570.0);
    // All of it from four to five in the afternoon: 1.44 kWh x 200 g/kWh
    has(row("cleanest"), "location_emissions_gco2e", 288.0);
  }

  @Test
  void withoutIdleItsEnergyItsHostAndItsDevicesAreGone() {
    Row noIdle = row("no-idle");

    // At ten: 300 of 400 Wh floor are provisioned, so 3/4 of the time; of 1,000 Wh IT there remain
    // 1,000 - 300 - 3/4 x 100 of the host = 625. At eleven all is idle: nothing remains.
    has(noIdle, "it_energy_wh", 625.0);
    has(noIdle, "facility_energy_wh", 750.0);
    has(noIdle, "location_emissions_gco2e", 375.0);
    has(noIdle, "embodied_emissions_gco2e", 10.0);
    has(noIdle, "onsite_water_l", 0.3125);
    has(noIdle, "energy_cost", 0.075);
  }

  @Test
  void whereTheRowsSayWhatIdleAmountsToNothingIsEstimated() {
    // 1,000 Wh - 300 of the devices - 40 of the host; 40 g - 28 g
    has(row("no-idle", "told"), "it_energy_wh", 660.0);
    has(row("no-idle", "told"), "location_emissions_gco2e", 396.0);
    has(row("no-idle", "told"), "embodied_emissions_gco2e", 12.0);
  }

  @Test
  void onOtherHardwareWorkAndIdleScaleEachByTheirOwnRatio() {
    Row hardware = row("new");

    // 2 new for 5 old: idle 0.4 x 150 W / 100 W = 0.6, embodied 0.4 x (600 / 20,000) / (150 /
    // 25,000)
    // = 2, host 0.4. At ten: 0.5 x 500 + 0.6 x 400 + 0.4 x 100 = 530 Wh; at eleven: 0.6 x 200.
    has(hardware, "it_energy_wh", 650.0);
    has(hardware, "facility_energy_wh", 780.0);
    // 1.2 x 0.53 kWh x 500 g/kWh + 1.2 x 0.12 kWh x 400 g/kWh
    has(hardware, "location_emissions_gco2e", 375.6);
    has(hardware, "embodied_emissions_gco2e", 100.0);
  }

  @Test
  void aScenarioThatChangesNothingRepeatsWhatWasPublishedBitForBit() {
    for (String scenario : List.of("same-zone", "same-site", "same-hours", "no-share", "old")) {
      Row row = row(scenario);
      exactly(row, "it_energy_wh", 1_000.0 + 200.0);
      exactly(row, "facility_energy_wh", 1_200.0 + 240.0);
      exactly(row, "location_emissions_gco2e", 600.0 + 96.0);
      exactly(row, "embodied_emissions_gco2e", 40.0 + 10.0);
      exactly(row, "onsite_water_l", 0.5 + 0.1);
      exactly(row, "offsite_water_l", 2.4 + 0.48);
      exactly(row, "energy_cost", 0.12 + 0.024);
    }
  }

  @Test
  void whereASiteIsUnknownOnlyAKnownOneTellsAnything() {
    assertThat(row("all-coal", "(unattributed)").<Double>getAs("location_emissions_gco2e"))
        .isNull();
    has(row("all-coal", "(unattributed)"), "it_energy_wh", 50.0);
    // 50 Wh x PUE 1.1 x 50 g/kWh
    has(row("site-there", "(unattributed)"), "location_emissions_gco2e", 2.75);
    has(row("site-there", "(unattributed)"), "baseline_emissions_gco2e", null);
  }

  @Test
  void anHourWithoutMetersAddsNothingButADayWithoutStaysUnknown() {
    has(row("all-hydro", "half-metered"), "location_emissions_gco2e", 1.2 * 24);
    has(row("all-hydro", "half-metered"), "baseline_emissions_gco2e", 600.0);
    has(row("all-hydro", "half-metered"), "embodied_emissions_gco2e", null);
    has(row("all-hydro", "unmetered"), "location_emissions_gco2e", null);
    has(row("all-hydro", "unmetered"), "facility_energy_wh", null);
  }

  @Test
  void hardwareThatNoTableKnowsMakesItsEnergyUnknown() {
    has(row("alien"), "it_energy_wh", null);
    has(row("alien"), "embodied_emissions_gco2e", null);
    has(row("alien"), "baseline_emissions_gco2e", 696.0);
  }

  @Test
  void whatTheTablesLackIsTold() {
    assertThat(ScenarioDay.problems(config(), reference, DAY))
        .singleElement()
        .asString()
        .contains("scenario alien", "hardware table", "device model alien", "add it there");
  }

  private static Row row(String scenario) {
    return row(scenario, "m");
  }

  private static Row row(String scenario, String model) {
    return rows.get(scenario + " " + model);
  }

  private static void has(Row row, String column, Double expected) {
    Double actual = row.getAs(column);
    if (expected == null) {
      assertThat(actual).as(column).isNull();
    } else {
      assertThat(actual).as(column).isCloseTo(expected, within(1e-9));
    }
  }

  private static void exactly(Row row, String column, double expected) {
    assertThat(row.<Double>getAs(column)).as("%s of %s", column, row).isEqualTo(expected);
  }

  private static WattledgerConfig config() {
    return ConfigReader.read(Optional.empty(), List.of(), Map.of())
        .withScenarios(
            List.of(
                new Mix("all-hydro", "hydro"),
                new Mix("all-coal", "coal"),
                new MoreClean("clean", 0.2, Optional.empty()),
                new MoreClean("no-share", 0, Optional.of("coal")),
                new Region("zone-b", Optional.of("B"), Optional.empty()),
                new Region("same-zone", Optional.of("a"), Optional.empty()),
                new Region("site-there", Optional.empty(), Optional.of("there")),
                new Region("same-site", Optional.empty(), Optional.of("here")),
                new Hours("later", Move.SHIFT, 6),
                new Hours("same-hours", Move.SHIFT, 0),
                new Hours("spread", Move.SPREAD, 24),
                new Hours("cleanest", Move.CLEANEST, 1),
                new NoIdle("no-idle"),
                new OtherHardware("new", "new", 0.5, 0.4, "a source"),
                new OtherHardware("old", "old", 1, 1, "a source"),
                new OtherHardware("alien", "alien", 1, 1, "a source")));
  }

  private static List<Row> modelHourly() {
    Amounts ten = new Amounts(500, 100, 300, 0, 100, 1_200.0, 600.0, 40.0, 0.5, 2.4, 0.12);
    Amounts eleven = new Amounts(0, 0, 200, 0, 0, 240.0, 96.0, 10.0, 0.1, 0.48, 0.024);
    Amounts lost = new Amounts(0, 0, 0, 50, 0, null, null, 0.0, null, null, null);
    return List.of(
        hour(10, "m", "here", ten),
        hour(11, "m", "here", eleven),
        hour(3, "(unattributed)", "(unknown)", lost),
        withIdleParts(hour(10, "told", "here", ten), 40 * WH, 28.0),
        hour(10, "half-metered", "here", ten),
        hour(12, "half-metered", "here", null),
        hour(12, "unmetered", "here", null));
  }

  private static Row withIdleParts(Row hour, long hostMj, double embodiedG) {
    List<String> columns = List.of(OutputTables.MODEL_HOURLY.columnNames());
    Object[] cells = new Object[hour.length()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = hour.get(i);
    }
    cells[columns.indexOf("provisioned_idle_host_energy_mj")] = hostMj;
    cells[columns.indexOf("provisioned_idle_embodied_emissions_gco2e")] = embodiedG;
    return RowFactory.create(cells);
  }

  private static List<Row> modelDaily() {
    return List.of(
        // 100 Wh of the first idle, 500 Wh of the second: both old.
        daily("m", "here", "old", 100 * WH, 20.0),
        daily("m", "here", "old+old", 500 * WH, 30.0),
        daily("(unattributed)", "(unknown)", null, 0L, 0.0));
  }

  /** Of one hour; energies in Wh. */
  private record Amounts(
      long activeWh,
      long idleWh,
      long provisionedWh,
      long unattributedWh,
      long hostWh,
      Double facilityWh,
      Double locationG,
      Double embodiedG,
      Double onsiteL,
      Double offsiteL,
      Double cost) {

    double itWh() {
      return activeWh + idleWh + provisionedWh + unattributedWh + hostWh;
    }
  }

  private static Row hour(int hour, String model, String site, Amounts amounts) {
    Map<String, Object> values = keys(model, site);
    values.put("usage_hour", hour);
    if (amounts != null) {
      values.put("active_energy_mj", amounts.activeWh() * WH);
      values.put("idle_energy_mj", amounts.idleWh() * WH);
      values.put("provisioned_idle_energy_mj", amounts.provisionedWh() * WH);
      values.put("unattributed_energy_mj", amounts.unattributedWh() * WH);
      values.put("host_energy_mj", amounts.hostWh() * WH);
      values.put("it_energy_wh", amounts.itWh());
      values.put("facility_energy_wh", amounts.facilityWh());
      values.put("location_emissions_gco2e", amounts.locationG());
      values.put("embodied_emissions_gco2e", amounts.embodiedG());
      values.put("onsite_water_l", amounts.onsiteL());
      values.put("offsite_water_l", amounts.offsiteL());
      values.put("energy_cost", amounts.cost());
      values.put("energy_cost_currency", amounts.cost() == null ? null : "EUR");
    }
    return row(OutputTables.MODEL_HOURLY, values);
  }

  private static Row daily(
      String model, String site, String device, long provisionedMj, double embodiedG) {
    Map<String, Object> values = keys(model, site);
    values.put("device_model", device);
    values.put("provisioned_idle_energy_mj", provisionedMj);
    values.put("host_energy_mj", provisionedMj / 10);
    values.put("embodied_emissions_gco2e", embodiedG);
    return row(OutputTables.MODEL_DAILY, values);
  }

  private static Map<String, Object> keys(String model, String site) {
    Map<String, Object> values = new HashMap<>();
    values.put("usage_date", Date.valueOf(DAY));
    values.put("model_id", model);
    values.put("site_id", site);
    values.put("method_version", "1");
    values.put("reference_version", "r1");
    return values;
  }

  private static Row row(Table table, Map<String, Object> values) {
    List<Object> cells = new ArrayList<>();
    for (String column : table.columnNames()) {
      cells.add(values.get(column));
    }
    return RowFactory.create(cells.toArray());
  }

  private static Reference reference() throws IOException {
    Map<String, String> versions =
        new HashMap<>(
            ConfigReader.read(Optional.empty(), List.of(), Map.of()).reference().versions());
    write(
        versions,
        ReferenceTables.SITES,
        Map.of("site_id", "here", "zone", "A", "pue", "1.2", "wue_l_per_kwh", "0.5"),
        Map.of("site_id", "there", "zone", "B", "pue", "1.1", "wue_l_per_kwh", "1"));
    write(
        versions,
        ReferenceTables.GRID,
        grid("A", "year", "", "", "400", "2"),
        grid("A", "hour", "2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z", "500", "2"),
        // In quarters of an hour of 100, 300, 300 and 100 g/kWh: 200 in the mean.
        grid("A", "hour", "2026-03-10T16:00:00Z", "2026-03-10T16:15:00Z", "100", "2"),
        grid("A", "hour", "2026-03-10T16:15:00Z", "2026-03-10T16:45:00Z", "300", "2"),
        grid("A", "hour", "2026-03-10T16:45:00Z", "2026-03-10T17:00:00Z", "100", "2"),
        grid("B", "year", "", "", "50", "4"));
    write(
        versions,
        ReferenceTables.HARDWARE,
        hardware("old", "100", "150", "25000"),
        hardware("new", "150", "600", "20000"));
    return ReferenceCatalog.load(new ReferenceSource(Optional.of(directory), versions));
  }

  private static Map<String, String> grid(
      String zone, String cadence, String from, String to, String grams, String ewif) {
    return Map.of(
        "zone", zone,
        "cadence", cadence,
        "valid_from", from,
        "valid_to", to,
        "location_gco2e_per_kwh", grams,
        "ewif_l_per_kwh", ewif,
        "factor_basis", "lifecycle",
        "is_estimated", "false");
  }

  private static Map<String, String> hardware(
      String model, String idleW, String embodiedKg, String lifetimeH) {
    return Map.of(
        "device_model", model,
        "kind", "accelerator",
        "loaded_idle_w", idleW,
        "includes_host", "false",
        "embodied_kgco2e", embodiedKg,
        "lifetime_h", lifetimeH);
  }

  @SafeVarargs
  private static void write(Map<String, String> versions, Table table, Map<String, String>... lines)
      throws IOException {
    StringBuilder text = new StringBuilder(String.join(",", table.columnNames())).append('\n');
    for (Map<String, String> line : lines) {
      List<String> cells = new ArrayList<>();
      for (String column : table.columnNames()) {
        cells.add(column.equals("source") ? "by hand" : line.getOrDefault(column, ""));
      }
      text.append(String.join(",", cells)).append('\n');
    }
    Path file = directory.resolve(table.name()).resolve("by-hand").resolve(table.name() + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    versions.put(table.name(), "by-hand");
  }
}

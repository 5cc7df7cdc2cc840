package org.wattledger.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.config.ScenarioConfig;
import org.wattledger.schema.OutputTables;

/**
 * One row per scenario, model, site and day: what the same load would have emitted under other
 * circumstances. Each hour of a model at a site keeps its own effective factors as far as the
 * scenario leaves them alone, so one that changes nothing repeats what was published. Rows of
 * {@code (unattributed)} take part: sums over a scenario's rows are those of the fleet.
 */
public final class ScenarioDaily {

  private static final TableCells HOURS = new TableCells(OutputTables.MODEL_HOURLY);
  private static final TableCells DAYS = new TableCells(OutputTables.MODEL_DAILY);

  /** A model at a site. */
  private record Place(String modelId, String siteId) {

    static Place of(TableCells cells, Row row) {
      return new Place(
          cells.text(row, OutputTables.MODEL_ID), cells.text(row, OutputTables.SITE_ID));
    }
  }

  private ScenarioDaily() {}

  /**
   * Rows of {@code scenario_daily}. Amounts are added in the order of the rows: in that of their
   * keys they come out the same bit for bit on every run.
   *
   * @param modelHourly a day's rows of the published table
   * @param modelDaily the same day's; it names the devices
   * @param changes of every scenario
   */
  public static List<Row> rows(
      List<Row> modelHourly, List<Row> modelDaily, List<ScenarioChange> changes) {
    Map<Place, List<Row>> hours = byPlace(HOURS, modelHourly);
    Map<Place, List<Row>> days = byPlace(DAYS, modelDaily);
    List<Row> rows = new ArrayList<>();
    hours.forEach(
        (place, ofPlace) -> {
          Row first = ofPlace.get(0);
          List<LoadHour> load = ofPlace.stream().map(LoadHour::of).toList();
          for (ScenarioChange change : changes) {
            HardwareRatios ratios =
                change.kind() == ScenarioConfig.Kind.HARDWARE
                    ? ScenarioHardware.ratios(days.getOrDefault(place, List.of()), change)
                    : HardwareRatios.UNKNOWN;
            ScenarioSums sums = new ScenarioSums();
            for (LoadHour hour : load) {
              Circumstances there = change.at(place.siteId(), hour.hour());
              sums.add(hour, OtherHour.of(hour, change.kind(), there, ratios));
            }
            rows.add(sums.row(change, first));
          }
        });
    return rows;
  }

  private static Map<Place, List<Row>> byPlace(TableCells cells, List<Row> rows) {
    Map<Place, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups.computeIfAbsent(Place.of(cells, row), place -> new ArrayList<>()).add(row);
    }
    return groups;
  }
}

package org.wattledger.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.wattledger.report.Quantity;
import org.wattledger.report.ReportTable;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/** Energy hour by hour and day by day, in the zone of the report, with the grid's intensity. */
final class ReportHours {

  private static final List<Field> SUMS =
      List.of(
          Measures.REQUESTS,
          Measures.ACTIVE_ENERGY_MJ,
          Measures.IDLE_ENERGY_MJ,
          Measures.PROVISIONED_IDLE_ENERGY_MJ,
          Measures.UNATTRIBUTED_ENERGY_MJ,
          Measures.HOST_ENERGY_MJ,
          Measures.FACILITY_ENERGY_WH,
          Measures.LOCATION_EMISSIONS_GCO2E,
          Measures.MARKET_EMISSIONS_GCO2E);

  private static final int FACILITY = 1 + SUMS.indexOf(Measures.FACILITY_ENERGY_WH);
  private static final int LOCATION = 1 + SUMS.indexOf(Measures.LOCATION_EMISSIONS_GCO2E);
  private static final int COUNTS = 6;

  private static final DateTimeFormatter UTC_HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** With the offset: when clocks are put back, an hour of the day occurs twice. */
  private static final DateTimeFormatter ZONE_HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

  private final ReportRange range;
  private final Map<Long, List<Object>> byHour;

  private ReportHours(ReportRange range, Map<Long, List<Object>> byHour) {
    this.range = range;
    this.byHour = byHour;
  }

  /**
   * Sums.
   *
   * @param rows of {@code model_hourly} with {@link ReportRows#HOUR}
   */
  static ReportHours of(Dataset<Row> rows, ReportRange range) {
    Map<Long, List<Object>> byHour = new HashMap<>();
    ReportRows.aggregated(rows, List.of(functions.col(ReportRows.HOUR)), ReportRows.sums(SUMS))
        .collectAsList()
        .forEach(row -> byHour.put(row.getLong(0), ReportRows.cells(row)));
    return new ReportHours(range, byHour);
  }

  /** One row per hour; unknown where the day is not published. */
  ReportTable hours() {
    List<List<Object>> rows = new ArrayList<>();
    for (long hour = range.firstHour(); hour < range.endHour(); hour++) {
      List<Object> cells = new ArrayList<>(cells(hour));
      cells.set(0, at(hour).format(range.isUtc() ? UTC_HOUR : ZONE_HOUR));
      rows.add(withIntensity(cells));
    }
    return new ReportTable(
        "hours",
        "Energy and grid intensity by hour, " + range.zone().getId(),
        columns("hour", "Hour"),
        rows,
        false);
  }

  /** One row per day of the zone; its hours that are not published do not add. */
  ReportTable days() {
    Map<LocalDate, List<List<Object>>> byDay = new LinkedHashMap<>();
    for (long hour = range.firstHour(); hour < range.endHour(); hour++) {
      byDay.computeIfAbsent(at(hour).toLocalDate(), day -> new ArrayList<>()).add(cells(hour));
    }
    ReportColumns columns = named("day", "Day");
    List<List<Object>> rows = new ArrayList<>();
    byDay.forEach(
        (day, hours) ->
            rows.add(
                withIntensity(
                    new ArrayList<>(ReportTable.sum(day.toString(), columns.columns(), hours)))));
    return new ReportTable(
        "days",
        "Energy and emissions by day, " + range.zone().getId(),
        columns("day", "Day"),
        rows,
        true);
  }

  private ZonedDateTime at(long hour) {
    return Instant.ofEpochSecond(hour * 3600).atZone(range.zone());
  }

  /** An hour without rows on a published day had no energy. */
  private List<Object> cells(long hour) {
    List<Object> cells = byHour.get(hour);
    if (cells != null) {
      return cells;
    }
    List<Object> empty = new ArrayList<>();
    empty.add(hour);
    for (int i = 0; i < SUMS.size(); i++) {
      empty.add(range.isKnown(hour) ? i < COUNTS ? (Object) 0L : (Object) 0.0 : null);
    }
    return empty;
  }

  private static List<Object> withIntensity(List<Object> cells) {
    Double facilityWh = (Double) cells.get(FACILITY);
    Double locationG = (Double) cells.get(LOCATION);
    boolean isKnown = facilityWh != null && locationG != null && facilityWh > 0;
    cells.add(isKnown ? (Object) (locationG / facilityWh * 1000) : null);
    return cells;
  }

  private static ReportColumns named(String key, String label) {
    return new ReportColumns()
        .text(key, label, "usage_date and usage_hour")
        .sum(Measures.REQUESTS, "Requests")
        .energy("Provisioned idle")
        .sum(Measures.LOCATION_EMISSIONS_GCO2E, "Location-based")
        .sum(Measures.MARKET_EMISSIONS_GCO2E, "Market-based")
        .detail();
  }

  private static List<org.wattledger.report.TableColumn> columns(String key, String label) {
    return named(key, label)
        .derived(
            "intensity",
            "Intensity",
            Quantity.INTENSITY,
            "location_emissions_gco2e / facility_energy_wh: the grid as this load met it")
        .columns();
  }
}

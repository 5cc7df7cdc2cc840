package org.wattledger.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects rows by zone and cadence; a later layer replaces the earlier rows of both. */
final class GridCollector {

  private final Map<String, Map<GridRung, List<GridRow>>> rowsByZone = new TreeMap<>();

  void add(GridRow row) {
    List<GridRow> ofZone =
        rowsByZone
            .computeIfAbsent(Names.comparable(row.zone()), zone -> new EnumMap<>(GridRung.class))
            .computeIfAbsent(row.rung(), rung -> new ArrayList<>());
    boolean isOverridden = !ofZone.isEmpty() && ofZone.get(0).place().layer() < row.place().layer();
    if (isOverridden) {
      ofZone.clear();
    }
    ofZone.add(row);
  }

  /** The series of each zone, finest cadence first; reports rows that overlap. */
  Map<String, List<GridSeries>> series(ProblemLog problems) {
    Map<String, List<GridSeries>> series = new HashMap<>();
    rowsByZone.forEach(
        (zone, byRung) ->
            series.put(
                zone, byRung.values().stream().map(rows -> sorted(rows, problems)).toList()));
    return series;
  }

  private static GridSeries sorted(List<GridRow> rows, ProblemLog problems) {
    rows.sort(Comparator.comparing(GridRow::from));
    for (int i = 1; i < rows.size(); i++) {
      GridRow before = rows.get(i - 1);
      GridRow row = rows.get(i);
      if (before.to().isAfter(row.from())) {
        problems.add(
            row.place(),
            "valid_from",
            row.zone() + " " + row.from(),
            "overlaps the %s row of line %d of %s; end the earlier row where this one begins"
                .formatted(row.rung(), before.place().line(), before.place().file()));
      }
    }
    return new GridSeries(rows);
  }
}

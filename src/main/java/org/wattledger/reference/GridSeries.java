package org.wattledger.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one zone and cadence as a sorted array without overlaps. */
final class GridSeries {

  static final GridSeries NONE = new GridSeries(new GridRow[0]);

  private final GridRow[] rows;

  private GridSeries(GridRow[] rows) {
    this.rows = rows;
  }

  /** The row that holds at this time, or null. */
  GridRow at(Instant at) {
    int low = 0;
    int high = rows.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (rows[middle].contains(at)) {
        return rows[middle];
      }
      if (at.isBefore(rows[middle].from())) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }

  /**
   * Collects the rows of all zones of one cadence; a later layer replaces a zone's earlier rows.
   */
  static final class Builder {

    private final Map<String, List<GridRow>> rowsByZone = new HashMap<>();

    void add(GridRow row) {
      List<GridRow> ofZone =
          rowsByZone.computeIfAbsent(Names.comparable(row.zone()), zone -> new ArrayList<>());
      boolean isOverridden =
          !ofZone.isEmpty() && ofZone.get(0).place().layer() < row.place().layer();
      if (isOverridden) {
        ofZone.clear();
      }
      ofZone.add(row);
    }

    Map<String, GridSeries> build(ProblemLog problems) {
      Map<String, GridSeries> series = new HashMap<>();
      rowsByZone.keySet().stream()
          .sorted()
          .forEach(zone -> series.put(zone, sorted(rowsByZone.get(zone), problems)));
      return series;
    }

    private static GridSeries sorted(List<GridRow> unordered, ProblemLog problems) {
      GridRow[] rows = unordered.toArray(GridRow[]::new);
      Arrays.sort(rows, Comparator.comparing(GridRow::from));
      for (int i = 1; i < rows.length; i++) {
        if (rows[i - 1].to().isAfter(rows[i].from())) {
          problems.add(
              rows[i].place(),
              "valid_from",
              rows[i].zone() + " " + rows[i].from(),
              "overlaps the %s row of line %d of %s; end the earlier row where this one begins"
                  .formatted(
                      rows[i].rung(), rows[i - 1].place().line(), rows[i - 1].place().file()));
        }
      }
      return new GridSeries(rows);
    }
  }
}

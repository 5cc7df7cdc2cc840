package org.wattledger.fleet;

import static org.wattledger.fleet.ReferenceLines.rounded;
import static org.wattledger.schema.ReferenceRows.VALID_FROM;
import static org.wattledger.schema.ReferenceRows.VALID_TO;
import static org.wattledger.schema.ReferenceTables.CADENCE;
import static org.wattledger.schema.ReferenceTables.EWIF_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.EWIF_WITHDRAWAL_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.FACTOR_BASIS;
import static org.wattledger.schema.ReferenceTables.GRID;
import static org.wattledger.schema.ReferenceTables.IS_ESTIMATED;
import static org.wattledger.schema.ReferenceTables.LIFECYCLE_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_HIGH_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_LOW_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARGINAL_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARGINAL_HIGH_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARGINAL_LOW_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARKET_RESIDUAL_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARKET_RESIDUAL_HIGH_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARKET_RESIDUAL_LOW_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.TD_LOSS_RATIO;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattledger.schema.Field;

/** Invented factors of the zones of a fleet, hour by hour: highest in the evening, local time. */
final class FleetGrid {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = 24;
  private static final int DIRTIEST_HOUR = 19;
  private static final double DAILY_SWING = 0.15;

  private static final Map<String, Double> LIFECYCLE_MEANS =
      Map.of(
          "SE",
          35.0,
          "US-MIDA-PJM",
          392.0,
          "IN-WE",
          738.0,
          "US-CAL-CISO",
          226.0,
          "IE",
          256.0,
          "BR",
          110.0,
          "DE",
          330.0);
  private static final double OTHER_LIFECYCLE_MEAN = 400;
  private static final double DIRECT_BY_LIFECYCLE = 0.8;
  private static final double RESIDUAL_BY_MEAN = 1.1;
  private static final double MARGINAL_BY_AVERAGE = 1.2;
  private static final double BOUND = 0.1;

  static ReferenceLines lines(List<Site> sites, Window window) {
    ReferenceLines lines = new ReferenceLines(GRID);
    Set<String> zones = new HashSet<>();
    for (Site site : sites) {
      if (zones.add(site.zone())) {
        for (LocalDate day : window.days()) {
          Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
          for (int hour = 0; hour < HOURS; hour++) {
            lines.add(row(site, midnight.plus(HOUR.multipliedBy(hour)), hour));
          }
        }
      }
    }
    return lines;
  }

  private static Map<Field, Object> row(Site site, Instant from, int hour) {
    double mean = LIFECYCLE_MEANS.getOrDefault(site.zone(), OTHER_LIFECYCLE_MEAN);
    double turn = (double) (hour + site.hoursFromUtc() - DIRTIEST_HOUR) / HOURS;
    double lifecycle = mean * (1 + DAILY_SWING * StrictMath.cos(2 * Math.PI * turn));
    double direct = DIRECT_BY_LIFECYCLE * lifecycle;

    Map<Field, Object> cells = new HashMap<>();
    cells.put(ZONE, site.zone());
    cells.put(VALID_FROM, from);
    cells.put(VALID_TO, from.plus(HOUR));
    cells.put(CADENCE, "hour");
    cells.put(FACTOR_BASIS, "direct");
    putBounded(
        cells,
        direct,
        LOCATION_LOW_GCO2E_PER_KWH,
        LOCATION_GCO2E_PER_KWH,
        LOCATION_HIGH_GCO2E_PER_KWH);
    cells.put(LIFECYCLE_GCO2E_PER_KWH, rounded(lifecycle));
    putBounded(
        cells,
        RESIDUAL_BY_MEAN * DIRECT_BY_LIFECYCLE * mean,
        MARKET_RESIDUAL_LOW_GCO2E_PER_KWH,
        MARKET_RESIDUAL_GCO2E_PER_KWH,
        MARKET_RESIDUAL_HIGH_GCO2E_PER_KWH);
    putBounded(
        cells,
        MARGINAL_BY_AVERAGE * direct,
        MARGINAL_LOW_GCO2E_PER_KWH,
        MARGINAL_GCO2E_PER_KWH,
        MARGINAL_HIGH_GCO2E_PER_KWH);
    cells.put(TD_LOSS_RATIO, 0.05);
    cells.put(EWIF_L_PER_KWH, 2.5);
    cells.put(EWIF_WITHDRAWAL_L_PER_KWH, 30);
    cells.put(IS_ESTIMATED, false);
    return cells;
  }

  private static void putBounded(
      Map<Field, Object> cells, double best, Field low, Field middle, Field high) {
    cells.put(low, rounded(best * (1 - BOUND)));
    cells.put(middle, rounded(best));
    cells.put(high, rounded(best * (1 + BOUND)));
  }

  private FleetGrid() {}
}

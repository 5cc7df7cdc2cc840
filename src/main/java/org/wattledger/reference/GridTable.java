package org.wattledger.reference;

import static org.wattledger.schema.ReferenceTables.CADENCE;
import static org.wattledger.schema.ReferenceTables.EWIF_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.FACTOR_BASIS;
import static org.wattledger.schema.ReferenceTables.GRID;
import static org.wattledger.schema.ReferenceTables.IS_ESTIMATED;
import static org.wattledger.schema.ReferenceTables.LOCATION_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_HIGH_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_LOW_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARGINAL_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.MARKET_RESIDUAL_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.SOURCE;
import static org.wattledger.schema.ReferenceTables.VALID_TO;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Grid factors by zone and time: the hour's row wins over the year's, figure by figure. */
public final class GridTable {

  private static final Set<String> CADENCES = Set.of("hour", "year");
  private static final Set<String> BASES = Set.of("direct", "lifecycle");

  private final Map<String, GridSeries> hours;
  private final Map<String, GridSeries> years;

  private GridTable(Map<String, GridSeries> hours, Map<String, GridSeries> years) {
    this.hours = hours;
    this.years = years;
  }

  static GridTable read(List<FileBytes> files, List<GridRow> exported, ProblemLog problems) {
    GridSeries.Builder hours = new GridSeries.Builder();
    GridSeries.Builder years = new GridSeries.Builder();
    Map<String, String> texts = new HashMap<>();
    new ReferenceCsv(GRID, problems)
        .read(
            files,
            row -> {
              GridRow gridRow = gridRow(row, texts);
              (gridRow.rung() == GridRung.HOUR ? hours : years).add(gridRow);
            });
    exported.forEach(hours::add);
    return new GridTable(hours.build(problems), years.build(problems));
  }

  /**
   * The factors of a zone at a time. The location-based factor comes with its bounds, basis and
   * source from one row: the hour's if it has one, else the year's. Figures that the hour's row
   * leaves empty are taken from the year's row. Empty if neither row exists.
   */
  public Optional<GridFactor> at(String zone, Instant at) {
    if (zone == null) {
      return Optional.empty();
    }
    String name = Names.comparable(zone);
    GridRow hour = hours.getOrDefault(name, GridSeries.NONE).at(at);
    GridRow year = years.getOrDefault(name, GridSeries.NONE).at(at);
    GridRow finest = hour != null ? hour : year;
    if (finest == null) {
      return Optional.empty();
    }
    boolean yearHasMore = !finest.hasLocation() && year != null;
    return Optional.of(factor(yearHasMore ? year : finest, finest, year));
  }

  /** True if any row names this zone. */
  public boolean hasZone(String zone) {
    String name = Names.comparable(zone);
    return hours.containsKey(name) || years.containsKey(name);
  }

  private static GridFactor factor(GridRow location, GridRow finest, GridRow year) {
    return new GridFactor(
        location.zone(),
        location.rung(),
        ReferenceRow.optional(location.location()),
        ReferenceRow.optional(location.low()),
        ReferenceRow.optional(location.high()),
        firstKnown(finest.marketResidual(), year == null ? Double.NaN : year.marketResidual()),
        firstKnown(finest.marginal(), year == null ? Double.NaN : year.marginal()),
        firstKnown(finest.ewif(), year == null ? Double.NaN : year.ewif()),
        location.basis(),
        location.isEstimated(),
        location.source());
  }

  private static OptionalDouble firstKnown(double finest, double year) {
    return ReferenceRow.optional(Double.isNaN(finest) ? year : finest);
  }

  private static GridRow gridRow(ReferenceRow row, Map<String, String> texts) {
    Validity validity = row.validity();
    Estimate location =
        row.estimate(
            LOCATION_GCO2E_PER_KWH,
            LOCATION_LOW_GCO2E_PER_KWH,
            LOCATION_HIGH_GCO2E_PER_KWH,
            Bounds.INTENSITY);
    String cadence = row.word(CADENCE, CADENCES);
    String basis = row.word(FACTOR_BASIS, BASES);
    GridRow gridRow =
        new GridRow(
            shared(row.text(ZONE), texts),
            "hour".equals(cadence) ? GridRung.HOUR : GridRung.YEAR,
            validity.from(),
            validity.to(),
            location.best().orElse(Double.NaN),
            location.low().orElse(Double.NaN),
            location.high().orElse(Double.NaN),
            row.number(MARKET_RESIDUAL_GCO2E_PER_KWH, Bounds.INTENSITY),
            row.number(MARGINAL_GCO2E_PER_KWH, Bounds.INTENSITY),
            row.number(EWIF_L_PER_KWH, Bounds.WATER),
            basis == null
                ? FactorBasis.LIFECYCLE
                : FactorBasis.valueOf(basis.toUpperCase(Locale.ROOT)),
            row.flag(IS_ESTIMATED),
            shared(row.text(SOURCE), texts),
            row.place());
    if (gridRow.isLongerThanItsCadence()) {
      row.problem(VALID_TO, "a row of cadence hour spans at most one hour; give it both ends");
    }
    return gridRow;
  }

  private static String shared(String text, Map<String, String> texts) {
    return texts.computeIfAbsent(text, same -> same);
  }
}

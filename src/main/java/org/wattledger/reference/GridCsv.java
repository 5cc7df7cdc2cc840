package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads and checks the rows of the grid table's own files. */
final class GridCsv {

  private static final GridRung[] CADENCES = {GridRung.HOUR, GridRung.MONTH, GridRung.YEAR};

  /** Zones and sources recur on thousands of rows: one text each. */
  private final Map<String, String> texts = new HashMap<>();

  void read(List<FileBytes> files, ProblemLog problems, Consumer<GridRow> rows) {
    new ReferenceCsv(GRID, problems).read(files, row -> rows.accept(gridRow(row)));
  }

  private GridRow gridRow(ReferenceRow row) {
    GridRung cadence = row.choice(CADENCE, CADENCES);
    GridRow gridRow =
        new GridRow(
            shared(row.text(ZONE)),
            cadence == null ? GridRung.YEAR : cadence,
            row.validity(),
            figures(row),
            row.choice(FACTOR_BASIS, FactorBasis.values()),
            row.flag(IS_ESTIMATED),
            shared(row.text(SOURCE)),
            row.place());
    gridRow.lengthProblem().ifPresent(problem -> row.problem(VALID_TO, problem));
    checkLifecycle(row, gridRow);
    return gridRow;
  }

  private static void checkLifecycle(ReferenceRow row, GridRow gridRow) {
    if (gridRow.basis() == FactorBasis.DIRECT) {
      row.checkOrder(
          LOCATION_GCO2E_PER_KWH,
          gridRow.figure(GridFigure.LOCATION),
          LIFECYCLE_GCO2E_PER_KWH,
          gridRow.figure(GridFigure.LIFECYCLE));
    } else if (gridRow.basis() == FactorBasis.LIFECYCLE
        && row.text(LIFECYCLE_GCO2E_PER_KWH) != null) {
      row.problem(
          LIFECYCLE_GCO2E_PER_KWH,
          "location_gco2e_per_kwh is on a life-cycle basis already, fuel supply would count twice;"
              + " give a direct factor there, or leave this cell empty");
    }
  }

  private static double[] figures(ReferenceRow row) {
    double[] figures = new double[GridFigure.COUNT];
    put(
        figures,
        GridFigure.LOCATION,
        row.estimate(
            LOCATION_GCO2E_PER_KWH,
            LOCATION_LOW_GCO2E_PER_KWH,
            LOCATION_HIGH_GCO2E_PER_KWH,
            Bounds.INTENSITY),
        GridFigure.LOCATION_LOW,
        GridFigure.LOCATION_HIGH);
    put(
        figures,
        GridFigure.RESIDUAL,
        row.estimate(
            MARKET_RESIDUAL_GCO2E_PER_KWH,
            MARKET_RESIDUAL_LOW_GCO2E_PER_KWH,
            MARKET_RESIDUAL_HIGH_GCO2E_PER_KWH,
            Bounds.INTENSITY),
        GridFigure.RESIDUAL_LOW,
        GridFigure.RESIDUAL_HIGH);
    put(
        figures,
        GridFigure.MARGINAL,
        row.estimate(
            MARGINAL_GCO2E_PER_KWH,
            MARGINAL_LOW_GCO2E_PER_KWH,
            MARGINAL_HIGH_GCO2E_PER_KWH,
            Bounds.INTENSITY),
        GridFigure.MARGINAL_LOW,
        GridFigure.MARGINAL_HIGH);
    put(figures, GridFigure.LIFECYCLE, row.number(LIFECYCLE_GCO2E_PER_KWH, Bounds.INTENSITY));
    put(figures, GridFigure.TD_LOSS, row.number(TD_LOSS_RATIO, Bounds.SHARE));
    put(figures, GridFigure.EWIF, row.number(EWIF_L_PER_KWH, Bounds.WATER));
    put(figures, GridFigure.EWIF_WITHDRAWAL, row.number(EWIF_WITHDRAWAL_L_PER_KWH, Bounds.WATER));
    return figures;
  }

  private static void put(
      double[] figures, GridFigure best, Estimate estimate, GridFigure low, GridFigure high) {
    put(figures, best, estimate.best().orElse(Double.NaN));
    put(figures, low, estimate.low().orElse(Double.NaN));
    put(figures, high, estimate.high().orElse(Double.NaN));
  }

  private static void put(double[] figures, GridFigure figure, double value) {
    figures[figure.ordinal()] = value;
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, same -> same);
  }
}

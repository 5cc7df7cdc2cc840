package org.wattledger.reference;

import static org.wattledger.schema.ReferenceTables.EWIF_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.EWIF_WITHDRAWAL_L_PER_KWH;
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

import org.wattledger.schema.Field;

/** The numbers of a grid row; those that exports have come first, so that their rows are short. */
enum GridFigure {
  LOCATION(LOCATION_GCO2E_PER_KWH, Bounds.INTENSITY),
  LIFECYCLE(LIFECYCLE_GCO2E_PER_KWH, Bounds.INTENSITY),
  LOCATION_LOW(LOCATION_LOW_GCO2E_PER_KWH, Bounds.INTENSITY),
  LOCATION_HIGH(LOCATION_HIGH_GCO2E_PER_KWH, Bounds.INTENSITY),
  RESIDUAL(MARKET_RESIDUAL_GCO2E_PER_KWH, Bounds.INTENSITY),
  RESIDUAL_LOW(MARKET_RESIDUAL_LOW_GCO2E_PER_KWH, Bounds.INTENSITY),
  RESIDUAL_HIGH(MARKET_RESIDUAL_HIGH_GCO2E_PER_KWH, Bounds.INTENSITY),
  MARGINAL(MARGINAL_GCO2E_PER_KWH, Bounds.INTENSITY),
  MARGINAL_LOW(MARGINAL_LOW_GCO2E_PER_KWH, Bounds.INTENSITY),
  MARGINAL_HIGH(MARGINAL_HIGH_GCO2E_PER_KWH, Bounds.INTENSITY),
  TD_LOSS(TD_LOSS_RATIO, Bounds.LOSS),
  EWIF(EWIF_L_PER_KWH, Bounds.WATER),
  EWIF_WITHDRAWAL(EWIF_WITHDRAWAL_L_PER_KWH, Bounds.WATER);

  private final Field field;
  private final Bounds bounds;

  GridFigure(Field field, Bounds bounds) {
    this.field = field;
    this.bounds = bounds;
  }

  /** All figures of a line, in the order of the constants; NaN where a cell is empty. */
  static double[] of(ReferenceRow row) {
    GridFigure[] all = values();
    double[] figures = new double[all.length];
    for (GridFigure figure : all) {
      figures[figure.ordinal()] = row.number(figure.field, figure.bounds);
    }
    checkOrder(row, figures, LOCATION_LOW, LOCATION, LOCATION_HIGH);
    checkOrder(row, figures, RESIDUAL_LOW, RESIDUAL, RESIDUAL_HIGH);
    checkOrder(row, figures, MARGINAL_LOW, MARGINAL, MARGINAL_HIGH);
    row.checkOrder(
        EWIF.field,
        figures[EWIF.ordinal()],
        EWIF_WITHDRAWAL.field,
        figures[EWIF_WITHDRAWAL.ordinal()]);
    return figures;
  }

  private static void checkOrder(ReferenceRow row, double[] figures, GridFigure... ascending) {
    for (int i = 0; i < ascending.length; i++) {
      for (int j = i + 1; j < ascending.length; j++) {
        row.checkOrder(
            ascending[i].field,
            figures[ascending[i].ordinal()],
            ascending[j].field,
            figures[ascending[j].ordinal()]);
      }
    }
  }
}

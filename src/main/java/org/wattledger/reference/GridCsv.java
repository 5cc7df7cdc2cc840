package org.wattledger.reference;

import static org.wattledger.schema.ReferenceTables.CADENCE;
import static org.wattledger.schema.ReferenceTables.FACTOR_BASIS;
import static org.wattledger.schema.ReferenceTables.GRID;
import static org.wattledger.schema.ReferenceTables.IS_ESTIMATED;
import static org.wattledger.schema.ReferenceTables.LIFECYCLE_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.LOCATION_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.SOURCE;
import static org.wattledger.schema.ReferenceTables.VALID_TO;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads and checks the rows of the grid table's own files. */
final class GridCsv {

  private static final Set<String> CADENCES = Set.of("hour", "month", "year");
  private static final Set<String> BASES = Set.of("direct", "lifecycle");

  private final ProblemLog problems;
  private final Map<String, String> texts = new HashMap<>();

  GridCsv(ProblemLog problems) {
    this.problems = problems;
  }

  void read(List<FileBytes> files, Consumer<GridRow> rows) {
    new ReferenceCsv(GRID, problems).read(files, row -> rows.accept(checked(row)));
  }

  private GridRow checked(ReferenceRow row) {
    GridRow gridRow = gridRow(row);
    if (gridRow.isLongerThanItsCadence()) {
      row.problem(
          VALID_TO,
          gridRow.cadence() == GridRung.HOUR
              ? "a row of cadence hour spans at most one hour; give it both ends"
              : "a row of cadence month spans at most 31 days; give it both ends");
    }
    if (gridRow.isTooShort()) {
      row.problem(VALID_TO, "a row spans at least 5 minutes; merge shorter ones first");
    }
    checkLifecycle(row, gridRow);
    return gridRow;
  }

  private static void checkLifecycle(ReferenceRow row, GridRow gridRow) {
    if (!gridRow.has(GridFigure.LIFECYCLE)) {
      return;
    }
    if (gridRow.basis() == FactorBasis.LIFECYCLE) {
      row.problem(
          LIFECYCLE_GCO2E_PER_KWH,
          "would count fuel supply twice: with factor_basis lifecycle the location factor holds it"
              + " already; leave the cell empty, or give the direct factor and factor_basis direct");
    } else {
      row.checkOrder(
          LOCATION_GCO2E_PER_KWH,
          gridRow.figure(GridFigure.LOCATION),
          LIFECYCLE_GCO2E_PER_KWH,
          gridRow.figure(GridFigure.LIFECYCLE));
    }
  }

  private GridRow gridRow(ReferenceRow row) {
    Validity validity = row.validity();
    String cadence = row.word(CADENCE, CADENCES);
    String basis = row.word(FACTOR_BASIS, BASES);
    return new GridRow(
        shared(row.text(ZONE)),
        cadence == null ? GridRung.YEAR : GridRung.valueOf(cadence.toUpperCase(Locale.ROOT)),
        validity.from(),
        validity.to(),
        GridFigure.of(row),
        basis == null ? FactorBasis.LIFECYCLE : FactorBasis.valueOf(basis.toUpperCase(Locale.ROOT)),
        row.flag(IS_ESTIMATED),
        shared(row.text(SOURCE)),
        row.place());
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, same -> same);
  }
}

package org.wattledger.reference;

import static org.wattledger.schema.Equivalences.CLAIM;
import static org.wattledger.schema.Equivalences.EMISSIONS_GCO2E;
import static org.wattledger.schema.Equivalences.EMISSIONS_HIGH_GCO2E;
import static org.wattledger.schema.Equivalences.EMISSIONS_LOW_GCO2E;
import static org.wattledger.schema.Equivalences.ENERGY_HIGH_WH;
import static org.wattledger.schema.Equivalences.ENERGY_LOW_WH;
import static org.wattledger.schema.Equivalences.ENERGY_WH;
import static org.wattledger.schema.Equivalences.EQUIVALENCES;
import static org.wattledger.schema.Equivalences.FACT_ID;
import static org.wattledger.schema.Equivalences.POWER_W;
import static org.wattledger.schema.Equivalences.WATER_L;
import static org.wattledger.schema.ReferenceRows.SOURCE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Published facts by name and time. */
public final class EquivalenceTable {

  private final Timeline<Equivalence> byFact;

  private EquivalenceTable(Timeline<Equivalence> byFact) {
    this.byFact = byFact;
  }

  static EquivalenceTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<Equivalence>> rows = new ArrayList<>();
    new ReferenceCsv(EQUIVALENCES, problems)
        .read(
            files,
            row ->
                rows.add(new Dated<>(row.text(FACT_ID), row.validity(), fact(row), row.place())));
    return new EquivalenceTable(Timeline.of(rows, problems));
  }

  public Optional<Equivalence> find(String factId, Instant at) {
    return byFact.at(factId, at);
  }

  /** All rows, by name and time. */
  public Stream<Equivalence> all() {
    return byFact.rows().map(Dated::value);
  }

  private static Equivalence fact(ReferenceRow row) {
    return new Equivalence(
        row.text(FACT_ID),
        row.text(CLAIM),
        row.estimate(ENERGY_WH, ENERGY_LOW_WH, ENERGY_HIGH_WH, Bounds.NOT_NEGATIVE),
        row.estimate(
            EMISSIONS_GCO2E, EMISSIONS_LOW_GCO2E, EMISSIONS_HIGH_GCO2E, Bounds.NOT_NEGATIVE),
        row.optional(WATER_L, Bounds.NOT_NEGATIVE),
        row.optional(POWER_W, Bounds.NOT_NEGATIVE),
        row.text(SOURCE));
  }
}

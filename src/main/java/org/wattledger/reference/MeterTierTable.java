package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.HIGH_RATIO;
import static org.wattledger.schema.ReferenceTables.LOW_RATIO;
import static org.wattledger.schema.ReferenceTables.METER_BASIS;
import static org.wattledger.schema.ReferenceTables.METER_TIERS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The accuracy of each kind of energy figure, by time. */
public final class MeterTierTable {

  private static final Set<String> BASES =
      Set.of("counter", "power", "utilization", "host_rated", "training_rated");

  private final Timeline<MeterTier> byBasis;

  private MeterTierTable(Timeline<MeterTier> byBasis) {
    this.byBasis = byBasis;
  }

  static MeterTierTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<MeterTier>> rows = new ArrayList<>();
    new ReferenceCsv(METER_TIERS, problems)
        .read(
            files,
            row ->
                rows.add(
                    new Dated<>(row.text(METER_BASIS), row.validity(), tier(row), row.place())));
    return new MeterTierTable(Timeline.of(rows, problems));
  }

  /** The tier of an {@code energy_basis} at that time; empty if none is published. */
  public Optional<MeterTier> of(String basis, Instant at) {
    return basis == null ? Optional.empty() : byBasis.at(basis, at);
  }

  private static MeterTier tier(ReferenceRow row) {
    row.word(METER_BASIS, BASES);
    return new MeterTier(
        row.text(METER_BASIS).toUpperCase(Locale.ROOT),
        row.number(LOW_RATIO, Bounds.RATIO_TO_ONE),
        row.number(HIGH_RATIO, Bounds.RATIO_FROM_ONE),
        row.text(SOURCE));
  }
}

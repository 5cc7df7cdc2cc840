package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.CONTRACTS;
import static org.wattledger.schema.ReferenceTables.CONTRACT_FACTOR_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.CONTRACT_ID;
import static org.wattledger.schema.ReferenceTables.CONTRACT_KIND;
import static org.wattledger.schema.ReferenceTables.CONTRACT_MWH;
import static org.wattledger.schema.ReferenceTables.MATCHING;
import static org.wattledger.schema.ReferenceTables.SITE_ID;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Electricity contracts by site and time. */
public final class ContractTable {

  private static final Comparator<Contract> ORDER_OF_USE =
      Comparator.comparing(Contract::kind).thenComparing(Contract::contractId);

  private final Timeline<Contract> byContract;

  private ContractTable(Timeline<Contract> byContract) {
    this.byContract = byContract;
  }

  static ContractTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<Contract>> rows = new ArrayList<>();
    new ReferenceCsv(CONTRACTS, problems)
        .read(
            files,
            row ->
                rows.add(
                    new Dated<>(
                        row.text(CONTRACT_ID), row.validity(), contract(row), row.place())));
    return new ContractTable(Timeline.of(rows, problems));
  }

  /** The contracts of a site at that time in the order of their use: kind, then name. */
  public List<Contract> of(String siteId, Instant at) {
    if (siteId == null) {
      return List.of();
    }
    String site = Names.comparable(siteId);
    return byContract
        .rows()
        .filter(row -> Names.comparable(row.value().siteId()).equals(site))
        .filter(row -> row.validity().contains(at))
        .map(Dated::value)
        .sorted(ORDER_OF_USE)
        .toList();
  }

  private static Contract contract(ReferenceRow row) {
    return new Contract(
        row.text(CONTRACT_ID),
        row.text(SITE_ID),
        row.choice(CONTRACT_KIND, Contract.Kind.values()),
        row.choice(MATCHING, Contract.Matching.values()),
        row.number(CONTRACT_MWH, Bounds.NOT_NEGATIVE),
        row.optional(CONTRACT_FACTOR_GCO2E_PER_KWH, Bounds.INTENSITY),
        row.text(SOURCE));
  }
}

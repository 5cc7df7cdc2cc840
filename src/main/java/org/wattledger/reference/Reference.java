package org.wattledger.reference;

import java.util.List;

/**
 * The checked reference tables of one run.
 *
 * @param version all tables with their versions, in one stable line
 * @param files every file that was read, with its checksum
 */
public record Reference(
    HardwareTable hardware,
    GridTable grid,
    SiteTable sites,
    EnergySourceTable energySources,
    ModelTable models,
    TeamTable teams,
    EquivalenceTable equivalences,
    PriceTable prices,
    ContractTable contracts,
    MeterTierTable meterTiers,
    String version,
    List<ReferenceFile> files) {

  public Reference {
    files = List.copyOf(files);
  }
}

package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.ENERGY_SOURCE;
import static org.wattledger.schema.ReferenceTables.ENERGY_SOURCES;
import static org.wattledger.schema.ReferenceTables.FACTOR_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.FACTOR_HIGH_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.FACTOR_LOW_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.FACTOR_SET;
import static org.wattledger.schema.ReferenceTables.IS_DEFAULT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What each generation technology emits, by coherent sets of factors, one of them the default. */
public final class EnergySourceTable {

  private static final Comparator<EnergySource> CLEANEST_FIRST =
      Comparator.comparingDouble(EnergySource::factor).thenComparing(EnergySource::name);

  private final Timeline<EnergySource> bySource;

  private EnergySourceTable(Timeline<EnergySource> bySource) {
    this.bySource = bySource;
  }

  static EnergySourceTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<EnergySource>> rows = new ArrayList<>();
    new ReferenceCsv(ENERGY_SOURCES, problems)
        .read(
            files,
            row -> {
              EnergySource source = energySource(row);
              if (source.gco2ePerKwh().best().isPresent()) {
                String key = source.factorSet() + "/" + source.name();
                rows.add(new Dated<>(key, row.validity(), source, row.place()));
              }
            });
    EnergySourceTable table = new EnergySourceTable(Timeline.of(rows, problems));
    table.checkOneDefault(files, problems);
    return table;
  }

  /** The cleanest source of the default set, whatever the time: floors are all of this. */
  public EnergySource cleanest() {
    return defaults().min(CLEANEST_FIRST).orElseThrow();
  }

  /** The dirtiest source of the default set, whatever the time: ceilings are all of this. */
  public EnergySource dirtiest() {
    return defaults().max(CLEANEST_FIRST).orElseThrow();
  }

  /** The sources of one set as they were at that time, cleanest first; empty if unknown. */
  public List<EnergySource> ofSet(String factorSet, Instant at) {
    return bySource
        .rows()
        .filter(row -> row.value().factorSet().equals(factorSet))
        .filter(row -> row.validity().contains(at))
        .map(Dated::value)
        .sorted(CLEANEST_FIRST)
        .toList();
  }

  /** All rows, by set, source and time. */
  public Stream<EnergySource> all() {
    return bySource.rows().map(Dated::value);
  }

  private Stream<EnergySource> defaults() {
    List<String> sets = defaultSets();
    return all().filter(source -> sets.contains(source.factorSet()));
  }

  private List<String> defaultSets() {
    return all().filter(EnergySource::isDefault).map(EnergySource::factorSet).distinct().toList();
  }

  private void checkOneDefault(List<FileBytes> files, ProblemLog problems) {
    List<String> sets = defaultSets();
    if (sets.size() != 1) {
      files.stream()
          .map(file -> file.file().origin())
          .forEach(
              file ->
                  problems.add(
                      file,
                      "%d factor sets are the default %s; mark the rows of exactly one is_default"
                          .formatted(sets.size(), sets)));
    }
  }

  private static EnergySource energySource(ReferenceRow row) {
    return new EnergySource(
        row.text(FACTOR_SET),
        row.flag(IS_DEFAULT),
        row.text(ENERGY_SOURCE),
        row.estimate(
            FACTOR_GCO2E_PER_KWH,
            FACTOR_LOW_GCO2E_PER_KWH,
            FACTOR_HIGH_GCO2E_PER_KWH,
            Bounds.INTENSITY),
        row.text(SOURCE));
  }
}

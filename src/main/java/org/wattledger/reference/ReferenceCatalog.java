package org.wattledger.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wattledger.schema.Equivalences;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/** Reads and checks the reference tables. */
public final class ReferenceCatalog {

  /**
   * The tables of a source.
   *
   * @throws ReferenceProblems naming all that is wrong, by file, line, value and remedy
   */
  public static Reference load(ReferenceSource source) {
    return load(source, List.of());
  }

  /**
   * The tables of a source with further grid exports laid over them: a zone that an export names
   * takes its hours from the exports alone.
   *
   * @throws ReferenceProblems naming all that is wrong, by file, line, value and remedy
   */
  public static Reference load(ReferenceSource source, List<GridExport> exports) {
    ProblemLog problems = new ProblemLog();
    source.checkTableNames(problems);
    Map<Table, List<FileBytes>> files = new HashMap<>();
    ReferenceTables.ALL.forEach(table -> files.put(table, source.files(table, problems)));
    List<GridRow> exported = new ArrayList<>();
    List<FileBytes> exportFiles = new ArrayList<>();
    List<GridExport> all = new ArrayList<>(source.exports(problems));
    all.addAll(exports);
    for (GridExport export : all) {
      export
          .file(problems)
          .ifPresent(
              file -> {
                exportFiles.add(file);
                exported.addAll(export.rows(file, problems));
              });
    }
    Manifest manifest = Manifest.of(source, files, exportFiles);
    Reference reference = tables(files, exported, manifest, problems);
    problems.throwIfAny();
    return reference;
  }

  private static Reference tables(
      Map<Table, List<FileBytes>> files,
      List<GridRow> exported,
      Manifest manifest,
      ProblemLog problems) {
    GridTable grid = GridTable.read(files.get(ReferenceTables.GRID), exported, problems);
    SiteTable sites = SiteTable.read(files.get(ReferenceTables.SITES), grid, problems);
    return new Reference(
        HardwareTable.read(files.get(ReferenceTables.HARDWARE), problems),
        grid,
        sites,
        EnergySourceTable.read(files.get(ReferenceTables.ENERGY_SOURCES), problems),
        ModelTable.read(files.get(ReferenceTables.MODELS), problems),
        TeamTable.read(files.get(ReferenceTables.TEAMS), problems),
        EquivalenceTable.read(files.get(Equivalences.EQUIVALENCES), problems),
        PriceTable.read(files.get(ReferenceTables.PRICES), problems),
        ContractTable.read(files.get(ReferenceTables.CONTRACTS), problems),
        MeterTierTable.read(files.get(ReferenceTables.METER_TIERS), problems),
        manifest.version(),
        manifest.files());
  }

  private ReferenceCatalog() {}
}

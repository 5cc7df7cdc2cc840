package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.Retention;
import org.wattledger.publication.RunLock;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** Retention by age: whole days with their tables, records, and what their runs left. */
public final class WarehousePruning {

  /**
   * What goes, or went.
   *
   * @param days in order
   * @param runs directories under {@code _runs}
   */
  public record Report(List<LocalDate> days, int runs, int commits) {}

  private final Path warehouse;
  private final PosixStorage storage;
  private final Retention retention;
  private final LocalDate before;

  private WarehousePruning(Path warehouse, LocalDate before) {
    this.warehouse = warehouse;
    this.storage = new PosixStorage(warehouse);
    this.retention =
        new Retention(
            storage,
            OutputTables.PUBLISHED.stream().map(Table::name).toList(),
            NightlyPipeline.LINKED);
    this.before = before;
  }

  /**
   * Removes everything of the days before a date.
   *
   * @throws org.wattledger.publication.PublicationFailed LOCKED if a run is at work
   * @throws RunFailure STORAGE if something cannot be removed; the next call goes on
   */
  public static Report prune(
      WattledgerConfig config, LocalDate before, String runId, boolean dryRun) {
    Path warehouse = Warehouse.directory(config.warehouse());
    WarehousePruning pruning = new WarehousePruning(warehouse, before);
    try {
      if (dryRun) {
        return new Report(
            List.copyOf(pruning.retention.daysBefore(before)), pruning.runs().size(), 0);
      }
      try (RunLock lock = RunLock.acquire(warehouse, runId)) {
        return pruning.prune(lock.guarding(Publication.Steps.untold()));
      }
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "Days before %s cannot be removed from %s: %s".formatted(before, warehouse, e),
          "check the permissions of the warehouse and repeat; what is left is found again",
          e);
    }
  }

  private Report prune(Publication.Steps steps) throws IOException {
    // A commit that waits for the next run must not bring a day back.
    new Publication(storage, NightlyPipeline.LINKED, steps).rollForward();
    TreeSet<LocalDate> days = retention.daysBefore(before);
    List<PublishedDay> left =
        PublishedDay.all(storage).stream().filter(day -> !day.day().isBefore(before)).toList();
    new SnapshotScript(storage).write(left);
    for (LocalDate day : days) {
      steps.before("remove " + day);
      retention.remove(day);
    }
    Set<String> runs = runs();
    for (String run : runs) {
      storage.delete(Layout.run(run));
    }
    return new Report(List.copyOf(days), runs.size(), retention.removeCommitsBefore(before));
  }

  /** Runs of the days that go, failed ones too. */
  private Set<String> runs() throws IOException {
    Set<String> runs = new TreeSet<>();
    for (String run : storage.entries(Layout.RUNS)) {
      RunManifest.read(warehouse, run)
          .filter(manifest -> manifest.day() != null && manifest.day().isBefore(before))
          .ifPresent(manifest -> runs.add(run));
    }
    return runs;
  }
}

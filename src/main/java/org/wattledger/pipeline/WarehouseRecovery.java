package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.Recovery;
import org.wattledger.publication.RunLock;

/** Brings an interrupted publication to an end, under the lock of the warehouse. */
public final class WarehouseRecovery {

  private WarehouseRecovery() {}

  /**
   * Looks, and unless it is a dry run goes the way that is open.
   *
   * @throws org.wattledger.publication.PublicationFailed LOCKED if a run is at work; UNCLEAR if no
   *     way is open
   * @throws RunFailure UNCLEAR if the storage fails meanwhile; SECURITY if it would write through a
   *     link
   */
  public static Recovery.Report recover(WattledgerConfig config, String runId, boolean dryRun) {
    Path warehouse = Warehouse.directory(config.warehouse());
    PosixStorage storage = new PosixStorage(warehouse);
    try {
      if (dryRun) {
        return new Recovery(storage).examine();
      }
      Warehouse.secure(warehouse);
      try (RunLock lock = RunLock.acquire(warehouse, runId)) {
        Recovery.Report report =
            new Recovery(storage, lock.guarding(Publication.Steps.untold())).recover();
        new SnapshotScript(storage).write();
        return report;
      }
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.UNCLEAR,
          "The publication cannot be brought to an end: " + e,
          "nothing was deleted; repair the storage and repeat `recover`",
          e);
    }
  }
}

package org.wattledger.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import org.wattledger.publication.Layout;

/**
 * One day to be run.
 *
 * @param day UTC
 * @param force repeats a day whose inputs have not changed
 * @param publish false: stops after the audit and leaves the staged files
 * @param dryRun says what would be done, writes nothing
 * @param startedAt the only wall-clock time that a run knows
 * @param runId names the run's directories
 */
public record RunRequest(
    LocalDate day,
    boolean force,
    boolean publish,
    boolean dryRun,
    Instant startedAt,
    String runId) {

  public RunRequest {
    if (!Layout.isSafeName(runId)) {
      throw new IllegalArgumentException(
          "Run id '%s' is no safe directory name; use letters, digits, '.', '_' and '-'"
              .formatted(runId));
    }
  }
}

package org.wattledger.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the run of one day ended, if it did not end in a {@link RunFailure}.
 *
 * @param reconciliation the day's balance; empty if nothing was computed (dry run)
 * @param warnings one sentence each; of a dry run: the plan
 * @param summary the summary.json of the run; empty if nothing was written
 */
public record RunOutcome(
    ExitCode exitCode,
    Optional<Reconciliation> reconciliation,
    List<String> warnings,
    Optional<Path> summary) {

  public RunOutcome {
    warnings = List.copyOf(warnings);
  }

  public RunOutcome(
      ExitCode exitCode, Reconciliation reconciliation, List<String> warnings, Path summary) {
    this(exitCode, Optional.of(reconciliation), warnings, Optional.of(summary));
  }
}

package org.wattledger.contract;

import java.nio.file.Path;
import java.time.LocalDate;
import org.wattledger.pipeline.RunOutcome;

/** The day of {@code data-samples}, published once for all tests of this JVM. */
final class SampleDay {

  static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  private static SampleDay published;

  private final Path warehouse;
  private final RunOutcome outcome;

  private SampleDay(Path warehouse, RunOutcome outcome) {
    this.warehouse = warehouse;
    this.outcome = outcome;
  }

  static synchronized SampleDay published() {
    if (published == null) {
      Path warehouse = Nights.warehouse("sample");
      Path file = Path.of("conf", "sample.conf");
      published = new SampleDay(warehouse, Nights.run(Nights.config(file, warehouse), DAY));
    }
    return published;
  }

  Path warehouse() {
    return warehouse;
  }

  RunOutcome outcome() {
    return outcome;
  }
}

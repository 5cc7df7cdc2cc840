package org.wattledger.pipeline;

import java.util.List;

/** Is told where a run is; from the run's own thread. */
public interface RunProgress {

  /** The stages that a published day goes through, in order; others are parts of these. */
  List<String> STAGES =
      List.of(
          "inputs",
          "ingest",
          "meters",
          "census",
          "load pass",
          "pool hours",
          "booking pass",
          "tables",
          "audit",
          "publish");

  /** A stage begins. */
  void begins(String stage);
}

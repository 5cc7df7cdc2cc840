package org.wattledger.pipeline;

import org.apache.spark.sql.SparkSession;
import org.wattledger.config.WattledgerConfig;

/** Placeholder: the walk of one day. */
public final class NightlyPipeline {

  public NightlyPipeline(SparkSession session, WattledgerConfig config) {}

  public RunOutcome run(RunRequest request) {
    throw new RunFailure(ExitCode.INTERNAL, "No pipeline for " + request.day(), "merge it");
  }
}

package org.wattledger.ingest;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The session under which raw files are read and staged: a copy of the caller's, with what mapping
 * and staging rely on.
 */
public final class IngestSession {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.ansi.enabled", "true",
          "spark.sql.session.timeZone", "UTC",
          // Names mean what they say: "uuid" and "UUID" are two labels of one meter.
          "spark.sql.caseSensitive", "true",
          "spark.sql.csv.parser.columnPruning.enabled", "false",
          // Numbers in JSON as text, digit by digit; otherwise they would pass through a double.
          "spark.sql.json.enableExactStringParsing", "true",
          "spark.sql.files.ignoreCorruptFiles", "false",
          "spark.sql.files.ignoreMissingFiles", "false",
          "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
          // One open file per verdict and hour instead of sorting every task's rows.
          "spark.sql.maxConcurrentOutputFileWriters", "64",
          // Longer methods are never compiled by the JVM; split projections are.
          "spark.sql.codegen.hugeMethodLimit", "8000");

  private static final String MOST_BYTES_A_TASK = "spark.sql.files.maxPartitionBytes";

  /**
   * A quarter of what Spark takes: a gzipped file is one task's however large it is, and two of
   * them in one task keep a core waiting for the other at the end.
   */
  private static final String BYTES_A_TASK = "32m";

  private IngestSession() {}

  public static SparkSession of(SparkSession session) {
    SparkSession copy = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    SETTINGS.forEach((name, value) -> copy.conf().set(name, value));
    if (!session.conf().getAll().contains(MOST_BYTES_A_TASK)) {
      copy.conf().set(MOST_BYTES_A_TASK, BYTES_A_TASK);
    }
    return copy;
  }
}

package org.wattledger.sources;

import org.apache.spark.sql.SparkSession;

/** The one local Spark session of the tests, with the settings under which sources are read. */
public final class LocalSpark {

  private LocalSpark() {}

  public static SparkSession session() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("wattledger-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }

  /** A copy with names taken as they are written, as ingestion uses it. */
  static SparkSession caseSensitive() {
    SparkSession copy = ((org.apache.spark.sql.classic.SparkSession) session()).cloneSession();
    copy.conf().set("spark.sql.caseSensitive", "true");
    return copy;
  }
}

package org.wattledger.fleet;

import org.apache.spark.sql.SparkSession;

/** The local session that the fleet's tests share. */
final class LocalSpark {

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("fleet tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }

  private LocalSpark() {}
}

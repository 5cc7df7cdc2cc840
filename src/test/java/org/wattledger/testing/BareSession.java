package org.wattledger.testing;

import org.apache.spark.sql.SparkSession;

/**
 * A session that runs one trivial job: what any Spark program on one machine pays before it does
 * something. Started by scripts/startup.
 */
final class BareSession {

  private BareSession() {}

  public static void main(String[] arguments) {
    SparkSession session =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    System.out.println(session.range(1000).selectExpr("sum(id)").first().getLong(0));
    session.stop();
  }
}

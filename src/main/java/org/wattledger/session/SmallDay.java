package org.wattledger.session;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * How queries over few rows are run: interpreted, in one partition, as planned. To compile a query,
 * cut its shuffles and plan it anew between its stages costs a fixed time each, which only many
 * rows give back. The values are the same.
 */
public final class SmallDay {

  /** Of input as it lies on disk; above it the rows outweigh the queries. */
  static final long MOST_BYTES = 8L << 20;

  private static final String HOW_TO_RUN = "spark.sql.codegen.factoryMode";

  private static final Map<String, String> SETTINGS =
      Map.of(
          HOW_TO_RUN,
          "NO_CODEGEN",
          "spark.sql.codegen.wholeStage",
          "false",
          "spark.sql.adaptive.enabled",
          "false",
          "spark.sql.shuffle.partitions",
          "1");

  private SmallDay() {}

  /** {@link #queries}, made when the first query is asked: most days ask none. */
  public static Supplier<SparkSession> queriesOnDemand(SparkSession session, long inputBytes) {
    return SideBySide.once(() -> queries(session, inputBytes));
  }

  /**
   * The session for queries over tables of a day: a copy of the caller's if the day is small,
   * unless the caller has chosen how they run.
   *
   * @param inputBytes size of the day's input files
   */
  public static SparkSession queries(SparkSession session, long inputBytes) {
    boolean isChosen = session.conf().getAll().contains(HOW_TO_RUN);
    if (inputBytes > MOST_BYTES || isChosen) {
      return session;
    }
    SparkSession copy = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    SETTINGS.forEach((name, value) -> copy.conf().set(name, value));
    return copy;
  }
}

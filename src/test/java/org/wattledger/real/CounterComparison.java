package org.wattledger.real;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What calls were charged beside what the hardware's energy counter said of each.
 *
 * @param bookedJ active and shared idle energy of all calls
 * @param counterJ by their counters
 * @param medianError of the relative errors of single calls, without sign
 * @param prompts texts that no output may hold: the first lines of the prompts
 */
record CounterComparison(
    long calls, double bookedJ, double counterJ, double medianError, List<String> prompts) {

  /** Shorter ones are words that stand elsewhere too. */
  private static final int LEAST_PROMPT = 15;

  static CounterComparison of(ExampleRun day, String recording, String counterJ) {
    Dataset<Row> recorded = recorded(day.session(), recording);
    Dataset<Row> truth =
        recorded
            .where("Phase NOT IN ('tokenizer', 'model load')")
            .selectExpr("Phase AS request_id", counterJ + " AS counter_j");
    Dataset<Row> booked =
        day.table("request_footprint")
            .selectExpr("request_id", "(active_energy_mj + idle_energy_mj) / 1000 AS booked_j");
    Row sums =
        ExampleRun.totals(
            truth.join(booked, "request_id"),
            "count(*)",
            "sum(booked_j)",
            "sum(counter_j)",
            "median(abs(booked_j / counter_j - 1))");
    List<String> prompts =
        recorded
            .selectExpr("split_part(replace(Prompt, '\r', ''), '\n', 1) AS line")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .filter(line -> line.length() >= LEAST_PROMPT)
            .toList();
    return new CounterComparison(
        sums.getLong(0), sums.getDouble(1), sums.getDouble(2), sums.getDouble(3), prompts);
  }

  private static Dataset<Row> recorded(SparkSession session, String recording) {
    return session
        .read()
        .option("header", true)
        .option("multiLine", true)
        .option("escape", "\"")
        .csv(ExampleRun.RECORDINGS.resolve(recording).resolve("calls.csv").toString());
  }
}

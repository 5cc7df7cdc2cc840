package org.wattledger.marts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import scala.Tuple2;

/**
 * All inference of a model on a day.
 *
 * @param day as ISO 8601 writes it
 */
public record InferenceDay(String modelId, String day, long requests, LifetimeAmounts amounts)
    implements Serializable {

  private record Charge(
      String teamId, String operation, String siteId, long requests, LifetimeAmounts amounts)
      implements Serializable {

    static final Comparator<Charge> ORDER =
        Comparator.comparing(Charge::teamId)
            .thenComparing(Charge::operation)
            .thenComparing(Charge::siteId);
  }

  private record Key(String modelId, String day) implements Serializable {}

  /** From rows of {@code team_daily}, those of a day added in the order of their keys. */
  public static List<InferenceDay> of(JavaRDD<Row> teamDays) {
    Columns columns = new Columns(OutputTables.TEAM_DAILY);
    return teamDays
        .filter(
            row ->
                !AttributedTables.TRAINING_OPERATION.equals(
                    columns.text(row, CanonicalTables.OPERATION)))
        .mapToPair(
            row ->
                new Tuple2<>(
                    new Key(
                        columns.text(row, OutputTables.MODEL_ID),
                        columns.text(row, OutputTables.USAGE_DATE)),
                    charge(row, columns)))
        .groupByKey()
        .map(ofDay -> sum(ofDay._1(), ofDay._2()))
        .collect();
  }

  private static Charge charge(Row row, Columns columns) {
    return new Charge(
        columns.text(row, OutputTables.TEAM_ID),
        columns.text(row, CanonicalTables.OPERATION),
        columns.text(row, OutputTables.SITE_ID),
        columns.number(row, Measures.REQUESTS),
        LifetimeAmounts.of(row, columns));
  }

  private static InferenceDay sum(Key key, Iterable<Charge> charges) {
    List<Charge> ordered = new ArrayList<>();
    charges.forEach(ordered::add);
    ordered.sort(Charge.ORDER);
    InferenceDay sum = new InferenceDay(key.modelId, key.day, 0, LifetimeAmounts.NOTHING);
    for (Charge charge : ordered) {
      sum = sum.plus(new InferenceDay(key.modelId, key.day, charge.requests, charge.amounts));
    }
    return sum;
  }

  /** Both together, under the day of the first. */
  InferenceDay plus(InferenceDay other) {
    return new InferenceDay(
        modelId, day, Math.addExact(requests, other.requests), amounts.plus(other.amounts));
  }
}

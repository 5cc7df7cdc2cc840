package org.wattledger.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattledger.publication.Json;
import org.wattledger.schema.DuckDbViews;

/** DuckDB's answers to the ten questions, for {@code scripts/ten-questions}. */
final class TenAnswers {

  private record Answers(String version, Map<String, Answer> answers) {}

  /** How many rows, and of each column of numbers the sum of those that are known. */
  private record Answer(int rows, Map<String, Double> sums) {

    static Answer of(List<Map<String, Object>> rows) {
      Map<String, Double> sums = new LinkedHashMap<>();
      for (Map<String, Object> row : rows) {
        row.forEach(
            (column, value) -> {
              if (value instanceof Number number) {
                sums.merge(column, number.doubleValue(), Double::sum);
              }
            });
      }
      return new Answer(rows.size(), sums);
    }
  }

  private TenAnswers() {}

  /** Prints one JSON object; the argument is the warehouse. Run where {@code docs} lies. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Answer> answers = new LinkedHashMap<>();
    try (PublishedTables duckDb =
        PublishedTables.byScript(Path.of(arguments[0]), DuckDbViews.script())) {
      TenQuestions.all().forEach((name, sql) -> answers.put(name, Answer.of(duckDb.rows(sql))));
      Object version = duckDb.row("SELECT version() AS version").get("version");
      System.out.println(Json.text(new Answers(version.toString(), answers)));
    }
  }
}

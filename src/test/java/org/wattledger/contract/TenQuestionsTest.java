package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.contract.SampleDay.DAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattledger.pipeline.PublishedViews;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;

/** The questions of {@code docs/bi/ten-questions.sql}, asked of the sample by two engines. */
@ExtendWith(SparkExtension.class)
class TenQuestionsTest {

  private static PublishedTables duckDb;
  private static SparkSession spark;

  @BeforeAll
  static void open(SparkSession suite) throws IOException {
    Path warehouse = SampleDay.published().warehouse();
    duckDb = PublishedTables.byScript(warehouse, Files.readString(warehouse.resolve("views.sql")));
    spark = suite.newSession();
    for (Table table : OutputTables.PUBLISHED) {
      PublishedViews.rows(spark, warehouse, table, DAY, DAY).createOrReplaceTempView(table.name());
    }
  }

  @AfterAll
  static void close() {
    duckDb.close();
  }

  static Stream<String> names() throws IOException {
    return TenQuestions.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void duckDbAndSparkGiveTheSameAnswer(String name) throws IOException {
    String question = TenQuestions.all().get(name);

    List<Map<String, Object>> answer = EngineRows.ofSpark(spark.sql(question));

    assertThat(answer).isEqualTo(EngineRows.ofDuckDb(duckDb.rows(question)));
    // Nothing of the sample was ever restated.
    assertThat(answer.isEmpty()).isEqualTo(name.equals("restated_days"));
  }

  @Test
  void thereAreTenAndTheirAnswersAreThoseOfTheTables() throws IOException {
    assertThat(TenQuestions.all()).hasSize(10);
    // data-samples/README.md: requests of the day by team.
    assertThat(duckDb.rows(TenQuestions.all().get("energy_per_team_last_week")))
        .filteredOn(row -> row.get("team_id").equals("assistant"))
        .extracting(row -> row.get("requests").toString())
        .containsExactly("5046");
    // 2 boards x 2 h x 320 W x PUE 1.12.
    assertThat(duckDb.rows(TenQuestions.all().get("training_beside_inference")))
        .filteredOn(row -> row.get("model_id").equals("llama-3.1-8b"))
        .extracting(row -> Math.round((Double) row.get("training_kwh") * 1e9) / 1e9)
        .containsExactly(1.4336);
  }
}

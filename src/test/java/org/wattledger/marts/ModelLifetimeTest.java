package org.wattledger.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class ModelLifetimeTest {

  private static final Provenance PROVENANCE =
      new Provenance(LocalDate.of(2026, 3, 2), "method", "reference");

  private final SparkSession spark;
  private final List<Row> teamDays = new ArrayList<>();
  private final List<Row> trainingDays = new ArrayList<>();
  private final List<Row> earlier = new ArrayList<>();

  ModelLifetimeTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void trainingStandsBesideAllInferenceSoFar() {
    served(1, "m", "red", "chat", 4_000, 1_000.0, 10.0, 1.0);
    served(2, "m", "red", "chat", 1_000, 300.0, 3.0, 0.5);
    // Provisioned idle is a cost of inference: (1 000 + 300 + 200) Wh / 5 000 = 0.3 Wh per query
    served(2, "m", "(idle)", "(none)", 0, 200.0, 2.0, 0.5);
    served(2, "m", "red", "training", 0, 2_000.0, 20.0, 2.0);
    trained(2, "m", "j", 2_000.0, 20.0, 2.0);
    earlier("m", "j", 4_000.0, 40.0, 4.0);

    Row row = only();

    assertThat(row.<String>getAs("model_id")).isEqualTo("m");
    assertThat(row.<Long>getAs("inference_requests")).isEqualTo(5_000);
    assertThat(row.<Double>getAs("inference_energy_wh")).isEqualTo(1_500);
    assertThat(row.<Double>getAs("training_energy_wh")).isEqualTo(6_000);
    assertThat(row.<Double>getAs("inference_emissions_gco2e")).isEqualTo(17);
    assertThat(row.<Double>getAs("training_emissions_gco2e")).isEqualTo(66);
    assertThat(row.<Double>getAs("inference_to_training_ratio")).isEqualTo(0.25);
    // 6 000 Wh / 0.3 Wh = 20 000 queries
    assertThat(row.<Double>getAs("break_even_queries")).isCloseTo(20_000, within(1e-9));
  }

  @Test
  void aModelThatIsOnlyServedHasNoKnownTraining() {
    served(2, "m", "red", "chat", 10, 5.0, 1.0, 1.0);

    Row row = only();

    assertThat(row.<Double>getAs("training_energy_wh")).isNull();
    assertThat(row.<Double>getAs("inference_to_training_ratio")).isNull();
    assertThat(row.<Double>getAs("break_even_queries")).isNull();
  }

  @Test
  void aModelThatIsNotServedYetHasUsedNothing() {
    trained(1, "m", "j", 100.0, 1.0, 1.0);

    Row row = only();

    assertThat(row.<Long>getAs("inference_requests")).isZero();
    assertThat(row.<Double>getAs("inference_energy_wh")).isZero();
    assertThat(row.<Double>getAs("inference_emissions_gco2e")).isZero();
    assertThat(row.<Double>getAs("inference_to_training_ratio")).isZero();
    assertThat(row.<Double>getAs("break_even_queries")).isNull();
  }

  @Test
  void whatIsUnknownOnOneDayIsUnknownOfTheWhole() {
    served(1, "m", "red", "chat", 10, 5.0, 1.0, 1.0);
    served(2, "m", "red", "chat", 10, null, null, 1.0);
    trained(1, "m", "j", 100.0, 1.0, 1.0);
    earlier("m", "k", 50.0, null, 1.0);

    Row row = only();

    assertThat(row.<Double>getAs("inference_energy_wh")).isNull();
    assertThat(row.<Double>getAs("training_energy_wh")).isEqualTo(150);
    assertThat(row.<Double>getAs("training_emissions_gco2e")).isNull();
    assertThat(row.<Double>getAs("inference_to_training_ratio")).isNull();
  }

  @Test
  void energyOfNoModelIsNoModelsLife() {
    served(1, "(unattributed)", "(unattributed)", "(none)", 0, 5.0, 1.0, 1.0);
    trained(1, "(unattributed)", "j", 100.0, 1.0, 1.0);

    assertThat(lifetimes()).isEmpty();
  }

  private Row only() {
    List<Row> rows = lifetimes();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private List<Row> lifetimes() {
    List<InferenceDay> inference =
        InferenceDay.of(
            spark.createDataFrame(teamDays, OutputTables.TEAM_DAILY.schema()).toJavaRDD());
    return spark
        .createDataFrame(
            ModelLifetime.rows(inference, trainingDays, earlier, PROVENANCE),
            OutputTables.MODEL_LIFETIME.schema())
        .collectAsList();
  }

  private void served(
      int day,
      String model,
      String team,
      String operation,
      long requests,
      Double facilityWh,
      Double locationG,
      Double embodiedG) {
    Map<String, Object> cells = cells(model, facilityWh, locationG, embodiedG);
    cells.put("usage_date", java.sql.Date.valueOf(LocalDate.of(2026, 3, day)));
    cells.put("team_id", team);
    cells.put("operation", operation);
    cells.put("requests", requests);
    teamDays.add(row(OutputTables.TEAM_DAILY, cells));
  }

  private void trained(
      int day, String model, String job, Double facilityWh, Double locationG, Double embodiedG) {
    Map<String, Object> cells = cells(model, facilityWh, locationG, embodiedG);
    cells.put("usage_date", java.sql.Date.valueOf(LocalDate.of(2026, 3, day)));
    cells.put("job_id", job);
    trainingDays.add(row(OutputTables.TRAINING_JOB, cells));
  }

  private void earlier(
      String model, String job, Double facilityWh, Double locationG, Double embodiedG) {
    Map<String, Object> cells = cells(model, facilityWh, locationG, embodiedG);
    cells.put("job_id", job);
    earlier.add(row(ModelLifetime.EARLIER_TRAINING, cells));
  }

  private static Map<String, Object> cells(
      String model, Double facilityWh, Double locationG, Double embodiedG) {
    Map<String, Object> cells = new HashMap<>();
    cells.put("model_id", model);
    cells.put("site_id", "s");
    cells.put("facility_energy_wh", facilityWh);
    cells.put("location_emissions_gco2e", locationG);
    cells.put("embodied_emissions_gco2e", embodiedG);
    return cells;
  }

  private static Row row(Table table, Map<String, Object> cells) {
    return RowFactory.create(table.fields().stream().map(Field::name).map(cells::get).toArray());
  }
}

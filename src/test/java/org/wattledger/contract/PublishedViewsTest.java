package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.wattledger.contract.SampleDay.DAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattledger.pipeline.PublishedViews;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.schema.DuckDbViews;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PublishedView;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;
import org.wattledger.testing.Threat;

/** The views of a warehouse, as DuckDB reads its script and as Spark runs the same queries. */
@ExtendWith(SparkExtension.class)
class PublishedViewsTest {

  private static final double RELATIVE = 1e-9;

  /** Feature level Mandatory in FOCUS 1.2. */
  private static final List<String> MANDATORY_IN_FOCUS =
      List.of(
          "BilledCost",
          "BillingAccountId",
          "BillingAccountName",
          "BillingCurrency",
          "BillingPeriodEnd",
          "BillingPeriodStart",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ContractedCost",
          "EffectiveCost",
          "InvoiceIssuerName",
          "ListCost",
          "PricingQuantity",
          "PricingUnit",
          "ProviderName",
          "PublisherName",
          "ServiceCategory",
          "ServiceName");

  private static Path warehouse;
  private static PublishedTables views;

  @BeforeAll
  static void publishTheSample() {
    warehouse = SampleDay.published().warehouse();
    views = PublishedTables.byScript(warehouse, DuckDbViews.script());
  }

  @AfterAll
  static void close() {
    views.close();
  }

  static List<PublishedView> views() {
    return PublishedView.ALL;
  }

  @ParameterizedTest
  @MethodSource("views")
  void duckDbAndSparkYieldTheSameRows(PublishedView view, SparkSession session) {
    Dataset<Row> rows = PublishedViews.rows(session, warehouse, view, DAY, DAY);
    List<Map<String, Object>> ofSpark = EngineRows.ofSpark(rows);
    List<Map<String, Object>> ofDuckDb =
        EngineRows.ofDuckDb(views.rows("SELECT * FROM " + view.name()));

    assertThat(rows.columns()).containsExactly(view.table().columnNames());
    assertThat(sorted(ofSpark, view)).isEqualTo(sorted(ofDuckDb, view));
    assertThat(ofSpark.isEmpty()).isEqualTo(view == PublishedView.GHG_RESTATEMENTS);
  }

  @ParameterizedTest
  @MethodSource("views")
  void columnsAreOfTheTypesThatTheSchemaStates(PublishedView view, SparkSession session) {
    Dataset<Row> rows = PublishedViews.rows(session, warehouse, view, DAY, DAY);

    assertThat(rows.schema().fields())
        .extracting(field -> field.name() + " " + field.dataType().sql())
        .containsExactlyElementsOf(
            view.table().fields().stream()
                .map(field -> field.name() + " " + field.type().sql())
                .toList());
  }

  @Test
  void theRatiosOfAnOriginAddUpToOneAndChargesToWhatIsPublished() {
    assertThat(
            views.number(
                "SELECT count(*) FROM (SELECT sum(x_AllocationRatio) AS r FROM focus"
                    + " GROUP BY x_AllocationOriginId) WHERE NOT abs(r - 1) < 1e-9"))
        .isZero();
    Map<String, Object> charged =
        views.row(
            "SELECT sum(BilledCost) AS cost, sum(x_EnergyKwh) AS kwh,"
                + " sum(x_LocationEmissionsKgCo2e) AS kg, sum(x_Requests) AS n FROM focus");
    Map<String, Object> published =
        views.row(
            "SELECT sum(energy_cost) AS cost, sum(facility_energy_wh) / 1000 AS kwh,"
                + " sum(location_emissions_gco2e) / 1000 AS kg, sum(requests) AS n FROM team_daily");
    for (String sum : List.of("cost", "kwh", "kg", "n")) {
      double expected = ((Number) published.get(sum)).doubleValue();
      assertThat(((Number) charged.get(sum)).doubleValue())
          .as(sum)
          .isCloseTo(expected, offset(RELATIVE * expected));
    }
    // Every model of the sample has users, so no idle energy is left with nobody.
    assertThat(views.number("SELECT count(*) FROM focus WHERE x_TeamId = '(idle)'")).isZero();
  }

  @Test
  void chargesHaveWhatFocusDemandsAndNothingThatItForbids() {
    List<String> columns = List.of(PublishedView.FOCUS.table().columnNames());
    List<String> ofFocus = columns.stream().filter(name -> !name.startsWith("x_")).toList();

    assertThat(columns).containsAll(MANDATORY_IN_FOCUS);
    // Ours come last.
    assertThat(columns).startsWith(ofFocus.toArray(String[]::new));
    assertThat(ofFocus).isSorted();
    assertThat(
            views.rows(
                "SELECT DISTINCT ChargeCategory, ChargeFrequency, PricingCategory, ServiceCategory,"
                    + " PricingUnit, ConsumedUnit FROM focus"))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactly(
            List.of(
                "Usage",
                "Usage-Based",
                "Standard",
                "AI and Machine Learning",
                "Kilowatt-Hours",
                "Kilowatt-Hours"));
    // A name in brackets stands for nobody; FOCUS allows no placeholder.
    assertThat(
            views.rows(
                "SELECT DISTINCT x_TeamId FROM focus WHERE SubAccountId IS NULL ORDER BY x_TeamId"))
        .containsExactly(Map.of("x_TeamId", "(unattributed)"));
    assertThat(views.number("SELECT count(*) FROM focus WHERE SubAccountId <> x_TeamId")).isZero();
  }

  @Test
  void theInventoryHoldsTheModelsAndTheTrainingThatNoMeterSaw() {
    // 2 boards x 2 h x 320 W x PUE 1.12 = 1.4336 kWh of training.
    assertThat(
            views.rows(
                "SELECT DISTINCT round(facility_energy_kwh, 9) AS kwh, measured_ratio FROM ghg"
                    + " WHERE activity = 'training without a meter'"))
        .containsExactly(Map.of("kwh", 1.4336, "measured_ratio", 0.0));
    double published =
        (Double)
            views
                .row(
                    "SELECT (SELECT sum(location_emissions_gco2e) FROM model_daily)"
                        + " + (SELECT sum(location_emissions_gco2e) FROM training_job) AS g")
                .get("g");
    assertThat(
            (Double)
                views
                    .row(
                        "SELECT sum(emissions_kgco2e) AS kg FROM ghg WHERE scope = 'Scope 2'"
                            + " AND method = 'location-based'")
                    .get("kg"))
        .isCloseTo(published / 1_000, offset(RELATIVE * published));
  }

  @Test
  @Threat("S26")
  void hostileNamesStayNamesInEveryView(SparkSession session) throws IOException {
    String hostile = "'; DROP VIEW focus; --\"\\\u001b[2J";
    Path small = Nights.warehouse("quoted/views' \"x");
    // Two teams used 3 and 1 mJ of a model that held 8 mJ ready; other tables are the sample's.
    List<Row> rows =
        List.of(
            team(hostile, hostile, 3, 0), team("b", hostile, 1, 0), team("(idle)", hostile, 0, 8));
    session
        .createDataFrame(rows, OutputTables.TEAM_DAILY.schema())
        .coalesce(1)
        .write()
        .parquet(small.resolve("team_daily").resolve("dt=" + DAY).toString());
    for (Table table : OutputTables.PUBLISHED) {
      if (table != OutputTables.TEAM_DAILY) {
        Files.createSymbolicLink(
            small.resolve(table.name()), warehouse.resolve(table.name()).toAbsolutePath());
      }
    }
    String sql =
        "SELECT SubAccountId, Tags, x_AllocationKind AS kind, x_AllocationRatio AS ratio FROM focus"
            + " ORDER BY kind, ratio";

    try (PublishedTables duckDb = PublishedTables.byScript(small, DuckDbViews.script())) {
      List<Map<String, Object>> shown = duckDb.rows(sql);
      // Of 12 mJ: idle 8 x 1/4 and 8 x 3/4, use 1 and 3.
      assertThat(shown)
          .extracting(row -> row.get("ratio"))
          .containsExactly(2 / 12.0, 6 / 12.0, 1 / 12.0, 3 / 12.0);
      assertThat(shown)
          .extracting(row -> row.get("SubAccountId"))
          .containsExactly("b", hostile, "b", hostile);
      assertThat(
              PublishedViews.focus(session, small, DAY, DAY)
                  .select("Tags")
                  .distinct()
                  .collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly((String) shown.get(0).get("Tags"));
    }
  }

  @Test
  void daysThatAreNotPublishedAreSaidToBeMissing(SparkSession session) {
    LocalDate before = DAY.minusDays(1);

    assertThatThrownBy(() -> PublishedViews.ghg(session, warehouse, before, before))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("No day from 2026-11-20 to 2026-11-20 is published");
  }

  private static Row team(String team, String model, long activeMj, long provisionedMj) {
    Map<String, Object> cells =
        Map.of(
            "usage_date", DAY,
            "team_id", team,
            "model_id", model,
            "operation", "chat",
            "site_id", "a",
            "active_energy_mj", activeMj,
            "provisioned_idle_energy_mj", provisionedMj);
    return RowFactory.create(
        OutputTables.TEAM_DAILY.fields().stream()
            .map(Field::name)
            .map(cells::get)
            .map(cell -> cell instanceof LocalDate date ? java.sql.Date.valueOf(date) : cell)
            .toArray());
  }

  private static List<Map<String, Object>> sorted(
      List<Map<String, Object>> rows, PublishedView view) {
    List<String> keys = view.table().keys().stream().map(Field::name).toList();
    return rows.stream()
        .sorted(Comparator.comparing(row -> keys.stream().map(row::get).toList().toString()))
        .toList();
  }
}

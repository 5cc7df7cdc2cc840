package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.report.Flow;
import org.wattledger.report.ReportTable;
import org.wattledger.report.SmallTeams;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;

/** Rows of published tables, and what a page shows of them, worked out by hand. */
@ExtendWith(SparkExtension.class)
class ReportStagesTest {

  private static final Date SATURDAY = Date.valueOf("2026-10-24");
  private static final Date SUNDAY = Date.valueOf("2026-10-25");

  private final SparkSession spark = SparkExtension.session();

  /** 30 queries of 0.1 Wh and 10 of 0.3 Wh: 6 Wh / 40 = 0.15 Wh; three of four saw p50 = 0.05. */
  @Test
  void aMeanOverDaysIsExactAndAPercentileIsThatOfTheMiddleDay() {
    ReportTable queries =
        ReportQueries.of(
                rows(
                    OutputTables.QUERY_DAILY,
                    query(SATURDAY, 30L, 0.1, 0.05),
                    query(SUNDAY, 10L, 0.3, 0.2),
                    query(SUNDAY, 0L, null, null)))
            .table(false);

    assertThat(queries.rows()).hasSize(1);
    List<Object> row = queries.rows().get(0);
    assertThat(row.subList(0, 4)).containsExactly("m", "(none)", "1-63", 40L);
    assertThat((Double) row.get(queries.index("mean"))).isCloseTo(0.15, within(1e-12));
    assertThat(row.get(queries.index("p50"))).isEqualTo(0.05);
    assertThat(row.get(queries.index("p99"))).isNull();
  }

  /**
   * In Berlin 2026-10-25 has 25 hours, from 22:00 UTC the evening before; two o'clock occurs twice.
   * 1 + 2 + 4 + 8 mJ lie in it, 16 before it, 32 after it.
   */
  @Test
  void aDayOfAZoneHoldsItsHoursAndNoOthers() {
    ReportRange range =
        new ReportRange(
            LocalDate.of(2026, 10, 25),
            LocalDate.of(2026, 10, 25),
            ZoneId.of("Europe/Berlin"),
            List.of(),
            List.of(),
            List.of(LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 25)),
            LocalDate.of(2026, 10, 24).toEpochDay() * 24 + 22,
            LocalDate.of(2026, 10, 25).toEpochDay() * 24 + 23);
    Dataset<Row> modelHourly =
        rows(
                OutputTables.MODEL_HOURLY,
                hour(SATURDAY, 21, 16),
                hour(SATURDAY, 22, 1),
                hour(SUNDAY, 0, 2),
                hour(SUNDAY, 1, 4),
                hour(SUNDAY, 22, 8),
                hour(SUNDAY, 23, 32))
            .withColumn(
                ReportRows.HOUR, functions.expr("unix_date(usage_date) * 24L + usage_hour"));

    ReportHours hours = ReportHours.of(modelHourly, range);

    assertThat(cells(hours.hours(), 0))
        .hasSize(25)
        .startsWith("2026-10-25 00:00 +02:00", "2026-10-25 01:00 +02:00", "2026-10-25 02:00 +02:00")
        .contains("2026-10-25 02:00 +01:00")
        .endsWith("2026-10-25 23:00 +01:00");
    ReportTable days = hours.days();
    assertThat(cells(days, 0)).containsExactly("2026-10-25");
    assertThat(cells(days, days.index("active_energy_mj"))).containsExactly(15L);
    // 15 g over 30 Wh of facility energy.
    assertThat(cells(days, days.index("intensity"))).containsExactly(500.0);
  }

  /** ads 100 + 10 mJ, bot 40 + 4, cat 7 of training; 1000 mJ idle: 1161 mJ in every view. */
  @Test
  void smallTeamsShareARowAndEveryViewAddsUp() {
    ReportTeams teams =
        ReportTeams.of(
            rows(
                OutputTables.TEAM_DAILY,
                team("ads", "chat", 100, 10, 0),
                team("bot", "chat", 40, 4, 0),
                team("cat", "training", 7, 0, 0),
                team("(idle)", null, 0, 0, 1000)));
    SmallTeams small = SmallTeams.below(5, teams.names(), Map.of("ads", 9L, "bot", 3L, "cat", 4L));
    ReportTable table = teams.table(small, List.of());

    assertThat(teams.names()).isEqualTo(Set.of("ads", "bot", "cat"));
    assertThat(cells(table, 0)).containsExactly("ads", "(small teams)", "(idle)");
    assertThat(cells(table, table.index("active_energy_mj"))).containsExactly(100L, 47L, 0L);
    assertThat(teams.trainingMj()).isEqualTo(7);
    assertThat(teams.flows(small, table))
        .extracting(Flow::consumer)
        .containsOnly("ads", "(small teams)", "(idle)");
    assertThat(teams.flows(small, table).stream().mapToLong(Flow::energyMj).sum()).isEqualTo(1161);
  }

  private static List<Object> cells(ReportTable table, int column) {
    return table.rows().stream().map(row -> row.get(column)).toList();
  }

  private static Map<String, Object> query(Date day, long requests, Double mean, Double p50) {
    Map<String, Object> row = new HashMap<>(Map.of("usage_date", day, "model_id", "m"));
    row.put("token_class", "1-63");
    row.put("requests", requests);
    row.put("energy_per_query_mean_wh", mean);
    row.put("energy_per_query_p50_wh", p50);
    return row;
  }

  private static Map<String, Object> hour(Date day, int hour, long activeMj) {
    return Map.of(
        "usage_date",
        day,
        "usage_hour",
        hour,
        "model_id",
        "m",
        "site_id",
        "s",
        "active_energy_mj",
        activeMj,
        "facility_energy_wh",
        2.0 * activeMj,
        "location_emissions_gco2e",
        1.0 * activeMj);
  }

  private static Map<String, Object> team(
      String team, String operation, long active, long shared, long provisioned) {
    Map<String, Object> row = new HashMap<>(Map.of("usage_date", SUNDAY, "team_id", team));
    row.put("model_id", "m");
    row.put("site_id", "s");
    row.put("operation", operation);
    row.put("active_energy_mj", active);
    row.put("idle_energy_mj", shared);
    row.put("provisioned_idle_energy_mj", provisioned);
    return row;
  }

  /** One partition; columns that are not named are null. */
  @SafeVarargs
  private Dataset<Row> rows(Table table, Map<String, Object>... named) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, Object> row : named) {
      rows.add(
          RowFactory.create(
              table.fields().stream().map(Field::name).map(row::get).toArray(Object[]::new)));
    }
    return spark
        .createDataFrame(Arrays.asList(rows.toArray(Row[]::new)), table.schema())
        .coalesce(1);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}

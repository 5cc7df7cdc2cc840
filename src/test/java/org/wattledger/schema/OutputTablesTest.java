package org.wattledger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OutputTablesTest {

  /** Ends of a validity are instants that read better without the suffix. */
  private static final Set<String> INSTANTS_WITHOUT_SUFFIX = Set.of("valid_from", "valid_to");

  static Stream<Table> tables() {
    return Stream.concat(
        OutputTables.ALL.stream(),
        Stream.of(
            CanonicalTables.REQUESTS,
            CanonicalTables.TELEMETRY,
            CanonicalTables.PLACEMENTS,
            CanonicalTables.TRAINING,
            CanonicalTables.STAGED_REQUESTS,
            CanonicalTables.STAGED_TELEMETRY));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theSuffixOfAColumnAgreesWithItsUnit(Table table) {
    for (Field field : table.fields()) {
      if (!INSTANTS_WITHOUT_SUFFIX.contains(field.name())) {
        assertThat(unitBySuffix(field.name()))
            .as("%s.%s", table.name(), field.name())
            .isEqualTo(field.unit().suffix());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aColumnNameOccursOnceInATable(Table table) {
    assertThat(table.columnNames()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyKeyIsAColumnOfItsTable(Table table) {
    assertThat(table.keys()).isNotEmpty();
    assertThat(table.columnNames())
        .contains(table.keys().stream().map(Field::name).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void ledgerAmountsAreWholeMillijoulesAndOtherAmountsAreDoubles(Table table) {
    for (Field field : table.fields()) {
      assertThat(field.type())
          .as("%s.%s", table.name(), field.name())
          .isIn(allowedTypes(field.unit()));
    }
  }

  @Test
  void everyPublishedTableBeginsWithItsDayAndIsKeyedByIt() {
    assertThat(OutputTables.ALL)
        .allSatisfy(
            table -> {
              assertThat(table.fields().get(0)).isEqualTo(OutputTables.USAGE_DATE);
              assertThat(table.keys()).contains(OutputTables.USAGE_DATE);
            });
  }

  @Test
  void tableNamesAreThoseOfTheContract() {
    assertThat(OutputTables.ALL)
        .extracting(Table::name)
        .containsExactlyInAnyOrder(
            "request_footprint",
            "model_daily",
            "team_daily",
            "query_daily",
            "model_hourly",
            "device_hourly",
            "energy_balance",
            "training_job",
            "model_lifetime",
            "scenario_daily",
            "restatement",
            "rejected",
            "data_quality");
    assertThat(OutputTables.PUBLISHED).isEqualTo(OutputTables.ALL);
  }

  @Test
  void modelDailyHasEveryMeasureInContractOrder() {
    assertThat(OutputTables.MODEL_DAILY.columnNames())
        .containsExactly(
            "usage_date",
            "model_id",
            "site_id",
            "device_model",
            "requests",
            "failed_requests",
            "prompt_tokens",
            "cached_prompt_tokens",
            "output_tokens",
            "active_energy_mj",
            "idle_energy_mj",
            "provisioned_idle_energy_mj",
            "unattributed_energy_mj",
            "modelled_energy_mj",
            "host_energy_mj",
            "it_energy_wh",
            "facility_energy_wh",
            "location_emissions_gco2e",
            "market_emissions_gco2e",
            "marginal_emissions_gco2e",
            "upstream_emissions_gco2e",
            "embodied_emissions_gco2e",
            "location_low_emissions_gco2e",
            "location_high_emissions_gco2e",
            "floor_emissions_gco2e",
            "ceiling_emissions_gco2e",
            "onsite_water_l",
            "offsite_water_l",
            "offsite_water_withdrawal_l",
            "energy_cost",
            "measured_ratio",
            "market_low_emissions_gco2e",
            "market_high_emissions_gco2e",
            "marginal_low_emissions_gco2e",
            "marginal_high_emissions_gco2e",
            "upstream_low_emissions_gco2e",
            "upstream_high_emissions_gco2e",
            "embodied_low_emissions_gco2e",
            "embodied_high_emissions_gco2e",
            "location_dominant_input",
            "market_dominant_input",
            "marginal_dominant_input",
            "upstream_dominant_input",
            "embodied_dominant_input",
            "energy_cost_currency",
            "method_version",
            "reference_version");
  }

  @Test
  void aRequestCarriesOnlyTheLedgerColumnsThatRequestsCanOwn() {
    assertThat(OutputTables.REQUEST_FOOTPRINT.columnNames())
        .startsWith(
            "usage_date",
            "request_id",
            "logical_request_id",
            "model_id",
            "team_id",
            "user_key",
            "workflow_id",
            "site_id",
            "pool_id",
            "device_model",
            "operation",
            "status",
            "started_at",
            "ended_at",
            "energy_basis",
            "host_energy_basis",
            "is_end_estimated",
            "is_tokens_estimated",
            "requests")
        .contains("active_energy_mj", "idle_energy_mj", "modelled_energy_mj", "host_energy_mj")
        .doesNotContain("provisioned_idle_energy_mj", "unattributed_energy_mj", "user_id");
  }

  @Test
  void queryDailyShowsTheCostOfOneQueryInEachPercentile() {
    assertThat(OutputTables.QUERY_DAILY.columnNames())
        .contains(
            "energy_per_query_mean_wh",
            "energy_per_query_p50_wh",
            "energy_per_query_p90_wh",
            "energy_per_query_p99_wh",
            "energy_with_idle_per_query_p50_wh",
            "location_emissions_per_query_p90_gco2e",
            "water_per_query_p99_l",
            "marginal_energy_per_query_wh",
            "energy_per_1k_output_tokens_wh",
            "sci_per_request_gco2e",
            "web_search_ratio");
  }

  private static String unitBySuffix(String columnName) {
    return Arrays.stream(Unit.values())
        .map(Unit::suffix)
        .filter(suffix -> !suffix.isEmpty())
        .filter(suffix -> columnName.equals(suffix) || columnName.endsWith("_" + suffix))
        .max((left, right) -> Integer.compare(left.length(), right.length()))
        .orElse("");
  }

  private static List<DataType> allowedTypes(Unit unit) {
    return switch (unit) {
      case NONE -> List.of(DataTypes.StringType, DataTypes.BooleanType, DataTypes.DoubleType);
      case COUNT -> List.of(DataTypes.LongType, DataTypes.DoubleType);
      case TOKENS, MILLIJOULES -> List.of(DataTypes.LongType);
      case HOUR_OF_DAY -> List.of(DataTypes.IntegerType);
      case DATE -> List.of(DataTypes.DateType);
      case INSTANT -> List.of(DataTypes.TimestampType);
      case WATTS,
          WATT_HOURS,
          KILOWATT_HOURS,
          GRAMS_CO2E,
          KILOGRAMS_CO2E,
          GRAMS_CO2E_PER_KWH,
          LITRES,
          LITRES_PER_KWH,
          CUBIC_METRES,
          SECONDS,
          HOURS,
          GIGABYTES,
          RATIO,
          MONEY ->
          List.of(DataTypes.DoubleType);
    };
  }
}

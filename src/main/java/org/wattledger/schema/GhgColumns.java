package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.date;
import static org.wattledger.schema.Field.text;

import java.util.List;

/** What the views of the greenhouse gas inventory yield. */
final class GhgColumns {

  private static final Field REPORTING_MONTH =
      date("reporting_month", "First day of the month, UTC");
  private static final Field SITE = text("site_id", "Data-centre site; (unknown): not named");
  private static final Field ACTIVITY =
      text(
          "activity",
          "metered: serving and training that meters recorded; training without a meter: rated or"
              + " stated watts");
  private static final Field SCOPE = text("scope", "Scope of the GHG Protocol");
  private static final Field CATEGORY = text("category", "Category of the scope");
  private static final Field METHOD =
      text(
          "method",
          "location-based or market-based; by time in use: embodied emissions spread over the"
              + " lifetime of the devices");

  static final Table INVENTORY =
      new Table(
          "ghg",
          "one row per site, month, activity, scope, category and method",
          List.of(REPORTING_MONTH, SITE, ACTIVITY, SCOPE, CATEGORY, METHOD),
          List.of(
              REPORTING_MONTH,
              SITE,
              ACTIVITY,
              SCOPE,
              CATEGORY,
              METHOD,
              kilograms("emissions_kgco2e", "Emissions of the energy whose factor is known"),
              kilograms("emissions_low_kgco2e", "Sum of the days' lower bounds; null: none"),
              kilograms("emissions_high_kgco2e", "Sum of the days' upper bounds; null: none"),
              kilowattHours("facility_energy_kwh", "IT energy x PUE where that is known"),
              kilowattHours(
                  "energy_without_factor_kwh", "IT energy that the emissions leave out: no factor"),
              amount(
                  "measured_ratio",
                  Unit.RATIO,
                  "Share of the device energy that meters showed, neither estimated nor modelled"),
              count("published_days", "Days of the month with such rows"),
              count(
                  "restated_days",
                  "Days of the month that a later run changed, at any site; see"
                      + " ghg_restatements"),
              text("first_method_version", "Least version of the method in the month"),
              text("last_method_version", "Greatest version of the method in the month"),
              text("first_reference_version", "Least versions of the reference tables"),
              text("last_reference_version", "Greatest versions of the reference tables")));

  static final Table RESTATEMENTS =
      new Table(
          "ghg_restatements",
          "one row per day, table and kind of emissions that a later run changed, and run",
          List.of(
              OutputTables.USAGE_DATE,
              text("table_name", "Restated table"),
              CATEGORY,
              METHOD,
              Studies.RUN_ID),
          List.of(
              REPORTING_MONTH,
              OutputTables.USAGE_DATE,
              text("table_name", "Restated table"),
              SCOPE,
              CATEGORY,
              METHOD,
              kilograms("old_emissions_kgco2e", "Total of the day as it was published"),
              kilograms("new_emissions_kgco2e", "Total of the day as the run found it"),
              text("reason", "Late input, new method or new reference version"),
              Studies.RUN_ID,
              Studies.PUBLISHED_AT));

  private GhgColumns() {}

  private static Field kilograms(String name, String doc) {
    return amount(name, Unit.KILOGRAMS_CO2E, doc);
  }

  private static Field kilowattHours(String name, String doc) {
    return amount(name, Unit.KILOWATT_HOURS, doc);
  }
}

package org.wattledger.real;

import java.nio.file.Path;
import java.time.LocalDate;
import org.wattledger.contract.PublishedTables;

/**
 * A day worked out anew by DuckDB from raw inputs alone: counter readings, the grid's export, PUE
 * and rated host watts. Nothing that this program computed goes in; it becomes the table {@code
 * raw_hours}, one row per site and hour, beside the published tables.
 */
final class RawGridHours {

  private static final String READINGS =
      """
      CREATE TEMP TABLE readings AS
      SELECT device_id, device_model, site_id,
        epoch_us(sampled_at) AS to_us,
        energy_mj AS to_mj,
        lag(epoch_us(sampled_at)) OVER device AS from_us,
        lag(energy_mj) OVER device AS from_mj
      FROM read_csv('%s/*/*.csv.gz', types = {'sampled_at': 'TIMESTAMPTZ', 'energy_mj': 'HUGEINT'})
      WINDOW device AS (PARTITION BY device_id ORDER BY sampled_at)
      """;

  /**
   * Between two readings energy flows evenly, and what flowed until a time is rounded down to a
   * millijoule (methodology section 6); the host draws its rated watts.
   */
  private static final String ENERGY =
      """
      CREATE TEMP TABLE energy AS
      WITH hours AS (
        SELECT h AS usage_hour,
          epoch_us(TIMESTAMP '%s 00:00:00') + h * 3600000000 AS hour_us
        FROM range(24) AS r(h)),
      parts AS (
        SELECT *, greatest(from_us, hour_us) AS a_us, least(to_us, hour_us + 3600000000) AS b_us
        FROM readings, hours
        WHERE from_us < hour_us + 3600000000 AND to_us > hour_us)
      SELECT site_id, usage_hour,
        sum((to_mj - from_mj) * (b_us - from_us) // (to_us - from_us)
          - (to_mj - from_mj) * (a_us - from_us) // (to_us - from_us))::BIGINT AS device_mj,
        sum((b_us - a_us) * host_w / 1000) AS host_mj
      FROM parts JOIN (
        SELECT unnest(string_split(aliases, '|')) AS device_model, host_w_per_device AS host_w
        FROM read_csv('conf/reference/hardware/2026-11-01/hardware.csv')) USING (device_model)
      GROUP BY ALL
      """;

  private static final String GRAMS =
      """
      CREATE TEMP TABLE raw_hours AS
      SELECT site_id, usage_hour::INT AS usage_hour, device_mj, host_mj, pue, grid.*,
        (device_mj + host_mj) / 3.6e9 * pue AS facility_kwh
      FROM energy
      JOIN read_csv('conf/examples/reference/sites/grid-hourly-2024/sites.csv') USING (site_id)
      JOIN (
        SELECT "Zone Id" AS zone, hour("Datetime (UTC)") AS usage_hour,
          "Carbon Intensity gCO₂eq/kWh (direct)" AS direct,
          "Carbon Intensity gCO₂eq/kWh (LCA)" AS lifecycle,
          "Data Estimated" AS is_estimated
        FROM read_csv('%s/*_hourly.csv')
        WHERE "Datetime (UTC)"::DATE = DATE '%s') AS grid USING (zone, usage_hour)
      """;

  private RawGridHours() {}

  /**
   * @param telemetry folder with a folder of counter readings per day
   * @param exports folder with the grid's files
   */
  static void create(PublishedTables tables, Path telemetry, Path exports, LocalDate day) {
    tables.execute(READINGS.formatted(telemetry));
    tables.execute(ENERGY.formatted(day));
    tables.execute(GRAMS.formatted(exports, day));
  }
}

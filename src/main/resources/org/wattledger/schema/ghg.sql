WITH activity AS (
  SELECT usage_date, site_id, 'metered' AS activity, 1.0e0 AS part,
    CAST(coalesce(active_energy_mj, 0) + coalesce(idle_energy_mj, 0) + coalesce(provisioned_idle_energy_mj, 0)
      + coalesce(unattributed_energy_mj, 0) + coalesce(modelled_energy_mj, 0) AS DOUBLE) AS known_mj,
    measured_ratio, it_energy_wh, facility_energy_wh, method_version, reference_version,
    location_emissions_gco2e AS location_g,
    location_low_emissions_gco2e AS location_low_g, location_high_emissions_gco2e AS location_high_g,
    market_emissions_gco2e AS market_g,
    market_low_emissions_gco2e AS market_low_g, market_high_emissions_gco2e AS market_high_g,
    upstream_emissions_gco2e AS upstream_g,
    upstream_low_emissions_gco2e AS upstream_low_g, upstream_high_emissions_gco2e AS upstream_high_g,
    embodied_emissions_gco2e AS embodied_g,
    embodied_low_emissions_gco2e AS embodied_low_g, embodied_high_emissions_gco2e AS embodied_high_g
  FROM model_daily
  UNION ALL
  -- What meters showed of a job is in model_daily already; here is the part that none did.
  SELECT usage_date, site_id, 'training without a meter',
    CAST(modelled_energy_mj AS DOUBLE) / (coalesce(active_energy_mj, 0) + modelled_energy_mj),
    CAST(modelled_energy_mj AS DOUBLE), 0.0e0, it_energy_wh, facility_energy_wh, method_version, reference_version,
    location_emissions_gco2e, location_low_emissions_gco2e, location_high_emissions_gco2e,
    market_emissions_gco2e, NULL, NULL,
    upstream_emissions_gco2e, NULL, NULL,
    embodied_emissions_gco2e, NULL, NULL
  FROM training_job WHERE modelled_energy_mj > 0
),
-- Amounts of the part; where the factor of a row is unknown, its energy is told instead.
months AS (
  SELECT CAST(date_trunc('month', usage_date) AS DATE) AS reporting_month, site_id, activity,
    count(DISTINCT usage_date) AS published_days,
    sum(facility_energy_wh * part) / 1000.0e0 AS facility_kwh,
    sum(known_mj * coalesce(measured_ratio, 0.0e0)) / nullif(sum(known_mj), 0.0e0) AS measured_share,
    sum(location_g * part) / 1000.0e0 AS location_kg,
    sum(location_low_g * part) / 1000.0e0 AS location_low_kg,
    sum(location_high_g * part) / 1000.0e0 AS location_high_kg,
    sum(CASE WHEN location_g IS NULL THEN it_energy_wh * part ELSE 0.0e0 END) / 1000.0e0 AS location_missing_kwh,
    sum(market_g * part) / 1000.0e0 AS market_kg,
    sum(market_low_g * part) / 1000.0e0 AS market_low_kg,
    sum(market_high_g * part) / 1000.0e0 AS market_high_kg,
    sum(CASE WHEN market_g IS NULL THEN it_energy_wh * part ELSE 0.0e0 END) / 1000.0e0 AS market_missing_kwh,
    sum(upstream_g * part) / 1000.0e0 AS upstream_kg,
    sum(upstream_low_g * part) / 1000.0e0 AS upstream_low_kg,
    sum(upstream_high_g * part) / 1000.0e0 AS upstream_high_kg,
    sum(CASE WHEN upstream_g IS NULL THEN it_energy_wh * part ELSE 0.0e0 END) / 1000.0e0 AS upstream_missing_kwh,
    sum(embodied_g * part) / 1000.0e0 AS embodied_kg,
    sum(embodied_low_g * part) / 1000.0e0 AS embodied_low_kg,
    sum(embodied_high_g * part) / 1000.0e0 AS embodied_high_kg,
    sum(CASE WHEN embodied_g IS NULL THEN it_energy_wh * part ELSE 0.0e0 END) / 1000.0e0 AS embodied_missing_kwh,
    min(method_version) AS first_method_version, max(method_version) AS last_method_version,
    min(reference_version) AS first_reference_version, max(reference_version) AS last_reference_version
  FROM activity
  GROUP BY CAST(date_trunc('month', usage_date) AS DATE), site_id, activity
),
restated AS (
  SELECT CAST(date_trunc('month', usage_date) AS DATE) AS reporting_month, count(DISTINCT usage_date) AS restated_days
  FROM restatement WHERE table_name IN ('model_daily', 'training_job') GROUP BY CAST(date_trunc('month', usage_date) AS DATE)
),
inventory AS (
  SELECT m.*, 'Scope 2' AS scope, 'Purchased electricity' AS category, 'location-based' AS method,
    location_kg AS kg, location_low_kg AS low_kg, location_high_kg AS high_kg, location_missing_kwh AS missing_kwh FROM months m
  UNION ALL
  SELECT m.*, 'Scope 2', 'Purchased electricity', 'market-based',
    market_kg, market_low_kg, market_high_kg, market_missing_kwh FROM months m
  UNION ALL
  SELECT m.*, 'Scope 3', 'Category 2: Capital goods', 'by time in use',
    embodied_kg, embodied_low_kg, embodied_high_kg, embodied_missing_kwh FROM months m
  UNION ALL
  SELECT m.*, 'Scope 3', 'Category 3: Fuel- and energy-related activities', 'location-based',
    upstream_kg, upstream_low_kg, upstream_high_kg, upstream_missing_kwh FROM months m
)
SELECT i.reporting_month, i.site_id, i.activity, i.scope, i.category, i.method,
  i.kg AS emissions_kgco2e, i.low_kg AS emissions_low_kgco2e, i.high_kg AS emissions_high_kgco2e,
  i.facility_kwh AS facility_energy_kwh, i.missing_kwh AS energy_without_factor_kwh, i.measured_share AS measured_ratio,
  i.published_days, coalesce(r.restated_days, 0) AS restated_days,
  i.first_method_version, i.last_method_version, i.first_reference_version, i.last_reference_version
FROM inventory i
LEFT JOIN restated r ON r.reporting_month = i.reporting_month

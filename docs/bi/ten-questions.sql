-- Ten questions that are asked first, over the tables of a warehouse. DuckDB (with views.sql) and Spark SQL
-- read them as they stand; PostgreSQL too, over exported tables. Each begins with its name.

-- name: energy_per_team_last_week
SELECT team_id, sum(facility_energy_wh) / 1000 AS facility_kwh, sum(requests) AS requests
FROM team_daily
WHERE usage_date > (SELECT max(usage_date) - INTERVAL '7' DAY FROM team_daily)
GROUP BY team_id
ORDER BY team_id;

-- name: top_models_by_emissions
SELECT model_id, sum(location_emissions_gco2e) / 1000 AS location_kg, sum(embodied_emissions_gco2e) / 1000 AS embodied_kg
FROM model_daily
GROUP BY model_id
ORDER BY location_kg DESC
LIMIT 10;

-- name: cost_per_1k_output_tokens
SELECT model_id, energy_cost_currency, sum(energy_cost) AS energy_cost, sum(output_tokens) AS output_tokens,
  1000 * sum(energy_cost) / nullif(sum(output_tokens), 0) AS cost_per_1k_output_tokens
FROM model_daily
GROUP BY model_id, energy_cost_currency
ORDER BY model_id, energy_cost_currency;

-- name: idle_share_by_site
SELECT site_id,
  sum(shared_idle_mj + provisioned_idle_mj) / 3600000000.0e0 AS idle_kwh,
  sum(measured_mj) / 3600000000.0e0 AS measured_kwh,
  1.0e0 * sum(shared_idle_mj + provisioned_idle_mj) / nullif(sum(measured_mj), 0) AS idle_share
FROM energy_balance
WHERE device_kind = 'accelerator'
GROUP BY site_id
ORDER BY site_id;

-- name: p90_energy_per_query
SELECT usage_date, model_id, operation, token_class, energy_with_idle_per_query_p90_wh, energy_with_idle_per_query_mean_wh
FROM query_daily
ORDER BY usage_date, model_id, operation, token_class;

-- name: hourly_peak
SELECT h.site_id, h.usage_date, h.usage_hour, h.it_kwh
FROM (
  SELECT site_id, usage_date, usage_hour, sum(it_energy_wh) / 1000 AS it_kwh,
    row_number() OVER (PARTITION BY site_id ORDER BY sum(it_energy_wh) DESC, usage_date, usage_hour) AS place
  FROM model_hourly
  GROUP BY site_id, usage_date, usage_hour
) h
WHERE h.place = 1
ORDER BY h.site_id;

-- name: measured_share
SELECT site_id, sum(measured_mj) / 3600000000.0e0 AS measured_kwh, sum(estimated_mj) / 3600000000.0e0 AS estimated_kwh,
  1 - 1.0e0 * sum(estimated_mj) / nullif(sum(measured_mj), 0) AS measured_share
FROM energy_balance
GROUP BY site_id
ORDER BY site_id;

-- name: restated_days
SELECT usage_date, measure, old_value, new_value, reason
FROM restatement
WHERE table_name = 'model_daily'
ORDER BY usage_date, measure, published_at;

-- name: market_beside_location
SELECT site_id, sum(location_emissions_gco2e) / 1000 AS location_kg, sum(market_emissions_gco2e) / 1000 AS market_kg
FROM model_daily
GROUP BY site_id
ORDER BY site_id;

-- name: training_beside_inference
SELECT model_id, sum(inference_kwh) AS inference_kwh, sum(training_kwh) AS training_kwh
FROM (
  SELECT model_id, facility_energy_wh / 1000 AS inference_kwh, 0.0e0 AS training_kwh FROM team_daily WHERE operation <> 'training'
  UNION ALL
  SELECT model_id, 0.0e0, facility_energy_wh / 1000 FROM training_job
) parts
GROUP BY model_id
ORDER BY model_id;

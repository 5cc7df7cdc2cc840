-- What people ask of the tables, in SQL that DuckDB and PostgreSQL both know. Every question has an
-- order, so that answers can be held side by side.

-- 1. Energy and emissions by model
SELECT model_id, sum(requests) AS requests, sum(active_energy_mj) AS active_energy_mj,
       sum(facility_energy_wh) / 1000 AS facility_energy_kwh,
       sum(location_emissions_gco2e) / 1000 AS location_emissions_kgco2e
FROM model_daily GROUP BY model_id ORDER BY model_id;

-- 2. What each team is charged, with its cost centre
SELECT team_id, cost_center, energy_cost_currency,
       sum(active_energy_mj + idle_energy_mj) AS charged_energy_mj, sum(energy_cost) AS energy_cost
FROM team_daily GROUP BY team_id, cost_center, energy_cost_currency
ORDER BY team_id, cost_center, energy_cost_currency;

-- 3. The balance of the day
SELECT sum(measured_mj) AS measured_mj, sum(active_mj) AS active_mj,
       sum(shared_idle_mj) AS shared_idle_mj, sum(provisioned_idle_mj) AS provisioned_idle_mj,
       sum(unattributed_mj) AS unattributed_mj
FROM energy_balance WHERE device_kind = 'accelerator' ORDER BY 1;

-- 4. Energy hour by hour
SELECT usage_hour, sum(it_energy_wh) AS it_energy_wh, count(*) AS models
FROM model_hourly GROUP BY usage_hour ORDER BY usage_hour;

-- 5. What a chat query costs, by its size
SELECT model_id, token_class, sum(requests) AS requests, max(energy_per_query_p50_wh) AS p50_wh,
       max(energy_per_query_p99_wh) AS p99_wh
FROM query_daily WHERE operation = 'chat' GROUP BY model_id, token_class
ORDER BY model_id, token_class;

-- 6. Location-based beside market-based emissions of each site
SELECT site_id, sum(location_emissions_gco2e) AS location_gco2e,
       sum(market_emissions_gco2e) AS market_gco2e, sum(embodied_emissions_gco2e) AS embodied_gco2e
FROM model_daily GROUP BY site_id ORDER BY site_id;

-- 7. Models that mostly wait
SELECT model_id, sum(provisioned_idle_energy_mj) AS waiting_mj,
       1.0 * sum(provisioned_idle_energy_mj)
         / nullif(sum(active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj), 0) AS waiting_ratio
FROM model_daily GROUP BY model_id ORDER BY waiting_mj DESC, model_id;

-- 8. Devices with gaps in their samples
SELECT device_id, device_model, sum(measured_mj) AS measured_mj, sum(gap_s) AS gap_s,
       sum(resets) AS resets
FROM device_hourly GROUP BY device_id, device_model ORDER BY device_id, device_model;

-- 9. Water, and energy per 1,000 tokens written
SELECT model_id, sum(onsite_water_l + offsite_water_l) AS water_l,
       1000 * sum(it_energy_wh) / nullif(sum(output_tokens), 0) AS wh_per_1k_output_tokens
FROM model_daily GROUP BY model_id ORDER BY model_id;

-- 10. How the checks of the day ended
SELECT check_name, subject, status, expected, actual
FROM data_quality ORDER BY check_name, subject, actual;

-- 11. The ten requests that used most, and when they started
SELECT request_id, model_id, team_id, started_at, active_energy_mj, is_end_estimated
FROM request_footprint ORDER BY active_energy_mj DESC, request_id LIMIT 10;

-- 12. Training beside inference
SELECT model_id, training_energy_wh, inference_energy_wh, inference_requests
FROM model_lifetime ORDER BY model_id;

-- The request table. Amounts follow from the energy of each hour, so the few requests that cross an
-- hour, or the end of the day, are cut there first.

-- User ids leave as HMAC-SHA-256: each distinct id is hashed once.
CREATE OR REPLACE TABLE users AS
SELECT user_id,
  sha256(getvariable('outer_pad') || unhex(sha256(getvariable('inner_pad') || encode(user_id))))
    AS user_key
FROM (SELECT DISTINCT user_id FROM phased WHERE user_id IS NOT NULL);

CREATE OR REPLACE MACRO is_failure(status) AS
  CASE
    WHEN status IS NULL OR status = 'ok' THEN false
    ELSE lower(status) NOT IN ('ok', 'success', 'succeeded', 'successful', 'complete', 'completed',
        'finished', 'stop', 'length', 'true')
      AND NOT regexp_full_match(status, '2[0-9][0-9]')
  END;

CREATE OR REPLACE MACRO priced(pieces) AS TABLE
SELECT
  p.*, f.* EXCLUDE (pool_hour),
  (active_mj + idle_mj + host_mj) / 3.6e6 AS it_wh,
  it_wh * pue AS facility_wh,
  facility_wh / 1000 * location_factor AS location_g,
  facility_wh / 1000 * market_factor AS market_g,
  facility_wh / 1000 * marginal_factor AS marginal_g,
  facility_wh / 1000 * upstream_factor AS upstream_g,
  embodied_g_us * (b - a) AS embodied_g,
  location_g * location_low AS location_low_g,
  location_g * location_high AS location_high_g,
  facility_wh / 1000 * cleanest AS floor_g,
  facility_wh / 1000 * dirtiest AS ceiling_g,
  it_wh / 1000 * wue AS onsite_l,
  facility_wh / 1000 * ewif AS offsite_l,
  facility_wh / 1000 * ewif_withdrawal AS withdrawal_l,
  facility_wh / 1000 * price AS cost
FROM booked(pieces) p
JOIN factors f USING (pool_hour);

CREATE OR REPLACE VIEW inside_an_hour AS
SELECT *, (pool * 24 + a // 3600000000)::INTEGER AS pool_hour
FROM phased
WHERE a // 3600000000 = (b - 1) // 3600000000 AND end_us <= 86400000000;

CREATE OR REPLACE VIEW cut AS
SELECT
  * REPLACE (
    greatest(a, usage_hour * 3600000000) AS a,
    greatest(least(m, (usage_hour + 1) * 3600000000), usage_hour * 3600000000) AS m,
    least(b, (usage_hour + 1) * 3600000000) AS b),
  (pool * 24 + usage_hour)::INTEGER AS pool_hour
FROM (
  SELECT *, unnest(range(a // 3600000000, (b - 1) // 3600000000 + 1)) AS usage_hour
  FROM phased
  WHERE a // 3600000000 <> (b - 1) // 3600000000 OR end_us > 86400000000);

CREATE OR REPLACE TABLE crossing AS
SELECT * FROM priced('cut');

CREATE OR REPLACE VIEW all_priced AS
SELECT
  request_id, logical_request_id, model_id, team_id, user_id, workflow_id, site_id, pool_id,
  device_model, is_host_known, operation, status, started_at, ended_at, end_us,
  prompt_tokens, cached_prompt_tokens, output_tokens, active_mj, idle_mj, host_mj, it_wh,
  facility_wh, location_g, market_g, marginal_g, upstream_g, embodied_g, location_low_g,
  location_high_g, floor_g, ceiling_g, onsite_l, offsite_l, withdrawal_l, cost, currency
FROM priced('inside_an_hour')
UNION ALL
SELECT
  any_value(request_id), any_value(logical_request_id), any_value(model_id), any_value(team_id),
  any_value(user_id), any_value(workflow_id), any_value(site_id), any_value(pool_id),
  any_value(device_model), any_value(is_host_known), any_value(operation), any_value(status), any_value(started_at),
  any_value(ended_at), any_value(end_us), any_value(prompt_tokens),
  any_value(cached_prompt_tokens), any_value(output_tokens), sum(active_mj)::BIGINT,
  sum(idle_mj)::BIGINT, sum(host_mj)::BIGINT, sum(it_wh), sum(facility_wh), sum(location_g),
  sum(market_g), sum(marginal_g), sum(upstream_g), sum(embodied_g), sum(location_low_g),
  sum(location_high_g), sum(floor_g), sum(ceiling_g), sum(onsite_l), sum(offsite_l),
  sum(withdrawal_l), sum(cost), any_value(currency)
FROM crossing
GROUP BY request_id;

-- The right side of each join is the small one; the planner would take the requests for few.
SET disabled_optimizers = 'join_order,build_side_probe_side';

COPY (
  SELECT
    getvariable('day') AS usage_date, request_id, logical_request_id, model_id,
    coalesce(team_id, '(none)') AS team_id, user_key, workflow_id, site_id, pool_id, device_model,
    coalesce(operation, '(none)') AS operation, status, started_at, ended_at,
    'COUNTER' AS energy_basis, CASE WHEN is_host_known THEN 'RATED' END AS host_energy_basis,
    false AS is_end_estimated, false AS is_tokens_estimated,
    CASE WHEN end_us <= 86400000000 THEN 1 ELSE 0 END::BIGINT AS requests,
    CASE WHEN is_failure(status) THEN requests ELSE 0 END::BIGINT AS failed_requests,
    prompt_tokens * requests AS prompt_tokens,
    cached_prompt_tokens * requests AS cached_prompt_tokens,
    output_tokens * requests AS output_tokens,
    active_mj AS active_energy_mj, idle_mj AS idle_energy_mj,
    NULL::BIGINT AS modelled_energy_mj,
    CASE WHEN is_host_known THEN host_mj END AS host_energy_mj,
    it_wh AS it_energy_wh, facility_wh AS facility_energy_wh,
    location_g AS location_emissions_gco2e, market_g AS market_emissions_gco2e,
    marginal_g AS marginal_emissions_gco2e, upstream_g AS upstream_emissions_gco2e,
    embodied_g AS embodied_emissions_gco2e, location_low_g AS location_low_emissions_gco2e,
    location_high_g AS location_high_emissions_gco2e, floor_g AS floor_emissions_gco2e,
    ceiling_g AS ceiling_emissions_gco2e, onsite_l AS onsite_water_l,
    offsite_l AS offsite_water_l, withdrawal_l AS offsite_water_withdrawal_l,
    cost AS energy_cost,
    CASE WHEN active_mj + idle_mj > 0 THEN 1.0::DOUBLE END AS measured_ratio,
    currency AS energy_cost_currency,
    getvariable('method_version') AS method_version,
    getvariable('reference_version') AS reference_version
  FROM all_priced
  LEFT JOIN users USING (user_id))
TO (getvariable('out') || '/request_footprint')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PER_THREAD_OUTPUT, OVERWRITE);

RESET disabled_optimizers;

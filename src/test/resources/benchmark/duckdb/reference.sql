-- The reference tables as of the day: one row per site and hour, per device and per serving unit.
-- Versions of a table are put together as the fleet's configuration pins them.

CREATE OR REPLACE TABLE hours AS
SELECT
  range::INTEGER AS usage_hour,
  getvariable('day_us') + range * 3600000000 AS hour_us
FROM range(24);

-- Relative distance of a bound from the best value, never negative; 0 where there is none.
CREATE OR REPLACE MACRO below(low, best) AS
  coalesce(CASE WHEN best > low THEN (best - low) / best END, 0);

CREATE OR REPLACE MACRO above(high, best) AS
  coalesce(CASE WHEN high > best AND best <> 0 THEN (high - best) / best END, 0);

CREATE OR REPLACE MACRO valid_at(valid_from, valid_to, at_us) AS
  coalesce(epoch_us(valid_from::TIMESTAMPTZ) <= at_us, true)
  AND coalesce(at_us < epoch_us(valid_to::TIMESTAMPTZ), true);

CREATE OR REPLACE TABLE prices AS
SELECT site_id, usage_hour, price_per_kwh::DOUBLE AS price, currency
FROM hours
JOIN read_csv(
  [getvariable('reference') || '/prices/2026-11-01/prices.csv',
   getvariable('fleet') || '/reference/prices/fleet/prices.csv'],
  header = true, all_varchar = true, union_by_name = true)
ON valid_at(valid_from, valid_to, hour_us);

CREATE OR REPLACE TABLE contracts AS
SELECT site_id, usage_hour, matching, contract_mwh::DOUBLE * 1e6 AS contract_wh,
  factor_gco2e_per_kwh::DOUBLE AS factor
FROM hours
JOIN read_csv(
  [getvariable('reference') || '/contracts/2026-11-01/contracts.csv',
   getvariable('fleet') || '/reference/contracts/fleet/contracts.csv'],
  header = true, all_varchar = true, union_by_name = true)
ON valid_at(valid_from, valid_to, hour_us);

CREATE OR REPLACE TABLE grid AS
SELECT
  zone, usage_hour,
  location_gco2e_per_kwh::DOUBLE AS location_factor,
  below(location_low_gco2e_per_kwh::DOUBLE, location_factor) AS location_down,
  above(location_high_gco2e_per_kwh::DOUBLE, location_factor) AS location_up,
  coalesce(market_residual_gco2e_per_kwh::DOUBLE, location_factor) AS residual,
  coalesce(market_residual_low_gco2e_per_kwh::DOUBLE, residual) AS residual_low,
  coalesce(market_residual_high_gco2e_per_kwh::DOUBLE, residual) AS residual_high,
  marginal_gco2e_per_kwh::DOUBLE AS marginal_factor,
  below(marginal_low_gco2e_per_kwh::DOUBLE, marginal_factor) AS marginal_down,
  above(marginal_high_gco2e_per_kwh::DOUBLE, marginal_factor) AS marginal_up,
  CASE WHEN factor_basis = 'direct' THEN
    lifecycle_gco2e_per_kwh::DOUBLE * (1 + td_loss_ratio::DOUBLE) - location_factor
  END AS upstream_factor,
  ewif_l_per_kwh::DOUBLE AS ewif,
  ewif_withdrawal_l_per_kwh::DOUBLE AS ewif_withdrawal
FROM hours
JOIN read_csv(
  [getvariable('reference') || '/grid/2026-11-01/grid.csv',
   getvariable('fleet') || '/reference/grid/fleet/grid.csv'],
  header = true, all_varchar = true, union_by_name = true)
ON valid_at(valid_from, valid_to, hour_us)
-- The finest cadence of a zone counts.
QUALIFY row_number() OVER (
  PARTITION BY zone, usage_hour
  ORDER BY cadence = 'hour' DESC, valid_from DESC NULLS LAST) = 1;

CREATE OR REPLACE TABLE sites AS
SELECT
  site_id, zone, pue::DOUBLE AS pue,
  below(pue_low::DOUBLE, pue::DOUBLE) AS pue_down,
  above(pue_high::DOUBLE, pue::DOUBLE) AS pue_up,
  wue_l_per_kwh::DOUBLE AS wue
FROM read_csv(
  [getvariable('reference') || '/sites/2026-11-01/sites.csv',
   getvariable('fleet') || '/reference/sites/fleet/sites.csv'],
  header = true, all_varchar = true, union_by_name = true);

CREATE OR REPLACE TABLE mix AS
SELECT min(factor_gco2e_per_kwh::DOUBLE) AS cleanest, max(factor_gco2e_per_kwh::DOUBLE) AS dirtiest
FROM read_csv(getvariable('reference') || '/energy_sources/2026-11-01/energy_sources.csv',
  header = true, all_varchar = true)
WHERE is_default::BOOLEAN;

CREATE OR REPLACE TABLE tiers AS
SELECT
  max(1 - low_ratio::DOUBLE) FILTER (energy_basis = 'COUNTER') AS device_down,
  max(high_ratio::DOUBLE - 1) FILTER (energy_basis = 'COUNTER') AS device_up,
  max(1 - low_ratio::DOUBLE) FILTER (energy_basis = 'HOST_RATED') AS host_down,
  max(high_ratio::DOUBLE - 1) FILTER (energy_basis = 'HOST_RATED') AS host_up
FROM read_csv(getvariable('reference') || '/meter_tiers/2026-11-01/meter_tiers.csv',
  header = true, all_varchar = true);

CREATE OR REPLACE TABLE web_search AS
SELECT energy_wh::DOUBLE AS wh
FROM read_csv(getvariable('reference') || '/equivalences/2026-11-01/equivalences.csv',
  header = true, all_varchar = true)
WHERE fact_id = 'web-search-2009';

CREATE OR REPLACE TABLE weights AS
SELECT
  model_id,
  row_number() OVER (ORDER BY model_id)::UTINYINT AS model,
  w_prefill::DOUBLE AS w_prefill,
  w_cached::DOUBLE AS w_cached,
  w_decode::DOUBLE AS w_decode,
  w_context_per_1k::DOUBLE / 1000 AS w_context
FROM read_csv(getvariable('fleet') || '/reference/models/fleet/models.csv',
  header = true, all_varchar = true);

CREATE OR REPLACE TABLE costs AS
SELECT team_id, cost_center
FROM read_csv(getvariable('reference') || '/teams/2026-11-01/teams.csv',
  header = true, all_varchar = true);

CREATE OR REPLACE TABLE hardware AS
SELECT
  lower(unnest(list_prepend(device_model, coalesce(string_split(aliases, '|'), [])))) AS name,
  device_model AS product,
  coalesce(loaded_idle_w, idle_w)::DOUBLE AS idle_w,
  max_w::DOUBLE AS max_w,
  CASE WHEN includes_host::BOOLEAN THEN 0 ELSE host_w_per_device::DOUBLE END AS host_w,
  1e12 / (lifetime_h::DOUBLE * 3.6e9) AS ng_us_per_kg,
  ng_us_per_kg * (embodied_kgco2e::DOUBLE + coalesce(host_embodied_kgco2e::DOUBLE, 0))
    AS embodied_ng_us,
  ng_us_per_kg * (coalesce(embodied_low_kgco2e, embodied_kgco2e)::DOUBLE
    + coalesce(host_embodied_low_kgco2e, host_embodied_kgco2e, '0')::DOUBLE) AS embodied_low_ng_us,
  ng_us_per_kg * (coalesce(embodied_high_kgco2e, embodied_kgco2e)::DOUBLE
    + coalesce(host_embodied_high_kgco2e, host_embodied_kgco2e, '0')::DOUBLE) AS embodied_high_ng_us
FROM read_csv(getvariable('reference') || '/hardware/2026-11-01/hardware.csv',
  header = true, all_varchar = true);

-- One row per device; one that holds two models belongs to both in equal parts.
CREATE OR REPLACE TABLE devices AS
SELECT
  row_number() OVER (ORDER BY device_id)::USMALLINT AS device,
  (dense_rank() OVER (ORDER BY site_id, unit_id) - 1)::INTEGER AS pool,
  device_id, site_id, unit_id, node_id, models,
  coalesce(product, device_model) AS product,
  idle_w, max_w, host_w, embodied_ng_us, embodied_low_ng_us, embodied_high_ng_us
FROM (
  SELECT device_id, min(site_id) AS site_id, min(unit_id) AS unit_id, min(node_id) AS node_id,
    min(device_model) AS device_model, list(DISTINCT model_id) AS models
  FROM read_csv(getvariable('fleet') || '/placements/placements.csv',
    header = true, all_varchar = true)
  GROUP BY device_id)
LEFT JOIN hardware ON lower(device_model) = name;

-- On these fleets every serving unit is a pool of its own.
CREATE OR REPLACE TABLE pools AS
SELECT
  pool, site_id, unit_id AS pool_id, any_value(models) AS models,
  coalesce(sum(host_w), 0) AS host_w, bool_and(host_w IS NOT NULL) AS is_host_known,
  string_agg(DISTINCT product, '+' ORDER BY product) AS device_model
FROM devices
GROUP BY pool, site_id, unit_id;

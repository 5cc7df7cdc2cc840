-- The marts. Requests are read back from the table just written; those that cross an hour or
-- the end of the day come from their pieces.

CREATE OR REPLACE MACRO token_class(output_tokens) AS
  CASE
    WHEN output_tokens IS NULL THEN '(unknown)'
    WHEN output_tokens <= 0 THEN '0'
    WHEN output_tokens <= 63 THEN '1-63'
    WHEN output_tokens <= 255 THEN '64-255'
    WHEN output_tokens <= 1023 THEN '256-1023'
    WHEN output_tokens <= 4095 THEN '1024-4095'
    ELSE '4096+'
  END;

CREATE OR REPLACE VIEW pieces AS
SELECT
  pool_id, model_id, team_id, operation, token_class(output_tokens) AS token_class,
  started_at >= getvariable('day_start') AS is_whole,
  (greatest(epoch_us(started_at) - getvariable('day_us'), 0) // 3600000000)::TINYINT AS usage_hour,
  requests, failed_requests, prompt_tokens, cached_prompt_tokens, output_tokens,
  active_energy_mj AS active_mj, idle_energy_mj AS idle_mj, host_energy_mj AS host_mj,
  greatest(1, epoch_us(ended_at) - greatest(epoch_us(started_at), getvariable('day_us')))
    AS presence_us
FROM read_parquet(getvariable('out') || '/request_footprint/*.parquet')
WHERE requests = 1
  AND greatest(epoch_us(started_at), getvariable('day_us')) // 3600000000
    = (greatest(epoch_us(started_at) + 1, epoch_us(ended_at)) - 1) // 3600000000
UNION ALL
SELECT
  pool_id, model_id, coalesce(team_id, '(none)'), coalesce(operation, '(none)'),
  token_class(output_tokens), start_us >= 0 AND end_us <= 86400000000,
  (a // 3600000000)::TINYINT,
  CASE WHEN b = end_us THEN 1 ELSE 0 END,
  CASE WHEN b = end_us AND is_failure(status) THEN 1 ELSE 0 END,
  CASE WHEN b = end_us THEN prompt_tokens ELSE 0 END,
  CASE WHEN b = end_us THEN cached_prompt_tokens ELSE 0 END,
  CASE WHEN b = end_us THEN output_tokens ELSE 0 END,
  active_mj, idle_mj, host_mj, b - a
FROM crossing;

-- By team, whatever the size of the requests; and by size, whatever the team.
CREATE OR REPLACE TABLE consumption AS
SELECT
  usage_hour, pool_id, model_id, team_id, operation, token_class,
  grouping(team_id) = 0 AS is_by_team,
  sum(requests)::BIGINT AS requests, sum(failed_requests)::BIGINT AS failed_requests,
  sum(prompt_tokens)::BIGINT AS prompt_tokens,
  sum(cached_prompt_tokens)::BIGINT AS cached_prompt_tokens,
  sum(output_tokens)::BIGINT AS output_tokens,
  sum(active_mj)::BIGINT AS active_mj, sum(idle_mj)::BIGINT AS idle_mj,
  coalesce(sum(host_mj), 0)::BIGINT AS host_mj, sum(presence_us)::BIGINT AS presence_us,
  coalesce(sum(requests) FILTER (is_whole), 0)::BIGINT AS whole_requests,
  coalesce(sum(output_tokens) FILTER (is_whole), 0)::BIGINT AS whole_output_tokens,
  coalesce(sum(active_mj) FILTER (is_whole), 0)::BIGINT AS whole_active_mj,
  coalesce(sum(idle_mj) FILTER (is_whole), 0)::BIGINT AS whole_idle_mj,
  coalesce(sum(host_mj) FILTER (is_whole), 0)::BIGINT AS whole_host_mj
FROM pieces
GROUP BY GROUPING SETS (
  (usage_hour, pool_id, model_id, operation, team_id),
  (usage_hour, pool_id, model_id, operation, token_class));

-- Percentiles of single requests, from bins of 1 %.
CREATE OR REPLACE TABLE percentiles AS
WITH bins AS (
  SELECT
    model_id, operation, token_class,
    CASE WHEN active >= 1e-12 THEN floor(ln(active) / ln(1.01))::SMALLINT ELSE -32768 END AS active,
    CASE WHEN idle >= 1e-12 THEN floor(ln(idle) / ln(1.01))::SMALLINT ELSE -32768 END AS idle,
    CASE WHEN location >= 1e-12 THEN floor(ln(location) / ln(1.01))::SMALLINT ELSE -32768 END
      AS location,
    CASE WHEN water >= 1e-12 THEN floor(ln(water) / ln(1.01))::SMALLINT ELSE -32768 END AS water
  FROM (
    SELECT model_id, operation, token_class(output_tokens) AS token_class,
      active_energy_mj / 3.6e6 AS active,
      (active_energy_mj + idle_energy_mj) / 3.6e6 AS idle,
      location_emissions_gco2e AS location, onsite_water_l + offsite_water_l AS water
    FROM read_parquet(getvariable('out') || '/request_footprint/*.parquet')
    WHERE requests = 1 AND started_at >= getvariable('day_start'))),
counts AS (
  SELECT model_id, operation, token_class,
    CASE WHEN grouping(active) = 0 THEN 'energy' WHEN grouping(idle) = 0 THEN 'energy_with_idle'
      WHEN grouping(location) = 0 THEN 'location_emissions' ELSE 'water' END AS measure,
    coalesce(active, idle, location, water) AS bin, count(*) AS n
  FROM bins
  GROUP BY GROUPING SETS (
    (model_id, operation, token_class, active), (model_id, operation, token_class, idle),
    (model_id, operation, token_class, location), (model_id, operation, token_class, water))),
ranked AS (
  SELECT *, CASE WHEN bin = -32768 THEN 0 ELSE exp((bin + 0.5) * ln(1.01)) END AS middle,
    sum(n) OVER (PARTITION BY model_id, operation, token_class, measure ORDER BY bin) AS rank,
    sum(n) OVER (PARTITION BY model_id, operation, token_class, measure) AS total
  FROM counts)
SELECT model_id, operation, token_class, measure,
  min(middle) FILTER (rank >= ceil(0.5 * total)) AS p50,
  min(middle) FILTER (rank >= ceil(0.9 * total)) AS p90,
  min(middle) FILTER (rank >= ceil(0.99 * total)) AS p99
FROM ranked
GROUP BY ALL;

-- Every millijoule in one row: consumed, provisioned, or nobody's.
CREATE OR REPLACE VIEW used AS
SELECT
  c.usage_hour, h.site_id, pool_id, h.device_model, model_id, team_id, operation, token_class,
  is_by_team, requests, failed_requests, prompt_tokens, cached_prompt_tokens, output_tokens,
  active_mj, c.idle_mj, 0::BIGINT AS provisioned_mj, 0::BIGINT AS unattributed_mj, c.host_mj,
  whole_requests, whole_output_tokens, whole_active_mj, whole_idle_mj, whole_host_mj,
  busy_embodied_ng * c.presence_us / h.presence_us AS embodied_ng,
  embodied_ng * embodied_low_ratio AS embodied_low_ng,
  embodied_ng * embodied_high_ratio AS embodied_high_ng,
  meter_down_mj * (active_mj + c.idle_mj + c.host_mj) / (measured_mj + h.host_mj) AS down_mj,
  meter_up_mj * (active_mj + c.idle_mj + c.host_mj) / (measured_mj + h.host_mj) AS up_mj
FROM consumption c
JOIN pool_hour h USING (pool_id, usage_hour);

CREATE OR REPLACE TABLE ledger AS
WITH owned AS (
  SELECT *, unnest(models) AS model_id, idle_mj // len(models) AS provisioned,
    idle_host_mj // len(models) AS provisioned_host, idle_embodied_ng / len(models) AS ng
  FROM pool_hour),
provisioned AS (
  SELECT
    usage_hour, site_id, pool_id, device_model, model_id, '(idle)' AS team_id,
    provisioned AS provisioned_mj, provisioned_host AS host_mj, ng AS embodied_ng,
    ng * embodied_low_ratio AS embodied_low_ng, ng * embodied_high_ratio AS embodied_high_ng,
    meter_down_mj * (provisioned + provisioned_host) / (measured_mj + host_mj) AS down_mj,
    meter_up_mj * (provisioned + provisioned_host) / (measured_mj + host_mj) AS up_mj
  FROM owned),
taken AS (
  SELECT pool_id, usage_hour, sum(mj) AS mj, sum(host_mj) AS host_mj
  FROM (
    SELECT pool_id, usage_hour, active_mj + idle_mj AS mj, host_mj
    FROM consumption WHERE is_by_team
    UNION ALL
    SELECT pool_id, usage_hour, provisioned_mj, host_mj FROM provisioned)
  GROUP BY ALL)
SELECT * EXCLUDE (is_by_team, token_class) FROM used WHERE is_by_team
UNION ALL BY NAME
SELECT *, '(none)' AS operation FROM provisioned
UNION ALL BY NAME
SELECT usage_hour, site_id, pool_id, device_model, '(unattributed)' AS model_id,
  '(unattributed)' AS team_id, '(none)' AS operation,
  (measured_mj - coalesce(t.mj, 0))::BIGINT AS unattributed_mj,
  (h.host_mj - coalesce(t.host_mj, 0))::BIGINT AS host_mj
FROM pool_hour h
LEFT JOIN taken t USING (pool_id, usage_hour)
WHERE measured_mj <> coalesce(t.mj, 0) OR h.host_mj <> coalesce(t.host_mj, 0);

-- Amounts of sums over one site and hour.
CREATE OR REPLACE MACRO amounts(sums) AS TABLE
WITH energies AS (
  SELECT l.*, s.* EXCLUDE (site_id, usage_hour, facility_wh), cleanest, dirtiest,
    active_mj + idle_mj + provisioned_mj + unattributed_mj + host_mj AS mj,
    CASE WHEN mj > 0 THEN down_mj / mj ELSE 0 END AS meter_down,
    CASE WHEN mj > 0 THEN up_mj / mj ELSE 0 END AS meter_up,
    mj / 3.6e6 AS it_wh, it_wh * pue AS facility_wh
  FROM query_table(sums) l
  JOIN site_hour s USING (site_id, usage_hour)
  CROSS JOIN mix)
SELECT *,
  facility_wh / 1000 * location_factor AS location_g,
  facility_wh / 1000 * market_factor AS market_g,
  facility_wh / 1000 * marginal_factor AS marginal_g,
  facility_wh / 1000 * upstream_factor AS upstream_g,
  embodied_ng / 1e9 AS embodied_g,
  location_g * greatest(0, 1 - sqrt(meter_down ** 2 + pue_down ** 2 + location_down ** 2))
    AS location_low_g,
  location_g * (1 + sqrt(meter_up ** 2 + pue_up ** 2 + location_up ** 2)) AS location_high_g,
  market_g * greatest(0, 1 - sqrt(meter_down ** 2 + pue_down ** 2 + market_down ** 2))
    AS market_low_g,
  market_g * (1 + sqrt(meter_up ** 2 + pue_up ** 2 + market_up ** 2)) AS market_high_g,
  marginal_g * greatest(0, 1 - sqrt(meter_down ** 2 + pue_down ** 2 + marginal_down ** 2))
    AS marginal_low_g,
  marginal_g * (1 + sqrt(meter_up ** 2 + pue_up ** 2 + marginal_up ** 2)) AS marginal_high_g,
  upstream_g * greatest(0, 1 - sqrt(meter_down ** 2 + pue_down ** 2)) AS upstream_low_g,
  upstream_g * (1 + sqrt(meter_up ** 2 + pue_up ** 2)) AS upstream_high_g,
  embodied_low_ng / 1e9 AS embodied_low_g, embodied_high_ng / 1e9 AS embodied_high_g,
  facility_wh / 1000 * cleanest AS floor_g, facility_wh / 1000 * dirtiest AS ceiling_g,
  it_wh / 1000 * wue AS onsite_l, facility_wh / 1000 * ewif AS offsite_l,
  facility_wh / 1000 * ewif_withdrawal AS withdrawal_l, facility_wh / 1000 * price AS cost_amount,
  it_wh * (meter_down + meter_up) AS meter_wh, it_wh * (pue_down + pue_up) AS pue_wh,
  it_wh * (location_down + location_up) AS location_wh,
  it_wh * (market_down + market_up) AS market_wh,
  it_wh * (marginal_down + marginal_up) AS marginal_wh,
  (whole_active_mj + whole_idle_mj + whole_host_mj) / 3.6e6 AS whole_wh,
  whole_wh * pue / 1000 * location_factor AS whole_location_g,
  whole_wh / 1000 * wue + whole_wh * pue / 1000 * ewif AS whole_water_l
FROM energies;

CREATE OR REPLACE MACRO dominant(meter_wh, pue_wh, factor_wh) AS
  CASE
    WHEN greatest(meter_wh, pue_wh, factor_wh) <= 0 THEN NULL
    WHEN meter_wh = greatest(meter_wh, pue_wh, factor_wh) THEN 'meter'
    WHEN pue_wh = greatest(meter_wh, pue_wh, factor_wh) THEN 'pue'
    ELSE 'grid factor'
  END;

-- Whole numbers and deviations of the ledger, by keys that hold site and hour.
CREATE OR REPLACE VIEW model_hours AS
SELECT model_id, site_id, device_model, usage_hour,
  coalesce(sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host|whole_.*)_mj|whole_requests)$')), 0)::BIGINT AS "\0",
  coalesce(sum(COLUMNS('^(.*_ng|(down|up)_mj)$')), 0) AS "\0"
FROM ledger
GROUP BY ALL;

CREATE OR REPLACE VIEW team_hours AS
SELECT team_id, model_id, operation, site_id, usage_hour,
  coalesce(sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host|whole_.*)_mj|whole_requests)$')), 0)::BIGINT AS "\0",
  coalesce(sum(COLUMNS('^(.*_ng|(down|up)_mj)$')), 0) AS "\0"
FROM ledger
GROUP BY ALL;

CREATE OR REPLACE VIEW query_hours AS
SELECT model_id, operation, token_class, site_id, usage_hour,
  coalesce(sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host|whole_.*)_mj|whole_requests)$')), 0)::BIGINT AS "\0",
  coalesce(sum(COLUMNS('^(.*_ng|(down|up)_mj)$')), 0) AS "\0"
FROM used
WHERE NOT is_by_team
GROUP BY ALL;

CREATE OR REPLACE VIEW site_hours AS
SELECT model_id, site_id, usage_hour,
  coalesce(sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host|whole_.*)_mj|whole_requests)$')), 0)::BIGINT AS "\0",
  coalesce(sum(COLUMNS('^(.*_ng|(down|up)_mj)$')), 0) AS "\0"
FROM ledger
GROUP BY ALL;

-- The measures of a mart under their published names.
CREATE OR REPLACE MACRO measures(rows) AS TABLE
SELECT
  *,
  active_mj AS active_energy_mj, idle_mj AS idle_energy_mj,
  provisioned_mj AS provisioned_idle_energy_mj, unattributed_mj AS unattributed_energy_mj,
  0::BIGINT AS modelled_energy_mj, host_mj AS host_energy_mj, it_wh AS it_energy_wh,
  facility_wh AS facility_energy_wh, location_g AS location_emissions_gco2e,
  market_g AS market_emissions_gco2e, marginal_g AS marginal_emissions_gco2e,
  upstream_g AS upstream_emissions_gco2e, embodied_g AS embodied_emissions_gco2e,
  location_low_g AS location_low_emissions_gco2e, location_high_g AS location_high_emissions_gco2e,
  floor_g AS floor_emissions_gco2e, ceiling_g AS ceiling_emissions_gco2e,
  onsite_l AS onsite_water_l, offsite_l AS offsite_water_l,
  withdrawal_l AS offsite_water_withdrawal_l, cost_amount AS energy_cost,
  CASE WHEN active_mj + idle_mj + provisioned_mj + unattributed_mj > 0 THEN 1.0::DOUBLE END
    AS measured_ratio,
  market_low_g AS market_low_emissions_gco2e, market_high_g AS market_high_emissions_gco2e,
  marginal_low_g AS marginal_low_emissions_gco2e, marginal_high_g AS marginal_high_emissions_gco2e,
  upstream_low_g AS upstream_low_emissions_gco2e, upstream_high_g AS upstream_high_emissions_gco2e,
  embodied_low_g AS embodied_low_emissions_gco2e, embodied_high_g AS embodied_high_emissions_gco2e,
  dominant(meter_wh, pue_wh, location_wh) AS location_dominant_input,
  dominant(meter_wh, pue_wh, market_wh) AS market_dominant_input,
  dominant(meter_wh, pue_wh, marginal_wh) AS marginal_dominant_input,
  dominant(meter_wh, pue_wh, 0) AS upstream_dominant_input,
  CASE WHEN embodied_high_g > embodied_low_g THEN 'hardware' END AS embodied_dominant_input,
  currency AS energy_cost_currency,
  getvariable('day') AS usage_date, getvariable('method_version') AS method_version,
  getvariable('reference_version') AS reference_version
FROM query_table(rows);


CREATE OR REPLACE VIEW model_sums AS
SELECT model_id, site_id, device_model, any_value(currency) AS currency,
  sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host)_mj)$'))::BIGINT AS "\0",
  sum(COLUMNS('^(.*_(g|l|wh)|cost_amount)$')) AS "\0"
FROM amounts('model_hours')
GROUP BY ALL;

CREATE OR REPLACE VIEW priced_site_hours AS
FROM amounts('site_hours');

CREATE OR REPLACE VIEW team_sums AS
SELECT team_id, model_id, operation, site_id, any_value(currency) AS currency,
  sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host)_mj)$'))::BIGINT AS "\0",
  sum(COLUMNS('^(.*_(g|l|wh)|cost_amount)$')) AS "\0"
FROM amounts('team_hours')
GROUP BY ALL;

CREATE OR REPLACE VIEW query_sums AS
SELECT model_id, operation, token_class, any_value(currency) AS currency,
  sum(COLUMNS('^((failed_)?requests|.*_tokens|(active|idle|provisioned|unattributed|host|whole_active|whole_idle)_mj|whole_requests)$'))::BIGINT AS "\0",
  sum(COLUMNS('^(.*_(g|l|wh)|cost_amount)$')) AS "\0"
FROM amounts('query_hours')
GROUP BY ALL;

COPY (
  SELECT usage_date, model_id, site_id, device_model, requests, failed_requests, prompt_tokens,
    cached_prompt_tokens, output_tokens,
    COLUMNS('.*_(energy_mj|energy_wh|gco2e|water_l|withdrawal_l)$'), energy_cost, measured_ratio,
    COLUMNS('.*_dominant_input$'), energy_cost_currency, method_version, reference_version
  FROM measures('model_sums'))
TO (getvariable('out') || '/model_daily.parquet')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  SELECT usage_date, team_id, model_id, operation, site_id, cost_center, requests, failed_requests,
    prompt_tokens, cached_prompt_tokens, output_tokens,
    COLUMNS('.*_(energy_mj|energy_wh|gco2e|water_l|withdrawal_l)$'), energy_cost, measured_ratio,
    COLUMNS('.*_dominant_input$'), energy_cost_currency, method_version, reference_version
  FROM measures('team_sums')
  LEFT JOIN costs USING (team_id))
TO (getvariable('out') || '/team_daily.parquet')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  WITH idle AS (
    SELECT usage_hour, model_id, site_id, sum(host_mj)::BIGINT AS provisioned_idle_host_energy_mj,
      sum(embodied_ng) / 1e9 AS provisioned_idle_embodied_emissions_gco2e
    FROM ledger
    WHERE team_id = '(idle)'
    GROUP BY ALL)
  SELECT usage_date, usage_hour::INTEGER AS usage_hour, model_id, site_id, requests,
    failed_requests, prompt_tokens, cached_prompt_tokens, output_tokens,
    COLUMNS('.*_(energy_mj|energy_wh|gco2e|water_l|withdrawal_l)$'), energy_cost, measured_ratio,
    COLUMNS('.*_dominant_input$'), energy_cost_currency, method_version, reference_version
  FROM measures('priced_site_hours')
  LEFT JOIN idle USING (usage_hour, model_id, site_id))
TO (getvariable('out') || '/model_hourly.parquet')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

-- What one more request adds: the slope of a model's energy against its requests, hour by hour.
CREATE OR REPLACE TABLE marginal AS
SELECT model_id,
  CASE WHEN count(*) >= 3 THEN regr_slope(mj, requests) / 3.6e6 END AS marginal_energy_per_query_wh
FROM (
  SELECT model_id, usage_hour, coalesce(sum(requests), 0)::DOUBLE AS requests,
    sum(coalesce(active_mj, 0) + coalesce(idle_mj, 0) + coalesce(provisioned_mj, 0))::DOUBLE AS mj
  FROM ledger
  WHERE model_id <> '(unattributed)'
  GROUP BY ALL)
GROUP BY model_id;

COPY (
  WITH wide AS (
    SELECT model_id, operation, token_class,
      max(p50) FILTER (measure = 'energy') AS energy_per_query_p50_wh,
      max(p90) FILTER (measure = 'energy') AS energy_per_query_p90_wh,
      max(p99) FILTER (measure = 'energy') AS energy_per_query_p99_wh,
      max(p50) FILTER (measure = 'energy_with_idle') AS energy_with_idle_per_query_p50_wh,
      max(p90) FILTER (measure = 'energy_with_idle') AS energy_with_idle_per_query_p90_wh,
      max(p99) FILTER (measure = 'energy_with_idle') AS energy_with_idle_per_query_p99_wh,
      max(p50) FILTER (measure = 'location_emissions') AS location_emissions_per_query_p50_gco2e,
      max(p90) FILTER (measure = 'location_emissions') AS location_emissions_per_query_p90_gco2e,
      max(p99) FILTER (measure = 'location_emissions') AS location_emissions_per_query_p99_gco2e,
      max(p50) FILTER (measure = 'water') AS water_per_query_p50_l,
      max(p90) FILTER (measure = 'water') AS water_per_query_p90_l,
      max(p99) FILTER (measure = 'water') AS water_per_query_p99_l
    FROM percentiles
    GROUP BY ALL)
  SELECT usage_date, model_id, operation, token_class, requests, failed_requests, prompt_tokens,
    cached_prompt_tokens, output_tokens, active_energy_mj, idle_energy_mj, modelled_energy_mj,
    host_energy_mj, it_energy_wh, facility_energy_wh,
    COLUMNS('.*_emissions_gco2e$'), onsite_water_l, offsite_water_l, offsite_water_withdrawal_l,
    energy_cost, measured_ratio,
    whole_active_mj / 3.6e6 / whole_requests AS energy_per_query_mean_wh,
    (whole_active_mj + whole_idle_mj) / 3.6e6 / whole_requests
      AS energy_with_idle_per_query_mean_wh,
    whole_location_g / whole_requests AS location_emissions_per_query_mean_gco2e,
    whole_water_l / whole_requests AS water_per_query_mean_l,
    COLUMNS('.*_per_query_p.._.*'), marginal_energy_per_query_wh,
    (whole_active_mj + whole_idle_mj) / 3.6e3 / nullif(whole_output_tokens, 0)
      AS energy_per_1k_output_tokens_wh,
    (location_g + embodied_g) / nullif(requests, 0) AS sci_per_request_gco2e,
    (location_g + embodied_g) / nullif(output_tokens, 0) * 1000 AS sci_per_1k_output_tokens_gco2e,
    energy_with_idle_per_query_mean_wh / web_search.wh AS web_search_ratio,
    energy_cost_currency, method_version, reference_version
  FROM measures('query_sums')
  LEFT JOIN wide USING (model_id, operation, token_class)
  LEFT JOIN marginal USING (model_id)
  CROSS JOIN web_search)
TO (getvariable('out') || '/query_daily.parquet')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  WITH booked AS (
    SELECT usage_hour, pool_id, sum(active_mj) AS active_mj, sum(idle_mj) AS idle_mj,
      sum(provisioned_mj) AS provisioned_mj, sum(unattributed_mj) AS unattributed_mj,
      sum(host_mj) FILTER (team_id NOT IN ('(idle)', '(unattributed)')) AS used_host_mj,
      sum(host_mj) FILTER (team_id = '(idle)') AS idle_host_mj,
      sum(host_mj) FILTER (team_id = '(unattributed)') AS unattributed_host_mj
    FROM ledger
    GROUP BY ALL)
  SELECT getvariable('day') AS usage_date, usage_hour::INTEGER AS usage_hour, site_id, pool_id,
    'accelerator' AS device_kind, measured_mj, coalesce(b.active_mj, 0)::BIGINT AS active_mj,
    coalesce(b.idle_mj, 0)::BIGINT AS shared_idle_mj,
    coalesce(provisioned_mj, 0)::BIGINT AS provisioned_idle_mj,
    coalesce(unattributed_mj, 0)::BIGINT AS unattributed_mj, 0::BIGINT AS estimated_mj,
    coalesce(unattributed_mj, 0)::BIGINT AS rounding_mj, NULL::VARCHAR AS host_energy_basis
  FROM pool_hour
  JOIN booked b USING (usage_hour, pool_id)
  UNION ALL
  SELECT getvariable('day'), usage_hour::INTEGER, site_id, pool_id, 'host', h.host_mj,
    coalesce(used_host_mj, 0)::BIGINT, 0, coalesce(b.idle_host_mj, 0)::BIGINT,
    coalesce(unattributed_host_mj, 0)::BIGINT, h.host_mj,
    coalesce(unattributed_host_mj, 0)::BIGINT, 'RATED'
  FROM pool_hour h
  JOIN booked b USING (usage_hour, pool_id)
  WHERE is_host_known)
TO (getvariable('out') || '/energy_balance.parquet')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

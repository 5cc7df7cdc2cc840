-- The integral G(t) of energy per unit of work and of time present, anew in each hour.

CREATE OR REPLACE TABLE curves AS
WITH prices AS (
  SELECT key,
    CASE WHEN work > 0 THEN dynamic_mj * busy / work ELSE 0 END AS dynamic,
    CASE WHEN presence_us > 0 THEN floor_mj * busy / presence_us ELSE 0 END AS floor,
    CASE WHEN presence_us > 0 THEN host_w * 1000 * busy / presence_us ELSE 0 END AS host
  FROM slots
  JOIN pools ON pool = key // 86400)
SELECT key, dynamic, floor, host,
  1e6 * sum(dynamic) OVER until - 1e6 * dynamic AS dynamic_before,
  1e6 * sum(floor) OVER until - 1e6 * floor AS floor_before,
  1e6 * sum(host) OVER until - 1e6 * host AS host_before
FROM prices
WINDOW until AS (
  PARTITION BY key // 3600 ORDER BY key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);

-- The books of a pool and hour.
CREATE OR REPLACE TABLE pool_hour AS
WITH metered AS (
  SELECT pool, usage_hour, sum(measured_mj)::BIGINT AS measured_mj, sum(host_mj)::BIGINT AS host_mj,
    sum(embodied_ng_us * covered_us) AS embodied_ng,
    sum(embodied_low_ng_us * covered_us) / sum(embodied_ng_us * covered_us) AS embodied_low_ratio,
    sum(embodied_high_ng_us * covered_us) / sum(embodied_ng_us * covered_us) AS embodied_high_ratio
  FROM device_hour
  JOIN devices USING (device)
  GROUP BY ALL),
busy AS (
  SELECT key // 86400 AS pool, key % 86400 // 3600 AS usage_hour,
    sum(presence_us)::BIGINT AS presence_us, avg(busy) AS busy_ratio,
    sum((dynamic_mj + floor_mj) * busy) AS busy_mj
  FROM slots
  GROUP BY ALL)
SELECT
  (pool * 24 + usage_hour)::INTEGER AS pool_hour, pool, usage_hour, p.site_id, p.pool_id,
  p.device_model, p.models, is_host_known, measured_mj, m.host_mj, presence_us,
  floor(measured_mj - busy_mj)::BIGINT AS idle_mj,
  floor(m.host_mj * (1 - busy_ratio))::BIGINT AS idle_host_mj,
  embodied_ng * busy_ratio AS busy_embodied_ng,
  embodied_ng * (1 - busy_ratio) AS idle_embodied_ng,
  CASE WHEN presence_us > 0 THEN embodied_ng * busy_ratio / presence_us / 1e9 ELSE 0 END
    AS embodied_g_us,
  embodied_low_ratio, embodied_high_ratio,
  measured_mj * device_down + m.host_mj * host_down AS meter_down_mj,
  measured_mj * device_up + m.host_mj * host_up AS meter_up_mj
FROM metered m
JOIN busy USING (pool, usage_hour)
JOIN pools p USING (pool)
CROSS JOIN tiers;

-- All that a request must know of its pool and hour.
CREATE OR REPLACE TABLE factors AS
WITH deviations AS (
  SELECT h.*, s.* EXCLUDE (site_id, usage_hour),
    CASE WHEN measured_mj + host_mj > 0 THEN meter_down_mj / (measured_mj + host_mj) ELSE 0 END
      AS meter_down,
    CASE WHEN measured_mj + host_mj > 0 THEN meter_up_mj / (measured_mj + host_mj) ELSE 0 END
      AS meter_up
  FROM pool_hour h
  JOIN site_hour s USING (site_id, usage_hour))
SELECT
  pool_hour, pool_id, device_model, is_host_known, pue, location_factor, market_factor, marginal_factor,
  upstream_factor, wue, ewif, ewif_withdrawal, price, currency, embodied_g_us,
  greatest(0, 1 - sqrt(meter_down ** 2 + pue_down ** 2 + location_down ** 2)) AS location_low,
  1 + sqrt(meter_up ** 2 + pue_up ** 2 + location_up ** 2) AS location_high,
  cleanest, dirtiest
FROM deviations
CROSS JOIN mix;

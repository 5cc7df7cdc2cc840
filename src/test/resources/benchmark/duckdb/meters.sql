-- From counter readings to metered steps, to device_hourly, to the books of every pool and hour.

-- A step is bounded by what the device can draw; a lower reading is a reset if it lies within that.
CREATE OR REPLACE TABLE steps AS
WITH readings AS (
  SELECT device, epoch_us(sampled_at) AS at_us, max(energy_mj) AS mj
  FROM telemetry
  JOIN devices USING (device_id)
  WHERE sampled_at BETWEEN getvariable('look_back') AND getvariable('look_ahead')
    AND energy_mj >= 0 AND coalesce(utilization_ratio <= 1, true)
  GROUP BY ALL),
rises AS (
  SELECT device, at_us AS to_us, mj AS later,
    lag(at_us) OVER of_device AS from_us,
    lag(mj) OVER of_device AS former
  FROM readings
  WINDOW of_device AS (PARTITION BY device ORDER BY at_us))
SELECT
  device, from_us, to_us,
  floor(max_w * 11 * (to_us - from_us + 1000000) / 10000)::BIGINT AS bound,
  later < former AND later <= bound AS is_reset,
  CASE WHEN later >= former THEN least(later - former, bound) WHEN is_reset THEN later END AS energy,
  to_us - from_us <= 3600000000 AND energy IS NOT NULL AS is_placed,
  CASE WHEN is_placed THEN energy END AS mj,
  CASE WHEN NOT is_placed THEN energy ELSE 0 END AS unplaced_mj,
  CASE WHEN later >= former THEN later - former - energy ELSE 0 END AS clipped_mj
FROM rises
JOIN devices USING (device);

CREATE OR REPLACE TABLE device_hour AS
WITH parts AS (
  SELECT device, mj, from_us, to_us,
    unnest(range(
      greatest((from_us - getvariable('day_us')) // 3600000000, 0),
      least((to_us - 1 - getvariable('day_us')) // 3600000000, 23) + 1)) AS usage_hour
  FROM steps
  WHERE is_placed AND to_us > getvariable('day_us')
    AND from_us < getvariable('day_us') + 86400000000),
cut AS (
  SELECT device, usage_hour, mj, from_us, to_us,
    greatest(from_us, getvariable('day_us') + usage_hour * 3600000000) AS a,
    least(to_us, getvariable('day_us') + (usage_hour + 1) * 3600000000) AS b
  FROM parts),
energy AS (
  SELECT device, usage_hour, sum(b - a)::BIGINT AS covered_us,
    sum(mj::HUGEINT * (b - from_us) // (to_us - from_us)
      - mj::HUGEINT * (a - from_us) // (to_us - from_us))::BIGINT AS measured_mj
  FROM cut
  GROUP BY ALL),
readings AS (
  SELECT device, (to_us - getvariable('day_us')) // 3600000000 AS usage_hour,
    count(*) AS samples, sum(clipped_mj)::BIGINT AS clipped_mj,
    sum(unplaced_mj)::BIGINT AS unplaced_mj, count(*) FILTER (is_reset) AS resets
  FROM steps
  WHERE to_us >= getvariable('day_us') AND to_us < getvariable('day_us') + 86400000000
  GROUP BY ALL)
SELECT
  device, usage_hour, coalesce(covered_us, 0) AS covered_us, coalesce(measured_mj, 0) AS measured_mj,
  coalesce(clipped_mj, 0) AS clipped_mj, coalesce(unplaced_mj, 0) AS unplaced_mj,
  coalesce(samples, 0) AS samples, coalesce(resets, 0) AS resets,
  (coalesce(host_w, 0) * covered_us / 1000)::BIGINT AS host_mj
FROM energy
FULL JOIN readings USING (device, usage_hour)
JOIN devices USING (device);

COPY (
  SELECT
    getvariable('day') AS usage_date, usage_hour::INTEGER AS usage_hour, site_id, node_id,
    device_id, product AS device_model, 'accelerator' AS device_kind, measured_mj,
    0::BIGINT AS estimated_mj, clipped_mj, unplaced_mj, samples,
    (3600000000 - covered_us) / 1e6 AS gap_s, resets, 'COUNTER' AS energy_basis
  FROM device_hour
  JOIN devices USING (device))
TO (getvariable('out') || '/device_hourly.parquet')
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

-- Factors of a site and hour. What contracts cover depends on what the site consumed.
CREATE OR REPLACE TABLE site_hour AS
WITH consumed AS (
  SELECT site_id, usage_hour, sum(measured_mj + host_mj) / 3.6e6 AS it_wh
  FROM device_hour
  JOIN devices USING (device)
  GROUP BY ALL),
facility AS (
  SELECT s.*, g.* EXCLUDE (zone), it_wh * pue AS facility_wh, price, currency,
    h.contract_wh AS hour_wh, h.factor AS hour_factor,
    y.contract_wh / 365 AS day_wh, y.factor AS day_factor,
    sum(greatest(0, it_wh * pue - coalesce(h.contract_wh, 0)))
      OVER (PARTITION BY s.site_id) AS rest_wh
  FROM sites s
  JOIN consumed c USING (site_id)
  LEFT JOIN grid g ON g.zone = s.zone AND g.usage_hour = c.usage_hour
  LEFT JOIN prices p ON p.site_id = s.site_id AND p.usage_hour = c.usage_hour
  LEFT JOIN contracts h
    ON h.site_id = s.site_id AND h.usage_hour = c.usage_hour AND h.matching = 'hour'
  LEFT JOIN contracts y
    ON y.site_id = s.site_id AND y.usage_hour = c.usage_hour AND y.matching = 'year'),
shares AS (
  SELECT *,
    least(1, coalesce(hour_wh, 0) / facility_wh) AS by_hour,
    least(1, coalesce(day_wh, 0) / rest_wh) AS by_year,
    by_hour * coalesce(hour_factor, 0) + (1 - by_hour) * by_year * coalesce(day_factor, 0) AS covered,
    (1 - by_hour) * (1 - by_year) AS uncovered
  FROM facility)
SELECT
  * EXCLUDE (hour_wh, hour_factor, day_wh, day_factor, rest_wh, by_hour, by_year, covered, uncovered),
  covered + uncovered * residual AS market_factor,
  below(covered + uncovered * residual_low, market_factor) AS market_down,
  above(covered + uncovered * residual_high, market_factor) AS market_up
FROM shares;

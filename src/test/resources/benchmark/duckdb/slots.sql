-- One row per pool and second: what was present and what the meters recorded.

-- Power of a pool changes only with a reading: running sums over the seconds that hold one, and the
-- seconds in between repeat the last. Between two readings power is constant, and so is its part
-- below the idle power.
CREATE OR REPLACE TABLE energy AS
WITH pieces AS (
  SELECT
    pool * 86400 AS origin,
    greatest(from_us - getvariable('day_us'), 0) AS a,
    least(to_us - getvariable('day_us'), 86400000000) AS b,
    least(mj / (to_us - from_us), idle_w / 1000) AS floor_rate,
    mj / (to_us - from_us) - floor_rate AS dynamic_rate
  FROM steps
  JOIN devices USING (device)
  WHERE is_placed AND to_us > getvariable('day_us')
    AND from_us < getvariable('day_us') + 86400000000),
changes AS (
  SELECT origin + a // 1000000 AS key, 1000000 - a % 1000000 AS rest_us, floor_rate, dynamic_rate
  FROM pieces
  UNION ALL
  SELECT origin + (b - 1) // 1000000, 999999 - (b - 1) % 1000000, -floor_rate, -dynamic_rate
  FROM pieces),
seconds AS (
  SELECT key,
    sum(floor_rate) AS floor_rate, sum(floor_rate * rest_us) AS floor_mj,
    sum(dynamic_rate) AS dynamic_rate, sum(dynamic_rate * rest_us) AS dynamic_mj
  FROM changes
  GROUP BY key),
running AS (
  SELECT key,
    lead(key, 1, (key // 86400 + 1) * 86400) OVER of_pool AS next_key,
    floor_mj, 1e6 * sum(floor_rate) OVER of_pool AS full_floor_mj, 1e6 * floor_rate AS floor_change,
    dynamic_mj, 1e6 * sum(dynamic_rate) OVER of_pool AS full_dynamic_mj,
    1e6 * dynamic_rate AS dynamic_change
  FROM seconds
  WINDOW of_pool AS (
    PARTITION BY key // 86400 ORDER BY key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
SELECT key::INTEGER AS key, full_floor_mj - floor_change + floor_mj AS floor_mj,
  full_dynamic_mj - dynamic_change + dynamic_mj AS dynamic_mj
FROM running
UNION ALL
SELECT unnest(range(key + 1, next_key))::INTEGER, full_floor_mj, full_dynamic_mj
FROM running;

CREATE OR REPLACE TABLE slots AS
WITH present AS (
  SELECT pool, a, m, b, r1, r2,
    first_cell(start_us, end_us) AS first_cell,
    last_cell(start_us, end_us) AS last_cell,
    unnest(range(a // 1000000, (b - 1) // 1000000 + 1)) AS slot
  FROM phased),
load AS (
  SELECT
    (pool * 86400 + slot)::INTEGER AS key,
    sum(r1 * greatest(0, least(m, (slot + 1) * 1000000) - greatest(a, slot * 1000000))
      + r2 * greatest(0, least(b, (slot + 1) * 1000000) - greatest(m, slot * 1000000))) AS work,
    sum((least(b, (slot + 1) * 1000000) - greatest(a, slot * 1000000))::DOUBLE) AS presence_us,
    bit_or(bits(greatest(first_cell - 64 * slot, 0), least(last_cell - 64 * slot, 63))) AS mask
  FROM present
  GROUP BY key)
SELECT key, coalesce(work, 0) AS work, coalesce(presence_us, 0) AS presence_us,
  dynamic_mj, floor_mj, coalesce(bit_count(mask), 0) / 64.0::DOUBLE AS busy
FROM energy
LEFT JOIN load USING (key);

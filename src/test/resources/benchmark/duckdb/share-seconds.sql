-- What a request pays between two instants of one hour, in whole millijoules per column: one row per
-- request and second, brought together by the request's number.
CREATE OR REPLACE MACRO booked(pieces) AS TABLE
WITH numbered AS MATERIALIZED (
  SELECT *, row_number() OVER () AS number FROM query_table(pieces)),
seconds AS (
  SELECT number, pool, a, m, b, r1, r2,
    unnest(range(a // 1000000, (b - 1) // 1000000 + 1)) AS slot
  FROM numbered),
paid AS (
  SELECT number,
    sum(dynamic * (
      r1 * greatest(0, least(m, (slot + 1) * 1000000) - greatest(a, slot * 1000000))
      + r2 * greatest(0, least(b, (slot + 1) * 1000000) - greatest(m, slot * 1000000))))
      AS active_mj,
    sum(floor * (least(b, (slot + 1) * 1000000) - greatest(a, slot * 1000000))) AS idle_mj,
    sum(host * (least(b, (slot + 1) * 1000000) - greatest(a, slot * 1000000))) AS host_mj
  FROM seconds
  JOIN curves ON key = pool * 86400 + slot::INTEGER
  GROUP BY number)
SELECT n.*, floor(active_mj)::BIGINT AS active_mj, floor(idle_mj)::BIGINT AS idle_mj,
  floor(host_mj)::BIGINT AS host_mj
FROM numbered n
JOIN paid USING (number);

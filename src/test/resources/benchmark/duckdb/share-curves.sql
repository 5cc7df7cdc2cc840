-- What a request pays between two instants of one hour, in whole millijoules per column.
CREATE OR REPLACE MACRO booked(pieces) AS TABLE
SELECT
  p.*,
  floor(
    r1 * CASE WHEN m > a THEN
      (y.dynamic_before + y.dynamic * ((m - 1) % 1000000 + 1))
      - (x.dynamic_before + x.dynamic * (a % 1000000)) ELSE 0 END
    + r2 * CASE WHEN b > m THEN
      (z.dynamic_before + z.dynamic * ((b - 1) % 1000000 + 1))
      - CASE WHEN m > a THEN y.dynamic_before + y.dynamic * ((m - 1) % 1000000 + 1)
        ELSE x.dynamic_before + x.dynamic * (a % 1000000) END ELSE 0 END)::BIGINT AS active_mj,
  floor((z.floor_before + z.floor * ((b - 1) % 1000000 + 1))
    - (x.floor_before + x.floor * (a % 1000000)))::BIGINT AS idle_mj,
  floor((z.host_before + z.host * ((b - 1) % 1000000 + 1))
    - (x.host_before + x.host * (a % 1000000)))::BIGINT AS host_mj
FROM query_table(pieces) p
JOIN curves x ON x.key = pool * 86400 + (a // 1000000)::INTEGER
JOIN curves y ON y.key = pool * 86400 + (greatest(m - 1, a) // 1000000)::INTEGER
JOIN curves z ON z.key = pool * 86400 + ((b - 1) // 1000000)::INTEGER;

-- Days on which anything was published.
CREATE OR REPLACE VIEW dim_date AS
SELECT DISTINCT usage_date, year(usage_date) AS year, quarter(usage_date) AS quarter, month(usage_date) AS month,
  CAST(date_trunc('month', usage_date) AS DATE) AS month_start, isoyear(usage_date) AS iso_year, weekofyear(usage_date) AS iso_week,
  isodow(usage_date) AS iso_weekday, isodow(usage_date) >= 6 AS is_weekend
FROM model_daily;
COMMENT ON VIEW dim_date IS 'one row per published day';

CREATE OR REPLACE VIEW dim_model AS
SELECT model_id, model_id LIKE '(%' AS is_special, min(usage_date) AS first_date, max(usage_date) AS last_date
FROM model_daily GROUP BY model_id;
COMMENT ON VIEW dim_model IS 'one row per model; special: (unattributed)';

CREATE OR REPLACE VIEW dim_team AS
SELECT team_id, arg_max(cost_center, usage_date) AS cost_center, team_id LIKE '(%' AS is_special,
  min(usage_date) AS first_date, max(usage_date) AS last_date
FROM team_daily GROUP BY team_id;
COMMENT ON VIEW dim_team IS 'one row per team, with its last cost centre; special: (idle), (unattributed), (none)';

CREATE OR REPLACE VIEW dim_site AS
SELECT site_id, site_id LIKE '(%' AS is_special, min(usage_date) AS first_date, max(usage_date) AS last_date
FROM model_daily GROUP BY site_id;
COMMENT ON VIEW dim_site IS 'one row per site; special: (unknown)';

CREATE OR REPLACE VIEW dim_device AS
SELECT device_id, arg_max(site_id, seen_at) AS site_id, arg_max(node_id, seen_at) AS node_id, arg_max(device_model, seen_at) AS device_model,
  arg_max(device_kind, seen_at) AS device_kind, min(usage_date) AS first_date, max(usage_date) AS last_date
FROM (SELECT *, usage_date + usage_hour * INTERVAL '1' HOUR AS seen_at FROM device_hourly) GROUP BY device_id;
COMMENT ON VIEW dim_device IS 'one row per device, as it was last seen';

SELECT CAST(date_trunc('month', usage_date) AS DATE) AS reporting_month, usage_date, table_name,
  CASE measure
    WHEN 'location_emissions_gco2e' THEN 'Scope 2' WHEN 'market_emissions_gco2e' THEN 'Scope 2'
    WHEN 'embodied_emissions_gco2e' THEN 'Scope 3' WHEN 'upstream_emissions_gco2e' THEN 'Scope 3' END AS scope,
  CASE measure
    WHEN 'embodied_emissions_gco2e' THEN 'Category 2: Capital goods'
    WHEN 'upstream_emissions_gco2e' THEN 'Category 3: Fuel- and energy-related activities'
    ELSE 'Purchased electricity' END AS category,
  CASE measure
    WHEN 'market_emissions_gco2e' THEN 'market-based'
    WHEN 'embodied_emissions_gco2e' THEN 'by time in use'
    ELSE 'location-based' END AS method,
  old_value / 1000.0e0 AS old_emissions_kgco2e, new_value / 1000.0e0 AS new_emissions_kgco2e,
  reason, run_id, published_at
FROM restatement
WHERE table_name IN ('model_daily', 'training_job')
  AND measure IN
    ('location_emissions_gco2e', 'market_emissions_gco2e', 'embodied_emissions_gco2e', 'upstream_emissions_gco2e')

WITH charged AS (
  SELECT usage_date, site_id, model_id, team_id, operation, cost_center, energy_cost, energy_cost_currency, requests, output_tokens,
    CAST(coalesce(active_energy_mj, 0) + coalesce(idle_energy_mj, 0) + coalesce(provisioned_idle_energy_mj, 0)
      + coalesce(unattributed_energy_mj, 0) + coalesce(modelled_energy_mj, 0) + coalesce(host_energy_mj, 0) AS DOUBLE) AS it_mj,
    coalesce(active_energy_mj, 0) / 3600000000.0e0 AS active_kwh,
    coalesce(idle_energy_mj, 0) / 3600000000.0e0 AS shared_idle_kwh,
    coalesce(provisioned_idle_energy_mj, 0) / 3600000000.0e0 AS provisioned_idle_kwh,
    facility_energy_wh / 1000.0e0 AS facility_kwh,
    location_emissions_gco2e / 1000.0e0 AS location_kg,
    market_emissions_gco2e / 1000.0e0 AS market_kg,
    upstream_emissions_gco2e / 1000.0e0 AS upstream_kg,
    embodied_emissions_gco2e / 1000.0e0 AS embodied_kg
  FROM team_daily
),
-- Who used a model at a site on a day: they share what it held ready, by the energy that they used.
users AS (
  SELECT usage_date, site_id, model_id, team_id, max(cost_center) AS cost_center, sum(it_mj) AS used_mj
  FROM charged
  WHERE team_id NOT IN ('(idle)', '(unattributed)') AND operation <> 'training'
  GROUP BY usage_date, site_id, model_id, team_id
  HAVING sum(it_mj) > 0
),
all_users AS (
  SELECT usage_date, site_id, model_id, sum(used_mj) AS all_used_mj FROM users GROUP BY usage_date, site_id, model_id
),
origins AS (
  SELECT usage_date, site_id, model_id, sum(it_mj) AS origin_mj, count(*) AS origin_rows
  FROM charged GROUP BY usage_date, site_id, model_id
),
lines AS (
  SELECT c.*, c.team_id AS charged_team, c.cost_center AS charged_center, 'use' AS allocation, 1.0e0 AS part
  FROM charged c WHERE c.team_id <> '(idle)'
  UNION ALL
  SELECT c.*, u.team_id, u.cost_center, 'provisioned idle', u.used_mj / a.all_used_mj
  FROM charged c
  JOIN users u ON u.usage_date = c.usage_date AND u.site_id = c.site_id AND u.model_id = c.model_id
  JOIN all_users a ON a.usage_date = c.usage_date AND a.site_id = c.site_id AND a.model_id = c.model_id
  WHERE c.team_id = '(idle)'
  UNION ALL
  -- Held ready for nobody.
  SELECT c.*, c.team_id, c.cost_center, 'provisioned idle', 1.0e0
  FROM charged c
  LEFT JOIN all_users a ON a.usage_date = c.usage_date AND a.site_id = c.site_id AND a.model_id = c.model_id
  WHERE c.team_id = '(idle)' AND a.all_used_mj IS NULL
)
-- Names in brackets stand for what is absent, which FOCUS wants null.
SELECT
  l.energy_cost * l.part AS BilledCost,
  'wattledger' AS BillingAccountId,
  'Inference energy' AS BillingAccountName,
  l.energy_cost_currency AS BillingCurrency,
  CAST(CAST(date_trunc('month', l.usage_date) AS DATE) + INTERVAL '1' MONTH AS TIMESTAMP)${utc} AS BillingPeriodEnd,
  CAST(CAST(date_trunc('month', l.usage_date) AS DATE) AS TIMESTAMP)${utc} AS BillingPeriodStart,
  'Usage' AS ChargeCategory,
  CAST(NULL AS ${text}) AS ChargeClass,
  'Electricity of ' || l.model_id || ' at ' || l.site_id || ': ' || l.allocation AS ChargeDescription,
  'Usage-Based' AS ChargeFrequency,
  CAST(l.usage_date + INTERVAL '1' DAY AS TIMESTAMP)${utc} AS ChargePeriodEnd,
  CAST(l.usage_date AS TIMESTAMP)${utc} AS ChargePeriodStart,
  l.facility_kwh * l.part AS ConsumedQuantity,
  'Kilowatt-Hours' AS ConsumedUnit,
  l.energy_cost * l.part AS ContractedCost,
  l.energy_cost * l.part AS EffectiveCost,
  'Wattledger' AS InvoiceIssuerName,
  l.energy_cost * l.part AS ListCost,
  'Standard' AS PricingCategory,
  l.facility_kwh * l.part AS PricingQuantity,
  'Kilowatt-Hours' AS PricingUnit,
  'Wattledger' AS ProviderName,
  'Wattledger' AS PublisherName,
  CASE WHEN l.site_id NOT LIKE '(%' THEN l.site_id END AS RegionId,
  CASE WHEN l.site_id NOT LIKE '(%' THEN l.site_id END AS RegionName,
  CASE WHEN l.model_id NOT LIKE '(%' THEN l.site_id || '/' || l.model_id END AS ResourceId,
  CASE WHEN l.model_id NOT LIKE '(%' THEN l.model_id END AS ResourceName,
  CASE WHEN l.model_id NOT LIKE '(%' THEN 'Model' END AS ResourceType,
  'AI and Machine Learning' AS ServiceCategory,
  CASE WHEN l.operation = 'training' THEN 'Model training' ELSE 'Model inference' END AS ServiceName,
  CASE WHEN l.operation = 'training' THEN 'Machine Learning' ELSE 'Generative AI' END AS ServiceSubcategory,
  CASE WHEN l.charged_team NOT LIKE '(%' THEN l.charged_team END AS SubAccountId,
  CASE WHEN l.charged_team NOT LIKE '(%' THEN l.charged_team END AS SubAccountName,
  ${tags} AS Tags,
  l.usage_date AS x_UsageDate,
  l.charged_team AS x_TeamId,
  l.operation AS x_Operation,
  l.charged_center AS x_CostCenter,
  l.allocation AS x_AllocationKind,
  CAST(l.usage_date AS ${text}) || '/' || l.site_id || '/' || l.model_id AS x_AllocationOriginId,
  CASE WHEN o.origin_mj > 0 THEN l.it_mj * l.part / o.origin_mj ELSE l.part / o.origin_rows END AS x_AllocationRatio,
  l.facility_kwh * l.part AS x_EnergyKwh,
  l.active_kwh * l.part AS x_ActiveEnergyKwh,
  l.shared_idle_kwh * l.part AS x_SharedIdleEnergyKwh,
  l.provisioned_idle_kwh * l.part AS x_ProvisionedIdleEnergyKwh,
  l.location_kg * l.part AS x_LocationEmissionsKgCo2e,
  l.market_kg * l.part AS x_MarketEmissionsKgCo2e,
  l.upstream_kg * l.part AS x_UpstreamEmissionsKgCo2e,
  l.embodied_kg * l.part AS x_EmbodiedEmissionsKgCo2e,
  CASE WHEN l.allocation = 'use' THEN l.requests ELSE 0 END AS x_Requests,
  CASE WHEN l.allocation = 'use' THEN l.output_tokens ELSE 0 END AS x_OutputTokens
FROM lines l
JOIN origins o ON o.usage_date = l.usage_date AND o.site_id = l.site_id AND o.model_id = l.model_id

-- Ready joins: the facts in kWh, kg and m3 with what the dimensions add to them.
CREATE OR REPLACE VIEW team_facts AS
SELECT f.*, d.month_start, d.iso_year, d.iso_week, d.is_weekend, t.is_special AS is_special_team, m.is_special AS is_special_model
FROM team_daily_kwh f JOIN dim_date d USING (usage_date) JOIN dim_team t USING (team_id) JOIN dim_model m USING (model_id);
COMMENT ON VIEW team_facts IS 'team_daily_kwh with date, team and model';

CREATE OR REPLACE VIEW model_facts AS
SELECT f.*, d.month_start, d.iso_year, d.iso_week, d.is_weekend, m.is_special AS is_special_model
FROM model_daily_kwh f JOIN dim_date d USING (usage_date) JOIN dim_model m USING (model_id);
COMMENT ON VIEW model_facts IS 'model_daily_kwh with date and model';

CREATE OR REPLACE VIEW request_facts AS
SELECT f.*, f.active_energy_kwh * 1000.0e0 AS active_energy_wh, d.is_weekend
FROM request_footprint_kwh f JOIN dim_date d USING (usage_date);
COMMENT ON VIEW request_facts IS 'request_footprint_kwh with date';

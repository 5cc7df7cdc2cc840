-- Lines are parsed once into a table.

CREATE OR REPLACE TABLE logged AS
SELECT
  request_id, started_at, ended_at, first_token_at, model AS model_id, team AS team_id,
  "user" AS user_id, workflow AS workflow_id, NULL::VARCHAR AS logical_request_id,
  site AS site_id, unit AS unit_id, operation, status,
  prompt_tokens, cached_prompt_tokens, output_tokens, filename
FROM read_json(getvariable('requests'), format = 'newline_delimited', filename = true, columns = {
  request_id: 'VARCHAR', started_at: 'TIMESTAMPTZ', first_token_at: 'TIMESTAMPTZ',
  ended_at: 'TIMESTAMPTZ', model: 'VARCHAR', team: 'VARCHAR', "user": 'VARCHAR',
  workflow: 'VARCHAR', site: 'VARCHAR', unit: 'VARCHAR', operation: 'VARCHAR', status: 'VARCHAR',
  prompt_tokens: 'BIGINT', cached_prompt_tokens: 'BIGINT', output_tokens: 'BIGINT'});

CREATE OR REPLACE VIEW telemetry AS
SELECT device_id, sampled_at, energy_mj, utilization_ratio
FROM read_csv(getvariable('telemetry'), header = true, types = {
  device_id: 'VARCHAR', sampled_at: 'TIMESTAMPTZ', energy_mj: 'BIGINT', utilization_ratio: 'DOUBLE'});

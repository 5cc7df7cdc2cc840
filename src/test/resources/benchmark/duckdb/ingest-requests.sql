COPY (
  SELECT
    request_id, started_at, ended_at, first_token_at, model AS model_id, team AS team_id,
    "user" AS user_key, workflow AS workflow_id, NULL::VARCHAR AS logical_request_id,
    site AS site_id, unit AS unit_id, NULL::VARCHAR AS prefill_unit_id,
    NULL::VARCHAR AS device_id, operation, status, prompt_tokens, cached_prompt_tokens,
    output_tokens
  FROM read_json(getvariable('inputs') || '/*', format = 'newline_delimited', columns = {
    request_id: 'VARCHAR', started_at: 'TIMESTAMPTZ', first_token_at: 'TIMESTAMPTZ',
    ended_at: 'TIMESTAMPTZ', model: 'VARCHAR', team: 'VARCHAR', "user": 'VARCHAR',
    workflow: 'VARCHAR', site: 'VARCHAR', unit: 'VARCHAR', operation: 'VARCHAR', status: 'VARCHAR',
    prompt_tokens: 'BIGINT', cached_prompt_tokens: 'BIGINT', output_tokens: 'BIGINT'}))
TO (getvariable('out'))
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PER_THREAD_OUTPUT true, OVERWRITE true);

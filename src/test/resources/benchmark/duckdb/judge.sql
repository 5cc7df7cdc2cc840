-- Which rows belong to the day, which are refused, which repeat an id.

CREATE OR REPLACE MACRO is_of_day(started_at, ended_at) AS
  started_at < getvariable('day_end')
  AND (started_at >= getvariable('day_start')
    OR coalesce(ended_at > getvariable('day_start'), false));

CREATE OR REPLACE MACRO is_sound(
  request_id, started_at, ended_at, model_id, prompt_tokens, cached_prompt_tokens, output_tokens) AS
  request_id IS NOT NULL AND started_at IS NOT NULL AND model_id IS NOT NULL
  AND coalesce(prompt_tokens >= 0, true) AND coalesce(cached_prompt_tokens >= 0, true)
  AND coalesce(output_tokens >= 0, true) AND coalesce(ended_at >= started_at, true);

CREATE OR REPLACE VIEW judged AS
SELECT *,
  coalesce(is_of_day(started_at, ended_at), true) AS is_inside,
  is_sound(request_id, started_at, ended_at, model_id, prompt_tokens, cached_prompt_tokens,
    output_tokens) AS is_accepted
FROM logged;

-- Hashes of ids are compared across all requests; rows only where a hash occurs more than once.
CREATE OR REPLACE TABLE repeated AS
SELECT hash(request_id) AS id_hash
FROM judged
WHERE is_inside AND is_accepted
GROUP BY id_hash
HAVING count(*) > 1;

CREATE OR REPLACE TABLE winners AS
SELECT j.*
FROM judged j
SEMI JOIN repeated ON hash(request_id) = id_hash
WHERE is_inside AND is_accepted
QUALIFY row_number() OVER (
  PARTITION BY request_id
  ORDER BY ended_at DESC NULLS LAST, output_tokens DESC NULLS LAST, hash(j) DESC) = 1;

CREATE OR REPLACE TABLE source_count AS
SELECT
  filename, count(*) AS read,
  count(*) FILTER (is_inside AND is_accepted) AS accepted,
  count(*) FILTER (is_inside AND NOT is_accepted) AS rejected,
  count(*) FILTER (NOT is_inside) AS outside_window
FROM judged
GROUP BY filename;

CREATE OR REPLACE VIEW accepted_plain AS
SELECT * FROM judged WHERE is_inside AND is_accepted;

CREATE OR REPLACE VIEW accepted_unique AS
SELECT * FROM judged ANTI JOIN repeated ON hash(request_id) = id_hash
WHERE is_inside AND is_accepted
UNION ALL
SELECT * FROM winners;

-- The usual night has no repeats, and then no row is tested for one.
SET VARIABLE accepted = (
  SELECT CASE WHEN count(*) = 0 THEN 'accepted_plain' ELSE 'accepted_unique' END FROM repeated);

-- Rate of a phase: whole units of work per microsecond in fixed point.
CREATE OR REPLACE MACRO rate(work, us) AS
  CASE WHEN work > 0 THEN greatest(1, round(least(work, 134217728) * 4294967296.0 / us)) ELSE 0 END;

-- Requests on the day's time line in microseconds from midnight: prefill with rate r1 from a to m,
-- decode with rate r2 from m to b.
CREATE OR REPLACE VIEW phased AS
SELECT
  l.*, pool,
  epoch_us(started_at) - getvariable('day_us') AS start_us,
  greatest(start_us + 1, epoch_us(ended_at) - getvariable('day_us')) AS end_us,
  first_token_at IS NULL AS is_one_phase,
  CASE WHEN is_one_phase THEN end_us ELSE
    greatest(start_us + 1, least(end_us - 1, epoch_us(first_token_at) - getvariable('day_us')))
  END AS first_us,
  w_prefill * (prompt_tokens - cached_prompt_tokens) + w_cached * cached_prompt_tokens AS prefill,
  (w_decode + w_context * (prompt_tokens + output_tokens / 2.0)) * output_tokens AS decode,
  rate(CASE WHEN is_one_phase THEN prefill + decode ELSE prefill END, first_us - start_us) AS r1,
  CASE WHEN is_one_phase THEN 0 ELSE rate(decode, end_us - first_us) END AS r2,
  greatest(start_us, 0) AS a,
  least(greatest(first_us, 1), 86400000000) AS m,
  least(end_us, 86400000000) AS b
FROM query_table(getvariable('accepted')) l
JOIN pools ON pools.site_id = l.site_id AND pools.pool_id = l.unit_id
JOIN weights ON weights.model_id = l.model_id;

-- Cells of 1/64 slot, from midnight, that a request occupies: those it covers by at least half; the
-- last one lies before midnight if none is of the day.
CREATE OR REPLACE MACRO first_cell(start_us, end_us) AS
  greatest(0, CASE WHEN end_us - start_us < 15625 THEN start_us ELSE start_us + 7812 END // 15625);

CREATE OR REPLACE MACRO last_cell(start_us, end_us) AS
  least(5529599, floor(
    CASE WHEN end_us - start_us < 15625 THEN start_us ELSE end_us - 7813 END / 15625)::BIGINT);

-- Bits first to last of a slot's mask; none where last lies before first.
CREATE OR REPLACE MACRO bits(first, last) AS
  CASE WHEN last < first THEN 0::UBIGINT ELSE
    (18446744073709551615::UBIGINT >> (63 - last)::INTEGER)
    - (18446744073709551615::UBIGINT >> (64 - first)::INTEGER)
  END;

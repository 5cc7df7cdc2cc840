-- Labels that the mapping names, no others; a series becomes a row for each of its samples.
COPY (
  WITH series AS (
    SELECT unnest(data.result, recursive := false) AS s
    FROM read_json(getvariable('inputs') || '/*', format = 'newline_delimited',
      maximum_object_size = 33554432, columns = {
        data: 'STRUCT(result STRUCT(
          metric STRUCT(__name__ VARCHAR, UUID VARCHAR, Hostname VARCHAR, gpu VARCHAR,
            exported_pod VARCHAR, pod VARCHAR, modelName VARCHAR),
          "values" VARCHAR[][])[])'})),
  samples AS (
    SELECT s.metric AS m, s.metric.__name__ AS name, unnest(s."values") AS sample
    FROM series
    WHERE name IN ('DCGM_FI_DEV_POWER_USAGE', 'DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION',
      'DCGM_FI_DEV_GPU_UTIL'))
  SELECT
    coalesce(m.UUID, m.Hostname || '/gpu-' || m.gpu) AS device_id,
    make_timestamptz((sample[1]::DOUBLE * 1e6)::BIGINT) AS sampled_at,
    CASE WHEN name = 'DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION' THEN sample[2]::BIGINT END AS energy_mj,
    CASE WHEN name = 'DCGM_FI_DEV_POWER_USAGE' THEN sample[2]::DOUBLE END AS power_w,
    CASE WHEN name = 'DCGM_FI_DEV_GPU_UTIL' THEN sample[2]::DOUBLE / 100 END AS utilization_ratio,
    m.Hostname AS node_id,
    CASE WHEN coalesce(m.exported_pod, m.pod) NOT LIKE '%dcgm-exporter%'
      THEN coalesce(m.exported_pod, m.pod) END AS unit_id,
    NULL::VARCHAR AS model_id, NULL::VARCHAR AS site_id, m.modelName AS device_model,
    'accelerator' AS device_kind
  FROM samples)
TO (getvariable('out'))
(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PER_THREAD_OUTPUT true, OVERWRITE true);

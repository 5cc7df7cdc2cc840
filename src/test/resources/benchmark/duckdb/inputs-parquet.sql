-- Canonical Parquet is scanned anew wherever rows are needed: that is faster than a copy.

CREATE OR REPLACE VIEW logged AS
SELECT * FROM read_parquet(getvariable('requests'), filename = true);

CREATE OR REPLACE VIEW telemetry AS
SELECT * FROM read_parquet(getvariable('telemetry'));

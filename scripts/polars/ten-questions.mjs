// node ten-questions.mjs WAREHOUSE: the questions of docs/bi/ten-questions.sql, asked of Polars over the
// published Parquet files. Prints one JSON object: by question its rows and the sum of each number.
import { createRequire } from "node:module";
import path from "node:path";

const pl = createRequire(import.meta.url)("nodejs-polars");
const warehouse = process.argv[2];
const KWH_MJ = 3.6e9;
const WEEK_MS = 7 * 24 * 3600 * 1000;

const table = (name) => pl.scanParquet(path.join(warehouse, name, "*", "*.parquet"));

/** Of nothing but unknown values the sum is unknown, as it is in SQL; whole numbers are added as such. */
const sum = (column, name, divisor = 1) =>
  pl
    .when(pl.col(column).count().gt(0))
    .then(pl.col(column).sum().div(divisor))
    .otherwise(pl.lit(null))
    .alias(name);

const ratio = (part, whole, name) =>
  pl
    .when(pl.col(whole).neq(0))
    .then(pl.col(part).div(pl.col(whole)))
    .otherwise(pl.lit(null))
    .alias(name);

function energyPerTeamLastWeek() {
  const last = table("team_daily").select(pl.col("usage_date").max()).collectSync().row(0)[0];
  return table("team_daily")
    .filter(pl.col("usage_date").gt(pl.lit(new Date(last.getTime() - WEEK_MS))))
    .groupBy("team_id")
    .agg(sum("facility_energy_wh", "facility_kwh", 1000), pl.col("requests").sum());
}

function topModelsByEmissions() {
  return table("model_daily")
    .groupBy("model_id")
    .agg(
      sum("location_emissions_gco2e", "location_kg", 1000),
      sum("embodied_emissions_gco2e", "embodied_kg", 1000),
    )
    .sort({ by: "location_kg", descending: true, nullsLast: true })
    .limit(10);
}

function costPer1kOutputTokens() {
  return table("model_daily")
    .groupBy(["model_id", "energy_cost_currency"])
    .agg(sum("energy_cost", "energy_cost"), pl.col("output_tokens").sum())
    .withColumns(
      ratio("energy_cost", "output_tokens", "cost_per_1k_output_tokens").mul(1000),
    );
}

function idleShareBySite() {
  return table("energy_balance")
    .filter(pl.col("device_kind").eq(pl.lit("accelerator")))
    .withColumns(pl.col("shared_idle_mj").add(pl.col("provisioned_idle_mj")).alias("idle_mj"))
    .groupBy("site_id")
    .agg(sum("idle_mj", "idle_kwh", KWH_MJ), sum("measured_mj", "measured_kwh", KWH_MJ))
    .withColumns(ratio("idle_kwh", "measured_kwh", "idle_share"));
}

function p90EnergyPerQuery() {
  return table("query_daily").select(
    "energy_with_idle_per_query_p90_wh",
    "energy_with_idle_per_query_mean_wh",
  );
}

function hourlyPeak() {
  return table("model_hourly")
    .groupBy(["site_id", "usage_date", "usage_hour"])
    .agg(sum("it_energy_wh", "it_kwh", 1000))
    .withColumns(pl.col("it_kwh").mul(-1).alias("place"))
    .sort(["place", "usage_date", "usage_hour"])
    .unique({ subset: ["site_id"], keep: "first", maintainOrder: true })
    .select("usage_hour", "it_kwh");
}

function measuredShare() {
  return table("energy_balance")
    .groupBy("site_id")
    .agg(sum("measured_mj", "measured_kwh", KWH_MJ), sum("estimated_mj", "estimated_kwh", KWH_MJ))
    .withColumns(
      pl.lit(1).sub(ratio("estimated_kwh", "measured_kwh", "share")).alias("measured_share"),
    );
}

function restatedDays() {
  return table("restatement")
    .filter(pl.col("table_name").eq(pl.lit("model_daily")))
    .select("old_value", "new_value");
}

function marketBesideLocation() {
  return table("model_daily")
    .groupBy("site_id")
    .agg(
      sum("location_emissions_gco2e", "location_kg", 1000),
      sum("market_emissions_gco2e", "market_kg", 1000),
    );
}

function trainingBesideInference() {
  const inference = table("team_daily")
    .filter(pl.col("operation").neq(pl.lit("training")))
    .select("model_id", pl.col("facility_energy_wh").alias("inference_wh"), pl.lit(0).cast(pl.Float64).alias("training_wh"));
  const training = table("training_job")
    .select("model_id", pl.lit(0).cast(pl.Float64).alias("inference_wh"), pl.col("facility_energy_wh").alias("training_wh"));
  return pl
    .concat([inference.collectSync(), training.collectSync()])
    .lazy()
    .groupBy("model_id")
    .agg(sum("inference_wh", "inference_kwh", 1000), sum("training_wh", "training_kwh", 1000));
}

const QUESTIONS = {
  energy_per_team_last_week: energyPerTeamLastWeek,
  top_models_by_emissions: topModelsByEmissions,
  cost_per_1k_output_tokens: costPer1kOutputTokens,
  idle_share_by_site: idleShareBySite,
  p90_energy_per_query: p90EnergyPerQuery,
  hourly_peak: hourlyPeak,
  measured_share: measuredShare,
  restated_days: restatedDays,
  market_beside_location: marketBesideLocation,
  training_beside_inference: trainingBesideInference,
};

function answer(rows) {
  const frame = rows.collectSync();
  const sums = {};
  for (const column of frame.columns) {
    const type = String(frame.getColumn(column).dtype);
    if (/^DataType\((Float|Int|UInt)/.test(type)) {
      sums[column] = frame.select(pl.col(column).cast(pl.Float64).sum()).row(0)[0];
    }
  }
  return { rows: frame.height, sums };
}

const answers = Object.entries(QUESTIONS).map(([name, ask]) => [name, answer(ask())]);
console.log(JSON.stringify({ version: pl.version, answers: Object.fromEntries(answers) }));

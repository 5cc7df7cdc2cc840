package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.instant;
import static org.wattledger.schema.Field.text;
import static org.wattledger.schema.Field.tokens;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * What every source becomes before anything is computed. A mapping names these columns; staging
 * yields them, plus where each row came from.
 */
public final class CanonicalTables {

  public static final Field REQUEST_ID =
      text("request_id", "Identity of the request in its log").required();
  public static final Field STARTED_AT =
      instant("started_at", "When the request began to be served").required();
  public static final Field ENDED_AT =
      instant("ended_at", "When the last token left; null: unknown");
  public static final Field FIRST_TOKEN_AT =
      instant("first_token_at", "When the first output token left");
  public static final Field MODEL_ID = text("model_id", "Model that served the request");
  public static final Field TEAM_ID = text("team_id", "Team that is charged");
  public static final Field USER_ID =
      text("user_id", "Raw user id: only ever an input of user_key");
  public static final Field USER_KEY =
      text(
          "user_key",
          "HMAC-SHA-256 of the user id under the site's key, hexadecimal; after the id of that key and a colon, if it has one");
  public static final Field WORKFLOW_ID =
      text("workflow_id", "Workflow or conversation the request belongs to");
  public static final Field LOGICAL_REQUEST_ID =
      text("logical_request_id", "Same value for all tries of one query");
  public static final Field SITE_ID = text("site_id", "Data-centre site");
  public static final Field UNIT_ID = text("unit_id", "Serving replica");
  public static final Field PREFILL_UNIT_ID =
      text("prefill_unit_id", "Replica that served the prefill, if another");
  public static final Field DEVICE_ID =
      text("device_id", "Accelerator or host, by its physical identity");
  public static final Field OPERATION = text("operation", "chat, embeddings, ...");
  public static final Field STATUS =
      text("status", "Outcome: ok, or the log's word for the failure");
  public static final Field PROMPT_TOKENS =
      tokens("prompt_tokens", "Input tokens, cached ones included");
  public static final Field CACHED_PROMPT_TOKENS =
      tokens("cached_prompt_tokens", "Input tokens read from a cache");
  public static final Field OUTPUT_TOKENS = tokens("output_tokens", "Generated tokens");

  public static final Field SAMPLED_AT =
      instant("sampled_at", "When the meter was read").required();
  public static final Field ENERGY_MJ =
      new Field(
          "energy_mj", DataTypes.LongType, true, Unit.MILLIJOULES, "Cumulative energy counter");
  public static final Field POWER_W =
      new Field("power_w", DataTypes.DoubleType, true, Unit.WATTS, "Power draw at the sample");
  public static final Field UTILIZATION_RATIO =
      new Field(
          "utilization_ratio",
          DataTypes.DoubleType,
          true,
          Unit.RATIO,
          "Share of time the device was busy, 0 to 1");
  public static final Field NODE_ID = text("node_id", "Host that carries the device");
  public static final Field DEVICE_MODEL = text("device_model", "Product name of the device");
  public static final Field DEVICE_KIND =
      text("device_kind", "accelerator, host or platform; null: accelerator");

  public static final Field VALID_FROM = instant("valid_from", "Start of validity; null: always");
  public static final Field VALID_TO =
      instant("valid_to", "End of validity, exclusive; null: open");

  public static final Field JOB_ID = text("job_id", "Training job").required();
  public static final Field JOB_STARTED_AT =
      instant("started_at", "When the job, or this stretch of it, began").required();
  public static final Field JOB_ENDED_AT =
      instant("ended_at", "When the job, or this stretch of it, ended; null: still running");
  public static final Field DEVICES =
      count("devices", "Accelerators, where the row names none; null: 1");
  public static final Field DEVICE_TIME_H =
      amount(
          "device_time_h", Unit.HOURS, "Accelerator time of the row; null: devices x its duration");
  public static final Field JOB_POWER_W =
      amount("power_w", Unit.WATTS, "Mean power per device, measured or rated");
  public static final Field ENERGY_WH =
      amount("energy_wh", Unit.WATT_HOURS, "IT energy of the row");

  public static final Field SOURCE = text("source", "Name of the configured source").required();
  public static final Field FILE = text("file", "Input file").required();
  public static final Field POSITION =
      count("position", "Record number in the file, from 1").required();

  /** What a mapping of a request log may name. */
  public static final Table REQUESTS =
      new Table(
          "requests",
          "one row per request",
          List.of(REQUEST_ID),
          List.of(
              REQUEST_ID,
              STARTED_AT,
              ENDED_AT,
              FIRST_TOKEN_AT,
              MODEL_ID.required(),
              TEAM_ID,
              USER_ID,
              WORKFLOW_ID,
              LOGICAL_REQUEST_ID,
              SITE_ID,
              UNIT_ID,
              PREFILL_UNIT_ID,
              DEVICE_ID,
              OPERATION,
              STATUS,
              PROMPT_TOKENS,
              CACHED_PROMPT_TOKENS,
              OUTPUT_TOKENS));

  /** What a mapping of a meter may name. */
  public static final Table TELEMETRY =
      new Table(
          "telemetry",
          "one row per device and sample",
          List.of(DEVICE_ID, SAMPLED_AT),
          List.of(
              DEVICE_ID.required(),
              SAMPLED_AT,
              ENERGY_MJ,
              POWER_W,
              UTILIZATION_RATIO,
              NODE_ID,
              UNIT_ID,
              MODEL_ID,
              SITE_ID,
              DEVICE_MODEL,
              DEVICE_KIND));

  /** What a mapping of a placement list may name. */
  public static final Table PLACEMENTS =
      new Table(
          "placements",
          "one row per device, unit, model and validity",
          List.of(DEVICE_ID, UNIT_ID, MODEL_ID, VALID_FROM),
          List.of(
              DEVICE_ID.required(),
              UNIT_ID,
              MODEL_ID,
              SITE_ID,
              NODE_ID,
              DEVICE_MODEL,
              VALID_FROM,
              VALID_TO));

  /** What a mapping of a list of training jobs may name. */
  public static final Table TRAINING =
      new Table(
          "training",
          "one row per training job and device, or per stretch of a job; rows of a job add up",
          List.of(JOB_ID, DEVICE_ID, JOB_STARTED_AT),
          List.of(
              JOB_ID,
              JOB_STARTED_AT,
              JOB_ENDED_AT,
              MODEL_ID,
              TEAM_ID,
              SITE_ID,
              DEVICE_ID,
              DEVICE_MODEL,
              DEVICES,
              DEVICE_TIME_H,
              JOB_POWER_W,
              ENERGY_WH));

  /** Accepted requests as they are stored between staging and attribution. */
  public static final Table STAGED_REQUESTS =
      new Table(
          "staged_requests",
          "one row per accepted request",
          List.of(REQUEST_ID),
          List.of(
              REQUEST_ID,
              STARTED_AT,
              ENDED_AT,
              FIRST_TOKEN_AT,
              MODEL_ID.required(),
              TEAM_ID,
              USER_KEY,
              WORKFLOW_ID,
              LOGICAL_REQUEST_ID,
              SITE_ID,
              UNIT_ID,
              PREFILL_UNIT_ID,
              DEVICE_ID,
              OPERATION,
              STATUS,
              PROMPT_TOKENS,
              CACHED_PROMPT_TOKENS,
              OUTPUT_TOKENS));

  /** Accepted samples as they are stored between staging and attribution. */
  public static final Table STAGED_TELEMETRY =
      new Table(
          "staged_telemetry",
          "one row per accepted sample, repeats still included",
          List.of(DEVICE_ID, SAMPLED_AT),
          List.of(
              DEVICE_ID.required(),
              SAMPLED_AT,
              ENERGY_MJ,
              POWER_W,
              UTILIZATION_RATIO,
              NODE_ID,
              UNIT_ID,
              MODEL_ID,
              SITE_ID,
              DEVICE_MODEL,
              DEVICE_KIND,
              SOURCE,
              FILE,
              POSITION));

  private CanonicalTables() {}
}

package org.wattledger.config;

import java.util.List;

/**
 * Which canonical table a source feeds: the columns that its mapping may name, those that it must
 * name, and those of which it must name one. A test holds the names to the schema's.
 */
public enum SourceKind {
  REQUESTS(
      List.of(
          "request_id",
          "started_at",
          "ended_at",
          "first_token_at",
          "model_id",
          "team_id",
          "user_id",
          "workflow_id",
          "logical_request_id",
          "site_id",
          "unit_id",
          "prefill_unit_id",
          "device_id",
          "operation",
          "status",
          "prompt_tokens",
          "cached_prompt_tokens",
          "output_tokens"),
      List.of("request_id", "started_at", "model_id"),
      List.of()),
  TELEMETRY(
      List.of(
          "device_id",
          "sampled_at",
          "energy_mj",
          "power_w",
          "utilization_ratio",
          "node_id",
          "unit_id",
          "model_id",
          "site_id",
          "device_model",
          "device_kind"),
      List.of("device_id", "sampled_at"),
      List.of("energy_mj", "power_w", "utilization_ratio")),
  PLACEMENTS(
      List.of(
          "device_id",
          "unit_id",
          "model_id",
          "site_id",
          "node_id",
          "device_model",
          "valid_from",
          "valid_to"),
      List.of("device_id"),
      List.of()),
  TRAINING(
      List.of(
          "job_id",
          "started_at",
          "ended_at",
          "model_id",
          "team_id",
          "site_id",
          "device_id",
          "device_model",
          "devices",
          "device_time_h",
          "power_w",
          "energy_wh"),
      List.of("job_id", "started_at"),
      List.of());

  private final List<String> columns;
  private final List<String> required;
  private final List<String> oneOf;

  SourceKind(List<String> columns, List<String> required, List<String> oneOf) {
    this.columns = columns;
    this.required = required;
    this.oneOf = oneOf;
  }

  /** Every canonical column that a mapping may name. */
  public List<String> columns() {
    return columns;
  }

  /** The columns without which no row can be accepted. */
  public List<String> required() {
    return required;
  }

  /** At least one of these must be mapped; empty: no such condition. */
  public List<String> oneOf() {
    return oneOf;
  }
}

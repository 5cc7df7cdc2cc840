package org.wattledger.fleet;

import java.io.Serializable;

/** Requests as lines of a text log: JSON objects or CSV records, times in UTC with microseconds. */
record RequestLines(boolean json) implements Serializable {

  private static final String[] NAMES = {
    "request_id",
    "started_at",
    "first_token_at",
    "ended_at",
    "model",
    "team",
    "user",
    "workflow",
    "site",
    "unit",
    "operation",
    "status",
    "prompt_tokens",
    "cached_prompt_tokens",
    "output_tokens"
  };

  private static final int PROMPT_TOKENS = 12;

  /** Canonical names in the order of the raw ones. */
  private static final String[] CANONICAL = {
    "request_id",
    "started_at",
    "first_token_at",
    "ended_at",
    "model_id",
    "team_id",
    "user_id",
    "workflow_id",
    "site_id",
    "unit_id",
    "operation",
    "status",
    "prompt_tokens",
    "cached_prompt_tokens",
    "output_tokens"
  };

  static String[] rawNames() {
    return NAMES.clone();
  }

  static String[] canonicalNames() {
    return CANONICAL.clone();
  }

  /** The first line of a file; empty: none. */
  String header() {
    return json ? "" : String.join(",", NAMES);
  }

  String line(RequestRow row) {
    return line(values(row));
  }

  /** The line of a faulty row, spoiled as only text can be. */
  String line(RequestRow row, RequestFault fault) {
    Object[] values = values(row);
    if (fault == RequestFault.WRONG_TYPE) {
      values[PROMPT_TOKENS] = "many";
    }
    String line = line(values);
    return fault == RequestFault.MALFORMED_LINE ? line.substring(0, line.length() / 3) : line;
  }

  private String line(Object[] values) {
    StringBuilder line = new StringBuilder(420);
    for (int i = 0; i < values.length; i++) {
      if (json) {
        line.append(i == 0 ? "{\"" : ",\"").append(NAMES[i]).append("\":");
        appendJson(line, values[i]);
      } else {
        line.append(i == 0 ? "" : ",").append(values[i] == null ? "" : values[i]);
      }
    }
    return json ? line.append('}').toString() : line.toString();
  }

  // Names and times of a fleet hold nothing that JSON or CSV would have to quote.
  private static void appendJson(StringBuilder line, Object value) {
    if (value instanceof String) {
      line.append('"').append(value).append('"');
    } else {
      line.append(value);
    }
  }

  private static Object[] values(RequestRow row) {
    return new Object[] {
      row.requestId(),
      time(row.startedAtUs()),
      time(row.firstTokenAtUs()),
      time(row.endedAtUs()),
      row.modelId(),
      row.teamId(),
      row.userId(),
      row.workflowId(),
      row.siteId(),
      row.unitId(),
      row.operation(),
      row.status(),
      row.promptTokens(),
      row.cachedPromptTokens(),
      row.outputTokens()
    };
  }

  private static String time(Long timeUs) {
    return timeUs == null ? null : IsoTime.micros(timeUs);
  }
}

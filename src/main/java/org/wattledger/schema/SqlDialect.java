package org.wattledger.schema;

import java.util.Map;

/** The few words of a query that engines spell differently. */
public enum SqlDialect {
  SPARK(
      Map.of(
          "text",
          "STRING",
          "utc",
          "",
          "tags",
          "to_json(named_struct('wattledger/model_id', l.model_id,"
              + " 'wattledger/operation', l.operation))")),
  DUCKDB(
      Map.of(
          "text",
          "VARCHAR",
          "utc",
          " AT TIME ZONE 'UTC'",
          "tags",
          "CAST(to_json({'wattledger/model_id': l.model_id,"
              + " 'wattledger/operation': l.operation}) AS VARCHAR)"));

  private final Map<String, String> words;

  SqlDialect(Map<String, String> words) {
    this.words = words;
  }

  /** A query whose {@code ${words}} are put into this dialect. */
  String of(String query) {
    String text = query;
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("${" + word.getKey() + "}", word.getValue());
    }
    return text;
  }
}

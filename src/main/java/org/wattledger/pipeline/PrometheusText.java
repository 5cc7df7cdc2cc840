package org.wattledger.pipeline;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** Metrics in the text format that Prometheus and its node exporter read; without times. */
final class PrometheusText {

  private final StringBuilder text = new StringBuilder();

  /** Begins a metric: a value that can rise and fall. */
  PrometheusText gauge(String name, String help) {
    text.append("# HELP %s %s\n".formatted(name, escaped(help, false)));
    text.append("# TYPE %s gauge\n".formatted(name));
    return this;
  }

  /** A metric with one value. */
  PrometheusText gauge(String name, String help, BigDecimal value) {
    return gauge(name, help).sample(name, Map.of(), value);
  }

  /** One of its values; labels in the order of the map. */
  PrometheusText sample(String name, Map<String, String> labels, BigDecimal value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=\"" + escaped(label.getValue(), true) + '"')
              .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(value.toPlainString()).append('\n');
    return this;
  }

  /** Ends with the line end that the format wants. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** The only characters that end a label or a line. */
  private static String escaped(String raw, boolean isLabel) {
    String escaped = raw.replace("\\", "\\\\").replace("\n", "\\n");
    return isLabel ? escaped.replace("\"", "\\\"") : escaped;
  }
}

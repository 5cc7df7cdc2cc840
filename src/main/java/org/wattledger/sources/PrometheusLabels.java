package org.wattledger.sources;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Takes the metric's name and the labels that a mapping names out of a series' labels. No other
 * label is kept: what pods and people wrote there stays in the file.
 */
class PrometheusLabels implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "__name__";

  private final HashMap<String, Integer> positions = new HashMap<>();

  private transient UTF8String metric;
  private transient GenericInternalRow labels;

  PrometheusLabels(List<String> names) {
    names.forEach(name -> positions.put(name, positions.size()));
  }

  /** A new series. */
  void begin() {
    metric = null;
    labels = new GenericInternalRow(positions.size());
  }

  boolean isWanted(String name) {
    return name.equals(NAME) || positions.containsKey(name);
  }

  /** A label of the series; without effect if nobody asks for it. */
  void set(String name, String value) {
    if (name.equals(NAME)) {
      metric(value);
    } else if (positions.containsKey(name)) {
      labels.update(positions.get(name), UTF8String.fromString(value));
    }
  }

  void metric(String name) {
    metric = UTF8String.fromString(name);
  }

  PrometheusSample.Series series() {
    return new PrometheusSample.Series(metric, labels);
  }
}

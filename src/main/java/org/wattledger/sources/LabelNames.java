package org.wattledger.sources;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes down which labels each series of a file has, not what they say. */
final class LabelNames extends PrometheusLabels {
  private static final long serialVersionUID = 1L;

  private final transient ShapeTally tally;
  private final transient Map<String, String> cells = new TreeMap<>();
  private transient boolean isNamed;

  LabelNames(ShapeTally tally) {
    super(List.of());
    this.tally = tally;
  }

  @Override
  void begin() {
    super.begin();
    cells.clear();
    isNamed = false;
  }

  @Override
  boolean isWanted(String name) {
    return true;
  }

  @Override
  void set(String name, String value) {
    super.set(name, value);
    cells.put(PrometheusRecords.LABELS + "." + name, null);
  }

  @Override
  void metric(String name) {
    super.metric(name);
    isNamed = true;
  }

  @Override
  PrometheusSample.Series series() {
    if (isNamed) {
      cells.remove(PrometheusRecords.LABELS + ".__name__");
      PrometheusRecords.OF_EVERY_SAMPLE.forEach(name -> cells.put(name, null));
      tally.add(cells);
    }
    return super.series();
  }
}

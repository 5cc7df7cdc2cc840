package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.wattledger.schema.CellOrder;

/**
 * The labels of one device through time. A label holds until the same source says otherwise; where
 * several sources describe a device, the first in the order of their names that knows a label wins.
 */
final class LabelTrack {

  private record Labels(String site, String node, String unit, String model) {}

  private final TreeMap<String, Labels> latestBySource = new TreeMap<>(CellOrder::compare);
  private final List<Long> since = new ArrayList<>();
  private final List<Labels> held = new ArrayList<>();

  void add(long atUs, SampleLabels told) {
    Labels before = latestBySource.get(told.source());
    if (before != null
        && Objects.equals(before.site, told.siteId())
        && Objects.equals(before.node, told.nodeId())
        && Objects.equals(before.unit, told.unitId())
        && Objects.equals(before.model, told.modelId())) {
      return;
    }
    latestBySource.put(
        told.source(), new Labels(told.siteId(), told.nodeId(), told.unitId(), told.modelId()));
    Labels combined = combined();
    int last = held.size() - 1;
    if (last >= 0 && held.get(last).equals(combined)) {
      return;
    }
    if (last >= 0 && since.get(last) == atUs) {
      held.set(last, combined);
      joinEqual(last);
      return;
    }
    since.add(atUs);
    held.add(combined);
  }

  /** A device told of several times at one moment may end as it was before. */
  private void joinEqual(int last) {
    if (last > 0 && held.get(last - 1).equals(held.get(last))) {
      held.remove(last);
      since.remove(last);
    }
  }

  /** All spans; the first reaches back to, and the last on to, the end of time. */
  List<DeviceLabels.Span> spans() {
    List<DeviceLabels.Span> spans = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      long from = i == 0 ? Long.MIN_VALUE : since.get(i);
      long to = i + 1 < held.size() ? since.get(i + 1) : Long.MAX_VALUE;
      Labels labels = held.get(i);
      spans.add(
          new DeviceLabels.Span(from, to, labels.site, labels.node, labels.unit, labels.model));
    }
    return spans;
  }

  private Labels combined() {
    Labels all = new Labels(null, null, null, null);
    for (Labels labels : latestBySource.values()) {
      all =
          new Labels(
              all.site == null ? labels.site : all.site,
              all.node == null ? labels.node : all.node,
              all.unit == null ? labels.unit : all.unit,
              all.model == null ? labels.model : all.model);
    }
    return all;
  }
}

package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The labels of one device through time. A label holds until the same source says otherwise; where
 * several sources describe a device, the first in the order of their names that knows a label wins.
 */
final class LabelTrack {

  private record Labels(UTF8String site, UTF8String node, UTF8String unit, UTF8String model) {}

  private final TreeMap<UTF8String, Labels> latestBySource = new TreeMap<>();
  private final List<Long> since = new ArrayList<>();
  private final List<Labels> held = new ArrayList<>();

  void add(
      long atUs,
      UTF8String source,
      UTF8String site,
      UTF8String node,
      UTF8String unit,
      UTF8String model) {
    Labels before = latestBySource.get(source);
    if (before != null
        && Objects.equals(before.site, site)
        && Objects.equals(before.node, node)
        && Objects.equals(before.unit, unit)
        && Objects.equals(before.model, model)) {
      return;
    }
    latestBySource.put(source, new Labels(site, node, unit, model));
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
          new DeviceLabels.Span(
              from,
              to,
              text(labels.site),
              text(labels.node),
              text(labels.unit),
              text(labels.model)));
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

  private static String text(UTF8String text) {
    return text == null ? null : text.toString();
  }
}

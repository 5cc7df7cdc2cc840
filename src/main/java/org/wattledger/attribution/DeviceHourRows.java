package org.wattledger.attribution;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.EnergyBasis;

/** What each device recorded, hour by hour: rows of {@code DEVICE_HOURLY} without the day. */
final class DeviceHourRows implements FlatMapFunction<DeviceDay, Row> {

  private static final long serialVersionUID = 1L;

  private final SlotGrid grid;
  private final Broadcast<Topology> topology;

  DeviceHourRows(SlotGrid grid, Broadcast<Topology> topology) {
    this.grid = grid;
    this.topology = topology;
  }

  @Override
  public Iterator<Row> call(DeviceDay device) {
    List<Topology.DeviceSpan> spans = topology.value().devices().get(device.labels().deviceId());
    return device.hours().entrySet().stream()
        .map(hour -> row(device, spans, hour.getKey(), hour.getValue()))
        .iterator();
  }

  private Row row(
      DeviceDay device, List<Topology.DeviceSpan> spans, int hour, DeviceDay.HourAccount account) {
    long lastUs = grid.hourStartUs(hour) + SlotGrid.HOUR_US - 1;
    Topology.DeviceSpan span =
        spans.stream()
            .filter(candidate -> candidate.fromUs() <= lastUs && lastUs < candidate.toUs())
            .findFirst()
            .orElseThrow();
    return RowFactory.create(
        hour,
        span.siteId(),
        span.nodeId(),
        device.labels().deviceId(),
        device.labels().deviceModel(),
        device.labels().deviceKind(),
        account.measuredMj(),
        account.estimatedMj(),
        account.clippedMj(),
        account.unplacedMj(),
        account.samples(),
        account.gapS(),
        account.resets(),
        account.weakestBasis() < 0 ? null : EnergyBasis.values()[account.weakestBasis()].name());
  }
}

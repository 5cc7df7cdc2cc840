package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.wattledger.physics.DeviceEnergy;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.MeterBounds;
import org.wattledger.physics.MeterEvent;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.MeterSamples;
import org.wattledger.physics.SlotCursor;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.CellOrder;

/** The samples of one device while they are being read. */
final class DeviceSamples {

  private final String deviceId;
  private final List<SampleChunk> chunks = new ArrayList<>();

  DeviceSamples(String deviceId) {
    this.deviceId = deviceId;
  }

  boolean isOf(String otherId) {
    return deviceId.equals(otherId);
  }

  void add(SampleChunk chunk) {
    chunks.add(chunk);
  }

  DeviceDay finish(SlotGrid grid, MeterRules rules, FactsLookup factsOf) {
    DeviceFacts facts = factsOf.of(deviceId, smallest(SampleLabels::deviceModel));
    DeviceReadings readings = DeviceReadings.of(chunks);
    MeterSamples samples = readings.samples();
    LabelTrack labels = new LabelTrack();
    for (int i = 0; i < readings.count(); i++) {
      labels.add(readings.atUs(i), readings.labels(i));
    }
    DeviceEnergy energy =
        DeviceEnergy.of(samples, new MeterBounds(facts.idleW(), facts.maxW()), rules);
    Map<DeviceDay.Origin, Long> repeats = new HashMap<>();
    List<DeviceDay.Refusal> refused = new ArrayList<>();
    for (MeterEvent event : energy.events()) {
      int sample = event.sample();
      switch (event.kind()) {
        case REPEAT ->
            repeats.merge(
                new DeviceDay.Origin(
                    readings.labels(sample).source(), readings.labels(sample).file()),
                1L,
                Long::sum);
        case POWER_BOUND, OUT_OF_RANGE, POWER_UNKNOWN ->
            refused.add(
                new DeviceDay.Refusal(
                    readings.labels(sample).source(),
                    readings.labels(sample).file(),
                    readings.position(sample),
                    event.kind().name()));
        case CONFLICTING, STALE, RESET, REBASE, CLIPPED, UNPLACED -> {
          // Kept in the account of the hour, or simply not booked.
        }
      }
    }
    String kind = smallest(SampleLabels::deviceKind);
    return new DeviceDay(
        new DeviceLabels(
            deviceId,
            kind == null ? DeviceDay.ACCELERATOR : kind,
            facts.deviceModel(),
            labels.spans()),
        facts,
        energy.curve(),
        hours(grid, energy, readings),
        repeats,
        refused,
        readings.atUs(readings.count() - 1),
        energy.agreement(grid.dayStartUs(), grid.dayEndUs()));
  }

  /** Finds the facts of a device by its id and the model its samples name, which may be null. */
  interface FactsLookup {
    DeviceFacts of(String deviceId, String deviceModel);
  }

  private Map<Integer, DeviceDay.HourAccount> hours(
      SlotGrid grid, DeviceEnergy energy, DeviceReadings read) {
    Map<Integer, DeviceDay.HourAccount> hours = new TreeMap<>();
    EnergyCurve curve = energy.curve();
    SlotCursor cursor = curve.slots(SlotGrid.HOUR_US);
    int count = read.count();
    int first = 0;
    for (int hour = 0; hour < SlotGrid.HOURS; hour++) {
      long from = grid.hourStartUs(hour);
      long to = from + SlotGrid.HOUR_US;
      cursor.moveTo(from);
      while (first < count && read.atUs(first) < from) {
        first++;
      }
      int end = first;
      int readings = 0;
      while (end < count && read.atUs(end) < to) {
        // Samples of one time are one reading, however often they are told.
        readings += end == first || read.atUs(end) != read.atUs(end - 1) ? 1 : 0;
        end++;
      }
      if (end == first && cursor.coveredUs() == 0) {
        continue;
      }
      hours.put(
          hour,
          new DeviceDay.HourAccount(
              cursor.energyMj(),
              cursor.estimatedMj(),
              energy.sumMj(MeterEvent.Kind.CLIPPED, from, to),
              energy.sumMj(MeterEvent.Kind.UNPLACED, from, to),
              readings,
              (SlotGrid.HOUR_US - cursor.coveredUs()) / 1e6,
              energy.count(MeterEvent.Kind.RESET, from, to),
              cursor.basis()));
      first = end;
    }
    return hours;
  }

  /** A label that should never differ: the smallest stands, so that order does not matter. */
  private String smallest(Function<SampleLabels, String> label) {
    return chunks.stream()
        .flatMap(chunk -> chunk.labels().stream())
        .map(label)
        .filter(Objects::nonNull)
        .distinct()
        .min(CellOrder::compare)
        .orElse(null);
  }
}

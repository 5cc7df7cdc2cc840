package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.physics.DeviceEnergy;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.MeterBounds;
import org.wattledger.physics.MeterEvent;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.MeterSamples;
import org.wattledger.physics.SlotCursor;
import org.wattledger.physics.SlotGrid;

/** The samples of one device while they are being read, in order of time. */
final class DeviceSamples {

  /** Positions in {@code CanonicalTables.STAGED_TELEMETRY}. */
  private static final int DEVICE = 0;

  private static final int SAMPLED_AT = 1;
  private static final int ENERGY = 2;
  private static final int POWER = 3;
  private static final int UTILIZATION = 4;
  private static final int NODE = 5;
  private static final int UNIT = 6;
  private static final int MODEL = 7;
  private static final int SITE = 8;
  private static final int DEVICE_MODEL = 9;
  private static final int DEVICE_KIND = 10;
  private static final int SOURCE = 11;
  private static final int FILE = 12;
  private static final int POSITION = 13;

  private final UTF8String deviceId;
  private final LabelTrack labels = new LabelTrack();
  private final Map<UTF8String, UTF8String> texts = new HashMap<>();
  private UTF8String deviceModel;
  private UTF8String deviceKind;
  private int count;
  private long[] atUs = new long[256];
  private long[] energyMj = new long[256];
  private double[] powerW = new double[256];
  private double[] utilization = new double[256];
  private long[] position = new long[256];
  private UTF8String[] source = new UTF8String[256];
  private UTF8String[] file = new UTF8String[256];

  DeviceSamples(InternalRow first) {
    this.deviceId = first.getUTF8String(DEVICE).copy();
  }

  boolean isOf(InternalRow row) {
    return deviceId.equals(row.getUTF8String(DEVICE));
  }

  void add(InternalRow row) {
    if (count == atUs.length) {
      grow();
    }
    atUs[count] = row.getLong(SAMPLED_AT);
    energyMj[count] = row.isNullAt(ENERGY) ? MeterSamples.NO_ENERGY : row.getLong(ENERGY);
    powerW[count] = row.isNullAt(POWER) ? Double.NaN : row.getDouble(POWER);
    utilization[count] = row.isNullAt(UTILIZATION) ? Double.NaN : row.getDouble(UTILIZATION);
    position[count] = row.isNullAt(POSITION) ? 0 : row.getLong(POSITION);
    source[count] = text(row, SOURCE);
    file[count] = text(row, FILE);
    deviceModel = smaller(deviceModel, text(row, DEVICE_MODEL));
    deviceKind = smaller(deviceKind, text(row, DEVICE_KIND));
    labels.add(
        atUs[count],
        source[count],
        text(row, SITE),
        text(row, NODE),
        text(row, UNIT),
        text(row, MODEL));
    count++;
  }

  DeviceDay finish(SlotGrid grid, MeterRules rules, FactsLookup factsOf) {
    String id = deviceId.toString();
    DeviceFacts facts = factsOf.of(id, deviceModel == null ? null : deviceModel.toString());
    MeterSamples samples =
        new MeterSamples(
            Arrays.copyOf(atUs, count),
            Arrays.copyOf(energyMj, count),
            Arrays.copyOf(powerW, count),
            Arrays.copyOf(utilization, count));
    DeviceEnergy energy =
        DeviceEnergy.of(samples, new MeterBounds(facts.idleW(), facts.maxW()), rules);
    Map<DeviceDay.Origin, Long> repeats = new HashMap<>();
    List<DeviceDay.Refusal> refused = new ArrayList<>();
    for (MeterEvent event : energy.events()) {
      int sample = event.sample();
      switch (event.kind()) {
        case REPEAT ->
            repeats.merge(
                new DeviceDay.Origin(source[sample].toString(), file[sample].toString()),
                1L,
                Long::sum);
        case POWER_BOUND, OUT_OF_RANGE, POWER_UNKNOWN ->
            refused.add(
                new DeviceDay.Refusal(
                    source[sample].toString(),
                    file[sample].toString(),
                    position[sample],
                    event.kind().name()));
        case CONFLICTING, STALE, RESET, REBASE, CLIPPED, UNPLACED -> {
          // Kept in the account of the hour, or simply not booked.
        }
      }
    }
    String kind = deviceKind == null ? DeviceDay.ACCELERATOR : deviceKind.toString();
    return new DeviceDay(
        new DeviceLabels(id, kind, facts.deviceModel(), labels.spans()),
        facts,
        energy.curve(),
        hours(grid, energy),
        repeats,
        refused,
        atUs[count - 1],
        energy.agreement(grid.dayStartUs(), grid.dayEndUs()));
  }

  /** Finds the facts of a device by its id and the model its samples name, which may be null. */
  interface FactsLookup {
    DeviceFacts of(String deviceId, String deviceModel);
  }

  private Map<Integer, DeviceDay.HourAccount> hours(SlotGrid grid, DeviceEnergy energy) {
    Map<Integer, DeviceDay.HourAccount> hours = new TreeMap<>();
    EnergyCurve curve = energy.curve();
    SlotCursor cursor = curve.slots(SlotGrid.HOUR_US);
    int first = 0;
    for (int hour = 0; hour < SlotGrid.HOURS; hour++) {
      long from = grid.hourStartUs(hour);
      long to = from + SlotGrid.HOUR_US;
      cursor.moveTo(from);
      while (first < count && atUs[first] < from) {
        first++;
      }
      int end = first;
      int readings = 0;
      while (end < count && atUs[end] < to) {
        // Samples of one time are one reading, however often they are told.
        readings += end == first || atUs[end] != atUs[end - 1] ? 1 : 0;
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

  private UTF8String text(InternalRow row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      return null;
    }
    UTF8String text = row.getUTF8String(ordinal);
    UTF8String known = texts.get(text);
    if (known == null) {
      known = text.copy();
      texts.put(known, known);
    }
    return known;
  }

  /** Labels that should never differ: the smallest stands, so that order does not matter. */
  private static UTF8String smaller(UTF8String known, UTF8String text) {
    if (text == null || known == text) {
      return known;
    }
    return known == null || text.compareTo(known) < 0 ? text : known;
  }

  private void grow() {
    int size = 2 * count;
    atUs = Arrays.copyOf(atUs, size);
    energyMj = Arrays.copyOf(energyMj, size);
    powerW = Arrays.copyOf(powerW, size);
    utilization = Arrays.copyOf(utilization, size);
    position = Arrays.copyOf(position, size);
    source = Arrays.copyOf(source, size);
    file = Arrays.copyOf(file, size);
  }
}

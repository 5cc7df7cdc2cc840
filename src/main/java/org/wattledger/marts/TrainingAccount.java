package org.wattledger.marts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.Energy;
import org.wattledger.quantity.TimeRange;

/** What one job did at one site on one day, and hour by hour the energy that no meter recorded. */
final class TrainingAccount {

  private static final String METERED = "METERED";

  /** Energy of an hour beside the meters, and the devices' share of their making. */
  static final class HourSum {
    private long modelledMj;
    private long embodiedNg;
    private boolean isEnergyUnknown;
    private boolean isEmbodiedUnknown;

    /** Null as soon as a part is unknown. */
    Long modelledMj() {
      return isEnergyUnknown ? null : modelledMj;
    }

    long embodiedNg() {
      return embodiedNg;
    }

    boolean isEmbodiedUnknown() {
      return isEmbodiedUnknown;
    }
  }

  private final TrainingStretch.Job job;
  private final TimeRange day;
  private final Map<Integer, HourSum> unmetered = new TreeMap<>();
  private final TreeSet<String> deviceModels = new TreeSet<>();
  private final TreeSet<String> named = new TreeSet<>();
  private final List<TrainingStretch> unnamed = new ArrayList<>();
  private double deviceTimeH;
  private int weakestBasis = -1;
  private boolean isBasisUnknown;

  TrainingAccount(TrainingStretch.Job job, TimeRange day) {
    this.job = job;
    this.day = day;
  }

  /** Adds a stretch that touches the day. */
  void add(TrainingStretch stretch) {
    deviceTimeH += stretch.deviceTimeH(day);
    if (stretch.deviceModel() != null) {
      deviceModels.add(stretch.deviceModel());
    }
    if (stretch.deviceId() == null) {
      unnamed.add(stretch);
    } else {
      named.add(stretch.deviceId());
    }
    if (!stretch.isMetered()) {
      isBasisUnknown |= stretch.basis() == null;
      weakestBasis =
          Math.max(weakestBasis, stretch.basis() == null ? -1 : stretch.basis().ordinal());
      addUnmetered(stretch);
    }
  }

  private void addUnmetered(TrainingStretch stretch) {
    int hours = (int) (day.durationUs() / TimeRange.MICROSECONDS_PER_HOUR);
    for (int hour = 0; hour < hours; hour++) {
      long from = day.startUs() + hour * TimeRange.MICROSECONDS_PER_HOUR;
      TimeRange range = new TimeRange(from, from + TimeRange.MICROSECONDS_PER_HOUR);
      if (stretch.touches(range)) {
        HourSum sum = unmetered.computeIfAbsent(hour, key -> new HourSum());
        double wholeMj = stretch.energyWh() * Energy.MILLIJOULES_PER_WATT_HOUR;
        sum.modelledMj += stretch.partOf(wholeMj, range);
        sum.isEnergyUnknown |= Double.isNaN(wholeMj);
        sum.embodiedNg += stretch.partOf(stretch.embodiedNg(), range);
        sum.isEmbodiedUnknown |= Double.isNaN(stretch.embodiedNg());
      }
    }
  }

  TrainingStretch.Job job() {
    return job;
  }

  /** By hour of the day; hours without any are missing. */
  Map<Integer, HourSum> unmetered() {
    return unmetered;
  }

  double deviceTimeH() {
    return deviceTimeH;
  }

  /** Product names, sorted, joined by {@code +}; null: none is known. */
  String deviceModel() {
    return deviceModels.isEmpty() ? null : String.join("+", deviceModels);
  }

  /** The weakest basis; null if nothing is known of some stretch. */
  String basis() {
    if (isBasisUnknown) {
      return null;
    }
    return weakestBasis < 0 ? METERED : TrainingEnergy.Basis.values()[weakestBasis].name();
  }

  /** Named devices, and the greatest number of unnamed ones at one time of the day. */
  long devices() {
    TreeMap<Long, Long> changes = new TreeMap<>();
    for (TrainingStretch stretch : unnamed) {
      long from = Math.max(stretch.startUs(), day.startUs());
      changes.merge(from, stretch.devices(), Long::sum);
      changes.merge(Math.max(stretch.endUs(), from + 1), -stretch.devices(), Long::sum);
    }
    long present = 0;
    long most = 0;
    for (long change : changes.values()) {
      present += change;
      most = Math.max(most, present);
    }
    return named.size() + most;
  }
}

package org.wattledger.marts;

import static org.wattledger.schema.AttributedTables.LEDGER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.Energy;
import org.wattledger.quantity.TimeRange;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/** What one job did at one site on one day, and by interval what no meter recorded of it. */
final class TrainingAccount {

  private static final String METERED = "METERED";

  /** What no meter recorded in an interval: energy, and the devices' share of their making. */
  static final class Unmetered {
    private long modelledMj;
    private long downMj;
    private long upMj;
    private long embodiedNg;
    private long embodiedLowNg;
    private long embodiedHighNg;
    private long stretches;
    private boolean isEnergyUnknown;
    private boolean isEmbodiedUnknown;

    private void add(TrainingStretch stretch, TimeRange range) {
      stretches++;
      TrainingStretch.Energy energy = stretch.energy();
      long mj = stretch.partOf(energy.wh() * Energy.MILLIJOULES_PER_WATT_HOUR, range);
      modelledMj += mj;
      downMj += Math.round(mj * (1 - energy.lowRatio()));
      upMj += Math.round(mj * (energy.highRatio() - 1));
      isEnergyUnknown |= Double.isNaN(energy.wh());
      TrainingStretch.Embodied embodied = stretch.embodied();
      embodiedNg += stretch.partOf(embodied.ng(), range);
      embodiedLowNg += stretch.partOf(embodied.lowNg(), range);
      embodiedHighNg += stretch.partOf(embodied.highNg(), range);
      isEmbodiedUnknown |= Double.isNaN(embodied.ng());
    }

    /** What is known of the energy. */
    long knownMj() {
      return modelledMj;
    }

    /** As a row of the ledger; the energy is unknown as soon as a part is. */
    long[] row() {
      long[] row = new long[LEDGER.size()];
      put(row, Measures.MODELLED_ENERGY_MJ, isEnergyUnknown ? 0 : modelledMj);
      put(row, AttributedTables.MODELLED_UNKNOWN, isEnergyUnknown ? 1 : 0);
      put(row, AttributedTables.METER_DOWN_MJ, downMj);
      put(row, AttributedTables.METER_UP_MJ, upMj);
      // What a record states or a table rates says nothing of the host by itself.
      put(row, AttributedTables.HOST_UNKNOWN, stretches);
      put(row, AttributedTables.EMBODIED_NG, embodiedNg);
      put(row, AttributedTables.EMBODIED_LOW_NG, embodiedLowNg);
      put(row, AttributedTables.EMBODIED_HIGH_NG, embodiedHighNg);
      put(row, AttributedTables.EMBODIED_UNKNOWN, isEmbodiedUnknown ? 1 : 0);
      return row;
    }

    private static void put(long[] row, Field sum, long amount) {
      row[LEDGER.indexOf(sum)] = amount;
    }
  }

  private final TrainingStretch.Job job;
  private final TimeRange day;
  private final long intervalUs;
  private final Map<Integer, Unmetered> unmetered = new TreeMap<>();
  private final TreeSet<String> deviceModels = new TreeSet<>();
  private final TreeSet<String> named = new TreeSet<>();
  private final List<TrainingStretch> unnamed = new ArrayList<>();
  private double deviceTimeH;
  private int weakestBasis = -1;
  private boolean isBasisUnknown;

  TrainingAccount(TrainingStretch.Job job, TimeRange day, long intervalUs) {
    this.job = job;
    this.day = day;
    this.intervalUs = intervalUs;
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
    // A job has a sum, if only of nothing, wherever it ran.
    int first = (int) ((Math.max(stretch.startUs(), day.startUs()) - day.startUs()) / intervalUs);
    unmetered.computeIfAbsent(first, key -> new Unmetered());
    if (!stretch.isMetered()) {
      isBasisUnknown |= stretch.basis() == null;
      weakestBasis =
          Math.max(weakestBasis, stretch.basis() == null ? -1 : stretch.basis().ordinal());
      addUnmetered(stretch, first);
    }
  }

  private void addUnmetered(TrainingStretch stretch, int first) {
    long lastUs = Math.min(stretch.endUs(), day.endUs());
    for (int i = first; i == first || day.startUs() + i * intervalUs < lastUs; i++) {
      long from = day.startUs() + i * intervalUs;
      unmetered
          .computeIfAbsent(i, key -> new Unmetered())
          .add(stretch, new TimeRange(from, from + intervalUs));
    }
  }

  TrainingStretch.Job job() {
    return job;
  }

  /** By interval of the day, as far as the job ran in them; empty sums where meters saw it. */
  Map<Integer, Unmetered> unmetered() {
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

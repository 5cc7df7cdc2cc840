package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.wattledger.marts.TrainingStretch;
import org.wattledger.physics.EmbodiedEmissions;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.Reference;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * The accepted rows of training jobs in the words of the reference tables, as of one day.
 *
 * <p>A job has one model and one team: the smallest that its rows name. A row without a site ran
 * where the job's other rows did, if they name one site only. A row without an end is still
 * running: what it states as a whole is not final, so its energy is device time x watts up to the
 * end of the day.
 */
final class TrainingRecords {

  private static final String UNATTRIBUTED = "(unattributed)";
  private static final String NONE = "(none)";
  private static final String UNKNOWN = "(unknown)";
  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private final List<Row> rows;
  private final Reference reference;
  private final Instant dayStart;
  private final long dayEndUs;
  private final Map<String, Set<String>> sitesByJob = new HashMap<>();
  private final Map<String, TrainingStretch.Job> jobs = new TreeMap<>();
  private final Set<String> contradictory = new HashSet<>();

  /**
   * @param rows of {@code CanonicalTables.TRAINING}, sorted
   */
  TrainingRecords(List<Row> rows, Reference reference, LocalDate day) {
    this.rows = List.copyOf(rows);
    this.reference = reference;
    this.dayStart = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    this.dayEndUs = TimeRange.ofDay(day).endUs();
    Map<String, List<Row>> rowsByJob = new TreeMap<>();
    for (Row row : rows) {
      String job = text(row, CanonicalTables.JOB_ID);
      rowsByJob.computeIfAbsent(job, key -> new ArrayList<>()).add(row);
    }
    rowsByJob.forEach((job, ofJob) -> jobs.put(job, job(job, ofJob)));
  }

  private TrainingStretch.Job job(String jobId, List<Row> ofJob) {
    TreeSet<String> models = new TreeSet<>();
    TreeSet<String> teams = new TreeSet<>();
    Set<String> sites = sitesByJob.computeIfAbsent(jobId, key -> new TreeSet<>());
    long start = Long.MAX_VALUE;
    Long end = Long.MIN_VALUE;
    for (Row row : ofJob) {
      add(models, reference.models().canonicalId(text(row, CanonicalTables.MODEL_ID)));
      add(teams, reference.teams().canonicalId(text(row, CanonicalTables.TEAM_ID)));
      add(sites, text(row, CanonicalTables.SITE_ID));
      start = Math.min(start, micros(row, CanonicalTables.JOB_STARTED_AT));
      Long ended = micros(row, CanonicalTables.JOB_ENDED_AT);
      end = end == null || ended == null ? null : Long.valueOf(Math.max(end, ended));
    }
    if (models.size() > 1 || teams.size() > 1) {
      contradictory.add(jobId);
    }
    return new TrainingStretch.Job(
        jobId,
        models.isEmpty() ? UNATTRIBUTED : models.first(),
        teams.isEmpty() ? NONE : teams.first(),
        start,
        end);
  }

  /** Jobs whose rows name more than one model or team. */
  int contradictoryJobs() {
    return contradictory.size();
  }

  /**
   * Every row as a stretch of its job.
   *
   * @param meteredAt where the day's meters know a device to stand; empty: no meter recorded it
   */
  List<TrainingStretch> stretches(Function<String, Optional<String>> meteredAt) {
    List<TrainingStretch> stretches = new ArrayList<>();
    for (Row row : rows) {
      String device = text(row, CanonicalTables.DEVICE_ID);
      stretches.add(stretch(row, device == null ? Optional.empty() : meteredAt.apply(device)));
    }
    return stretches;
  }

  private TrainingStretch stretch(Row row, Optional<String> meteredAt) {
    String deviceName = text(row, CanonicalTables.DEVICE_MODEL);
    Optional<Hardware> hardware = reference.hardware().find(deviceName, dayStart);
    String device = text(row, CanonicalTables.DEVICE_ID);
    long startUs = micros(row, CanonicalTables.JOB_STARTED_AT);
    Long endedUs = micros(row, CanonicalTables.JOB_ENDED_AT);
    long endUs = endedUs == null ? dayEndUs : endedUs;
    boolean isFinal = endedUs != null;
    long devices = device == null ? devices(row) : 1;
    double spanH = (double) devices * (endUs - startUs) / (double) TimeRange.MICROSECONDS_PER_HOUR;
    double statedH = isFinal ? number(row, CanonicalTables.DEVICE_TIME_H) : Double.NaN;
    double deviceTimeH = Double.isNaN(statedH) ? spanH : statedH;
    double statedWh = isFinal ? number(row, CanonicalTables.ENERGY_WH) : Double.NaN;
    double statedW = number(row, CanonicalTables.JOB_POWER_W);
    double maxW = hardware.map(Hardware::maxW).map(w -> w.orElse(Double.NaN)).orElse(Double.NaN);
    return new TrainingStretch(
        jobs.get(text(row, CanonicalTables.JOB_ID)),
        meteredAt.orElseGet(() -> siteOf(row)),
        device,
        hardware.map(Hardware::deviceModel).orElse(deviceName),
        startUs,
        endUs,
        devices,
        deviceTimeH,
        TrainingEnergy.energyWh(statedWh, deviceTimeH, statedW, maxW),
        TrainingEnergy.basis(statedWh, statedW, maxW),
        embodiedNg(hardware, deviceTimeH),
        meteredAt.isPresent());
  }

  private String siteOf(Row row) {
    String site = text(row, CanonicalTables.SITE_ID);
    Set<String> ofJob = sitesByJob.get(text(row, CanonicalTables.JOB_ID));
    return site != null ? site : ofJob.size() == 1 ? ofJob.iterator().next() : UNKNOWN;
  }

  private static double embodiedNg(Optional<Hardware> hardware, double deviceTimeH) {
    return hardware
        .map(
            row ->
                EmbodiedEmissions.embodiedEmissionsG(
                        deviceTimeH * TimeRange.SECONDS_PER_HOUR,
                        row.lifetimeH().orElse(Double.NaN),
                        row.embodiedKgco2e().best().orElse(Double.NaN))
                    * NANOGRAMS_PER_GRAM)
        .orElse(Double.NaN);
  }

  private static long devices(Row row) {
    Long devices = row.getAs(CanonicalTables.DEVICES.name());
    return devices == null ? 1 : devices;
  }

  private static void add(Set<String> names, String name) {
    if (name != null) {
      names.add(name);
    }
  }

  private static String text(Row row, Field field) {
    return row.getAs(field.name());
  }

  private static double number(Row row, Field field) {
    Double value = row.getAs(field.name());
    return value == null ? Double.NaN : value;
  }

  private static Long micros(Row row, Field field) {
    Timestamp at = row.getAs(field.name());
    return at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
  }
}

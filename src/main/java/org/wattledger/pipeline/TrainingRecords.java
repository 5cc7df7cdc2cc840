package org.wattledger.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.wattledger.attribution.DeviceFacts;
import org.wattledger.attribution.JobDevice;
import org.wattledger.attribution.Topology;
import org.wattledger.marts.TrainingStretch;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.MeterTier;
import org.wattledger.reference.Reference;

/**
 * The accepted rows of training jobs in the words of the reference tables, as of one day.
 *
 * <p>A job has one model and one team: the smallest that its rows name. A row without a site ran
 * where the job's other rows did, if they name one site only. A row without an end is still
 * running: what it states as a whole is not final, so its energy is device time x watts up to the
 * end of the day. A device that several jobs name is under one at a time ({@link DeviceHolds}).
 */
final class TrainingRecords {

  private static final String UNATTRIBUTED = "(unattributed)";
  private static final String NONE = "(none)";
  private static final String RATED_TIER = "TRAINING_RATED";

  private final List<JobRow> rows;
  private final DeviceHolds holds;
  private final Reference reference;
  private final Instant dayStart;
  private final TimeRange day;
  private final Map<String, Set<String>> sitesByJob = new HashMap<>();
  private final Map<String, TrainingStretch.Job> jobs = new TreeMap<>();
  private final Set<String> contradictory = new HashSet<>();

  /** Where a device is under a job. */
  private record DeviceOfJob(String jobId, String deviceId) {}

  /**
   * @param rows of {@code CanonicalTables.TRAINING}, sorted
   */
  TrainingRecords(List<Row> rows, Reference reference, LocalDate day) {
    this.reference = reference;
    this.dayStart = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    this.day = TimeRange.ofDay(day);
    this.rows = rows.stream().map(row -> JobRow.of(row, this.day)).toList();
    this.holds = new DeviceHolds(this.rows);
    Map<String, List<JobRow>> rowsByJob = new TreeMap<>();
    this.rows.forEach(
        row -> rowsByJob.computeIfAbsent(row.jobId(), key -> new ArrayList<>()).add(row));
    rowsByJob.forEach((job, ofJob) -> jobs.put(job, job(job, ofJob)));
  }

  private TrainingStretch.Job job(String jobId, List<JobRow> ofJob) {
    TreeSet<String> models = new TreeSet<>();
    TreeSet<String> teams = new TreeSet<>();
    Set<String> sites = sitesByJob.computeIfAbsent(jobId, key -> new TreeSet<>());
    for (JobRow row : ofJob) {
      add(models, reference.models().canonicalId(row.modelId()));
      add(teams, reference.teams().canonicalId(row.teamId()));
      add(sites, row.siteId());
    }
    if (models.size() > 1 || teams.size() > 1) {
      contradictory.add(jobId);
    }
    boolean isRunning = ofJob.stream().anyMatch(JobRow::isRunning);
    return new TrainingStretch.Job(
        jobId,
        models.isEmpty() ? UNATTRIBUTED : models.first(),
        teams.isEmpty() ? NONE : teams.first(),
        ofJob.stream().mapToLong(JobRow::startUs).min().orElseThrow(),
        isRunning ? null : ofJob.stream().mapToLong(JobRow::endUs).max().orElseThrow());
  }

  /** Jobs whose rows name more than one model or team. */
  int contradictoryJobs() {
    return contradictory.size();
  }

  /** Devices that two jobs name at the same time. */
  int contestedDevices() {
    return holds.contested();
  }

  /** The named devices that are under a job on the day, each under one at a time. */
  List<JobDevice> devices() {
    List<JobDevice> devices = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      JobRow row = rows.get(i);
      long since = holds.sinceUs(i);
      boolean isToday = since < day.endUs() && row.endUs() > day.startUs();
      if (row.deviceId() != null && since < row.endUs() && isToday) {
        TrainingStretch.Job job = jobs.get(row.jobId());
        devices.add(
            new JobDevice(
                row.deviceId(),
                new JobDevice.Job(job.jobId(), job.modelId(), job.teamId()),
                siteOf(row).orElse(null),
                row.deviceModel(),
                since,
                row.endUs()));
      }
    }
    return devices;
  }

  /**
   * Every row as a stretch of its job, or as several where its device moved.
   *
   * @param metered devices under jobs as the day's meters know them
   */
  List<TrainingStretch> stretches(List<Topology.JobSpan> metered) {
    Map<DeviceOfJob, List<Topology.JobSpan>> spans =
        metered.stream()
            .collect(Collectors.groupingBy(span -> new DeviceOfJob(span.jobId(), span.deviceId())));
    List<TrainingStretch> stretches = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      JobRow row = rows.get(i);
      long since = holds.sinceUs(i);
      TrainingStretch held = held(row, since);
      List<TrainingStretch> seen =
          spans.getOrDefault(new DeviceOfJob(row.jobId(), row.deviceId()), List.of()).stream()
              .filter(span -> since <= span.fromUs() && span.toUs() <= row.endUs())
              .map(
                  span ->
                      held.part(span.fromUs(), span.toUs())
                          .metered(span.siteId(), span.deviceModel()))
              .toList();
      stretches.addAll(seen.isEmpty() ? List.of(held) : seen);
    }
    return stretches;
  }

  /** Of a row that never has its device nothing is left but that it began. */
  private TrainingStretch held(JobRow row, long since) {
    TrainingStretch whole = stretch(row);
    return since < row.endUs()
        ? whole.part(since, row.endUs())
        : whole.part(row.startUs(), row.startUs());
  }

  private TrainingStretch stretch(JobRow row) {
    Optional<Hardware> hardware = reference.hardware().find(row.deviceModel(), dayStart);
    double deviceTimeH = row.deviceTimeH();
    return new TrainingStretch(
        jobs.get(row.jobId()),
        siteOf(row).orElse(Topology.UNKNOWN),
        row.deviceId(),
        hardware.map(Hardware::deviceModel).orElse(row.deviceModel()),
        row.startUs(),
        row.endUs(),
        row.devices(),
        deviceTimeH,
        energy(row, deviceTimeH, hardware),
        embodied(hardware, deviceTimeH),
        false);
  }

  private TrainingStretch.Energy energy(
      JobRow row, double deviceTimeH, Optional<Hardware> hardware) {
    double wh = row.finalEnergyWh();
    double maxW = hardware.map(Hardware::maxW).map(w -> w.orElse(Double.NaN)).orElse(Double.NaN);
    TrainingEnergy.Basis basis = TrainingEnergy.basis(wh, row.statedPowerW(), maxW);
    // What a record states is taken as it stands; rated watts have a published range.
    Optional<MeterTier> tier =
        basis == TrainingEnergy.Basis.RATED
            ? reference.meterTiers().of(RATED_TIER, dayStart)
            : Optional.empty();
    return new TrainingStretch.Energy(
        TrainingEnergy.energyWh(wh, deviceTimeH, row.statedPowerW(), maxW),
        basis,
        tier.map(MeterTier::lowRatio).orElse(1.0),
        tier.map(MeterTier::highRatio).orElse(1.0));
  }

  /** Of the device and its part of the host, as for devices that serve. */
  private static TrainingStretch.Embodied embodied(
      Optional<Hardware> hardware, double deviceTimeH) {
    DeviceFacts.Embodied perUs =
        hardware.map(DayFacts::embodied).orElse(DeviceFacts.Embodied.UNKNOWN);
    double deviceUs = deviceTimeH * TimeRange.MICROSECONDS_PER_HOUR;
    return new TrainingStretch.Embodied(
        perUs.ngPerUs() * deviceUs, perUs.lowNgPerUs() * deviceUs, perUs.highNgPerUs() * deviceUs);
  }

  private Optional<String> siteOf(JobRow row) {
    Set<String> ofJob = sitesByJob.get(row.jobId());
    return row.siteId() == null && ofJob.size() == 1
        ? Optional.of(ofJob.iterator().next())
        : Optional.ofNullable(row.siteId());
  }

  private static void add(Set<String> names, String name) {
    if (name != null) {
      names.add(name);
    }
  }
}

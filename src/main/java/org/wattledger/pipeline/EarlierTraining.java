package org.wattledger.pipeline;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.marts.TrainingStretch;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Reference;

/**
 * What training used before the warehouse's first published day, by what its rows state or by its
 * hardware: with the PUE and the grid of that time, null where they are not known.
 */
final class EarlierTraining {

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private record JobAtSite(String jobId, String siteId) {}

  /** Amounts of a job at a site; NaN: unknown. */
  private static final class Sums {
    private final String modelId;
    private double facilityWh;
    private double locationG;
    private double embodiedG;

    Sums(String modelId) {
      this.modelId = modelId;
    }

    boolean isUnknown() {
      return Double.isNaN(facilityWh) || Double.isNaN(locationG) || Double.isNaN(embodiedG);
    }
  }

  private final long firstDayUs;
  private final Map<String, SiteHistory> histories = new HashMap<>();
  private final Map<JobAtSite, Sums> sums =
      new TreeMap<>(Comparator.comparing(JobAtSite::jobId).thenComparing(JobAtSite::siteId));

  /**
   * @param stretches in a fixed order
   * @param firstDayUs start of the first published day
   */
  EarlierTraining(List<TrainingStretch> stretches, long firstDayUs, Reference reference) {
    this.firstDayUs = firstDayUs;
    Map<String, Long> sinceBySite = new HashMap<>();
    for (TrainingStretch stretch : stretches) {
      if (stretch.startUs() < firstDayUs) {
        sinceBySite.merge(stretch.siteId(), stretch.startUs(), Math::min);
      }
    }
    sinceBySite.forEach(
        (site, since) ->
            histories.put(
                site, new SiteHistory(reference, site, new TimeRange(since, firstDayUs))));
    stretches.stream().filter(stretch -> stretch.startUs() < firstDayUs).forEach(this::add);
  }

  private void add(TrainingStretch stretch) {
    // A stretch without length has the factors of its moment.
    long until = Math.min(Math.max(stretch.endUs(), stretch.startUs() + 1), firstDayUs);
    TimeRange span = new TimeRange(stretch.startUs(), until);
    SiteHistory history = histories.get(stretch.siteId());
    double share = stretch.shareIn(span);
    double itWh = stretch.energyWh() * share;
    Sums ofJob =
        sums.computeIfAbsent(
            new JobAtSite(stretch.job().jobId(), stretch.siteId()),
            key -> new Sums(stretch.job().modelId()));
    ofJob.facilityWh += FacilityEnergy.facilityEnergyWh(itWh, history.pue(span));
    ofJob.locationG +=
        OperationalEmissions.operationalEmissionsG(itWh, history.gramsPerItKwh(span));
    ofJob.embodiedG += stretch.embodiedNg() * share / NANOGRAMS_PER_GRAM;
  }

  /** Rows of {@code ModelLifetime.EARLIER_TRAINING}. */
  List<Row> rows() {
    return sums.entrySet().stream()
        .map(
            entry ->
                RowFactory.create(
                    entry.getValue().modelId,
                    entry.getKey().jobId(),
                    entry.getKey().siteId(),
                    known(entry.getValue().facilityWh),
                    known(entry.getValue().locationG),
                    known(entry.getValue().embodiedG)))
        .toList();
  }

  /** Jobs and sites of which the energy or an emission is not known. */
  long unknown() {
    return sums.values().stream().filter(Sums::isUnknown).count();
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}

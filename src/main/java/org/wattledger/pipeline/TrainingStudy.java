package org.wattledger.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.Pricing;
import org.wattledger.marts.InferenceDay;
import org.wattledger.marts.ModelLifetime;
import org.wattledger.marts.Provenance;
import org.wattledger.marts.TrainingJobs;
import org.wattledger.marts.TrainingStretch;
import org.wattledger.quality.Check;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Reference;
import org.wattledger.schema.OutputTables;

/** A day's training beside its serving, and both since they began. */
final class TrainingStudy {

  private final Provenance provenance;
  private final PublishedHistory history;
  private final TrainingRecords records;
  private final List<TrainingStretch> stretches;
  private final TrainingJobs jobs;
  private final EarlierTraining earlier;

  /**
   * @param stretches of the records, as the day's meters know them
   * @param interval within which all factors of a site are constant
   */
  TrainingStudy(
      TrainingRecords records,
      List<TrainingStretch> stretches,
      Duration interval,
      Reference reference,
      PublishedHistory history,
      Provenance provenance) {
    this.provenance = provenance;
    this.history = history;
    this.records = records;
    this.stretches = List.copyOf(stretches);
    this.jobs = new TrainingJobs(stretches, interval, provenance);
    this.earlier =
        new EarlierTraining(stretches, TimeRange.ofDay(history.firstDay()).startUs(), reference);
  }

  /** Rows of {@code training_job}; {@code trained}: the ledger of training pools. */
  List<Row> jobs(KeyedSums trained, DayNames names, Pricing pricing) {
    return jobs.rows(trained, names, pricing);
  }

  /** What no meter recorded of the day's training, beside the ledger. */
  List<TrainingJobs.Unmetered> unmetered() {
    return jobs.unmetered();
  }

  /**
   * Rows of {@code model_lifetime}.
   *
   * @param teamDay the day's own rows of {@code team_daily}
   * @param trainingDay the day's own rows of {@code training_job}
   */
  List<Row> lifetimes(JavaRDD<Row> teamDay, List<Row> trainingDay) {
    List<InferenceDay> inference = new ArrayList<>(InferenceDay.of(teamDay));
    history
        .before(OutputTables.TEAM_DAILY)
        .ifPresent(rows -> inference.addAll(InferenceDay.of(rows.toJavaRDD())));
    List<Row> trained = new ArrayList<>(trainingDay);
    history
        .before(OutputTables.TRAINING_JOB)
        .ifPresent(rows -> trained.addAll(rows.collectAsList()));
    return ModelLifetime.rows(inference, trained, earlier.rows(), provenance);
  }

  /** What is unknown or told twice; empty without training. */
  List<Check> checks() {
    if (stretches.isEmpty()) {
      return List.of();
    }
    TimeRange day = TimeRange.ofDay(provenance.day());
    long unknown =
        stretches.stream()
            .filter(stretch -> !stretch.isMetered() && stretch.basis() == null)
            .filter(stretch -> stretch.touches(day))
            .map(stretch -> stretch.job().jobId())
            .distinct()
            .count();
    return List.of(
        Check.none("training jobs of unknown energy", "training_job", unknown, Check.Status.WARN),
        Check.none(
            "training jobs whose rows name several models or teams",
            "training_job",
            records.contradictoryJobs(),
            Check.Status.WARN),
        Check.none(
            "devices that two training jobs name at one time",
            "training_job",
            records.contestedDevices(),
            Check.Status.WARN),
        Check.none(
            "training before the first published day without energy or emissions",
            "model_lifetime",
            earlier.unknown(),
            Check.Status.WARN));
  }
}

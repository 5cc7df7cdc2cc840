package org.wattledger.marts;

import static org.wattledger.schema.AttributedTables.LEDGER;
import static org.wattledger.schema.OutputTables.POOL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.quantity.TimeRange;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;
import org.wattledger.schema.Table;

/**
 * One row per training job, site and day on which it ran. Of metered devices the ledger has the
 * energy; of all other device time the stated or rated energy stands beside it, modelled.
 */
public final class TrainingJobs {

  private static final String NONE = "(none)";

  private static final Table DESCRIPTION =
      new Table(
          "training_description",
          "one row per job and site",
          List.of(POOL_ID, SITE_ID),
          List.of(
              POOL_ID,
              SITE_ID,
              CanonicalTables.JOB_ID,
              OutputTables.MODEL_ID,
              OutputTables.TEAM_ID,
              OutputTables.DEVICE_MODEL,
              Studies.JOB_STARTED_AT,
              Studies.JOB_ENDED_AT,
              Studies.JOB_ENERGY_BASIS,
              Studies.JOB_DEVICES,
              Studies.JOB_DEVICE_TIME_H));

  private record JobAtSite(String jobId, String siteId) {}

  private final Provenance provenance;
  private final long intervalUs;
  private final Map<JobAtSite, TrainingAccount> accounts =
      new TreeMap<>(Comparator.comparing(JobAtSite::jobId).thenComparing(JobAtSite::siteId));

  /**
   * @param stretches of all jobs, in any order; those that do not touch the day are passed over
   * @param interval within which all factors of a site are constant
   */
  public TrainingJobs(List<TrainingStretch> stretches, Duration interval, Provenance provenance) {
    this.provenance = provenance;
    this.intervalUs = interval.toNanos() / 1_000;
    TimeRange day = TimeRange.ofDay(provenance.day());
    for (TrainingStretch stretch : stretches) {
      if (stretch.touches(day)) {
        accounts
            .computeIfAbsent(
                new JobAtSite(stretch.job().jobId(), stretch.siteId()),
                key -> new TrainingAccount(stretch.job(), day, intervalUs))
            .add(stretch);
      }
    }
  }

  /** IT energy that no meter recorded, mJ, by site and interval; what is unknown adds nothing. */
  public Map<String, long[]> modelledMj() {
    int intervals = (int) (Duration.ofDays(1).toNanos() / 1_000 / intervalUs);
    Map<String, long[]> bySite = new TreeMap<>();
    accounts.forEach(
        (at, account) -> {
          long[] ofSite = bySite.computeIfAbsent(at.siteId(), key -> new long[intervals]);
          account.unmetered().forEach((interval, sum) -> ofSite[interval] += sum.knownMj());
        });
    return bySite;
  }

  /** What no meter recorded, as rows of the ledger's columns that are never part of the ledger. */
  public Dataset<Row> unmetered(SparkSession session) {
    List<Row> rows = new ArrayList<>();
    accounts.forEach(
        (at, account) ->
            account
                .unmetered()
                .forEach((interval, sum) -> rows.add(ledgerRow(at, account, interval, sum))));
    return session.createDataFrame(rows, LEDGER.schema());
  }

  /**
   * Rows of {@code training_job}.
   *
   * @param ledger every millijoule of the pools; its rows of operation {@code training} are used
   * @param pricing adds the amounts to sums of one site and interval
   */
  public Dataset<Row> from(Dataset<Row> ledger, UnaryOperator<Dataset<Row>> pricing) {
    Dataset<Row> metered =
        ledger.filter(
            CanonicalTables.OPERATION.column().equalTo(AttributedTables.TRAINING_OPERATION));
    Dataset<Row> sums =
        MeasureSums.by(
            metered.unionByName(unmetered(ledger.sparkSession())),
            pricing,
            List.of(POOL_ID, SITE_ID));
    Dataset<Row> rows =
        ledger
            .sparkSession()
            .createDataFrame(descriptions(), DESCRIPTION.schema())
            // One to one: both sides have one row per job and site.
            .join(sums, new String[] {POOL_ID.name(), SITE_ID.name()}, "left");
    return MeasureSums.finish(rows, OutputTables.TRAINING_JOB, provenance);
  }

  private Row ledgerRow(
      JobAtSite at, TrainingAccount account, int interval, TrainingAccount.Unmetered sum) {
    Map<String, Object> known = new HashMap<>(sum.columns());
    known.put(AttributedTables.INTERVAL.name(), interval);
    known.put(
        OutputTables.USAGE_HOUR.name(),
        (int) (interval * intervalUs / TimeRange.MICROSECONDS_PER_HOUR));
    known.put(SITE_ID.name(), at.siteId());
    known.put(POOL_ID.name(), poolOf(at.jobId()));
    known.put(OutputTables.DEVICE_MODEL.name(), account.deviceModel());
    known.put(OutputTables.MODEL_ID.name(), account.job().modelId());
    known.put(OutputTables.TEAM_ID.name(), account.job().teamId());
    known.put(CanonicalTables.OPERATION.name(), AttributedTables.TRAINING_OPERATION);
    known.put(AttributedTables.TOKEN_CLASS.name(), NONE);
    return RowFactory.create(
        LEDGER.fields().stream()
            .map(
                field -> known.containsKey(field.name()) ? known.get(field.name()) : nothing(field))
            .toArray());
  }

  private static Object nothing(Field field) {
    return field.type().equals(DataTypes.LongType) ? 0L : null;
  }

  private List<Row> descriptions() {
    List<Row> rows = new ArrayList<>();
    accounts.forEach(
        (at, account) ->
            rows.add(
                RowFactory.create(
                    poolOf(at.jobId()),
                    at.siteId(),
                    at.jobId(),
                    account.job().modelId(),
                    account.job().teamId(),
                    account.deviceModel(),
                    timestamp(account.job().startUs()),
                    timestamp(account.job().endUs()),
                    account.basis(),
                    account.devices(),
                    account.deviceTimeH())));
    return rows;
  }

  private static String poolOf(String jobId) {
    return AttributedTables.TRAINING_POOL + jobId;
  }

  private static Timestamp timestamp(Long us) {
    return us == null ? null : Timestamp.from(Instant.EPOCH.plus(us, ChronoUnit.MICROS));
  }
}

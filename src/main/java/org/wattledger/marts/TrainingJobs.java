package org.wattledger.marts;

import static org.wattledger.schema.OutputTables.SITE_ID;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.Pricing;
import org.wattledger.quantity.TimeRange;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;

/**
 * One row per training job, site and day on which it ran. Of metered devices the ledger has the
 * energy; of all other device time the stated or rated energy stands beside it, modelled.
 */
public final class TrainingJobs {

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

  /** What no meter recorded of a site and interval: a row that is never part of the ledger. */
  public record Unmetered(String siteId, int interval, long[] row) {}

  /** All that no meter recorded. */
  public List<Unmetered> unmetered() {
    List<Unmetered> rows = new ArrayList<>();
    accounts.forEach(
        (at, account) ->
            account
                .unmetered()
                .forEach(
                    (interval, sum) -> rows.add(new Unmetered(at.siteId(), interval, sum.row()))));
    return rows;
  }

  /**
   * Rows of {@code training_job}.
   *
   * @param trained the ledger of training pools
   */
  public List<Row> rows(KeyedSums trained, DayNames names, Pricing pricing) {
    Map<JobAtSite, TreeMap<Integer, long[]>> metered = new HashMap<>();
    for (int cell = 0; cell < trained.size(); cell++) {
      DayNames.Pool pool = names.pools().get(trained.part(cell, LedgerKey.POOL));
      JobAtSite at =
          new JobAtSite(
              pool.poolId().substring(AttributedTables.TRAINING_POOL.length()),
              names.sites().get(pool.site()));
      long[] row = new long[AttributedTables.LEDGER.size()];
      trained.read(cell, row);
      add(
          metered.computeIfAbsent(at, key -> new TreeMap<>()),
          trained.part(cell, LedgerKey.INTERVAL),
          row);
    }
    MartRows mart = new MartRows(OutputTables.TRAINING_JOB, provenance);
    MeasureSums sums = new MeasureSums(pricing);
    List<Row> rows = new ArrayList<>();
    accounts.forEach(
        (at, account) -> {
          TreeMap<Integer, long[]> intervals = metered.getOrDefault(at, new TreeMap<>());
          account.unmetered().forEach((interval, sum) -> add(intervals, interval, sum.row()));
          int site = names.sites().indexOf(at.siteId());
          intervals.forEach((interval, row) -> sums.add(site, interval, row));
          Map<String, Object> row = sums.finish();
          describe(row, at, account);
          rows.add(mart.row(row));
        });
    return rows;
  }

  private static void add(TreeMap<Integer, long[]> intervals, int interval, long[] row) {
    intervals.merge(
        interval,
        row,
        (left, right) -> {
          long[] sum = new long[left.length];
          Arrays.setAll(sum, i -> Math.addExact(left[i], right[i]));
          return sum;
        });
  }

  private static void describe(Map<String, Object> row, JobAtSite at, TrainingAccount account) {
    row.put(SITE_ID.name(), at.siteId());
    row.put(CanonicalTables.JOB_ID.name(), at.jobId());
    row.put(OutputTables.MODEL_ID.name(), account.job().modelId());
    row.put(OutputTables.TEAM_ID.name(), account.job().teamId());
    row.put(OutputTables.DEVICE_MODEL.name(), account.deviceModel());
    row.put(Studies.JOB_STARTED_AT.name(), timestamp(account.job().startUs()));
    row.put(Studies.JOB_ENDED_AT.name(), timestamp(account.job().endUs()));
    row.put(Studies.JOB_ENERGY_BASIS.name(), account.basis());
    row.put(Studies.JOB_DEVICES.name(), account.devices());
    row.put(Studies.JOB_DEVICE_TIME_H.name(), account.deviceTimeH());
  }

  private static Timestamp timestamp(Long us) {
    return us == null ? null : Timestamp.from(Instant.EPOCH.plus(us, ChronoUnit.MICROS));
  }
}

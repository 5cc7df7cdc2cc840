package org.wattledger.marts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.AMOUNTS;
import static org.wattledger.schema.AttributedTables.LEDGER;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.MODELLED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.POOL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.USAGE_HOUR;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columns.OrderedSums;
import org.wattledger.quantity.TimeRange;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;
import org.wattledger.schema.Table;

/**
 * One row per training job, site and day on which it ran. Of metered devices the ledger has the
 * energy; of all other device time the stated or rated energy stands beside it, modelled.
 */
public final class TrainingJobs {

  private static final String NONE = "(none)";
  private static final String PRICED_HOURS = "priced_hours";

  /** The ledger's columns, and the energy that no meter recorded. */
  private static final List<Field> COLUMNS = columns();

  private static final List<Field> WHOLE_NUMBERS =
      COLUMNS.stream().filter(field -> field.type().equals(DataTypes.LongType)).toList();

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

  private TrainingJobs() {}

  /**
   * @param stretches of all jobs, in any order; those that do not touch the day are passed over
   * @param ledger every millijoule of the pools; its rows of operation {@code training} are used
   * @param pricing adds the amounts to sums of one site and hour
   */
  public static Dataset<Row> from(
      List<TrainingStretch> stretches,
      Dataset<Row> ledger,
      UnaryOperator<Dataset<Row>> pricing,
      Provenance provenance) {
    Map<JobAtSite, TrainingAccount> accounts = accounts(stretches, provenance);
    Dataset<Row> hours =
        metered(ledger)
            .unionByName(
                ledger.sparkSession().createDataFrame(unmetered(accounts), schema().schema()));
    Dataset<Row> descriptions =
        ledger.sparkSession().createDataFrame(descriptions(accounts), DESCRIPTION.schema());
    Dataset<Row> rows =
        descriptions
            // One to one: both sides have one row per job and site.
            .join(sums(hours, pricing), new String[] {POOL_ID.name(), SITE_ID.name()}, "left")
            .withColumn(ACTIVE_ENERGY_MJ.name(), coalesce(ACTIVE_ENERGY_MJ.column(), lit(0L)));
    return MeasureSums.finish(rows, OutputTables.TRAINING_JOB, provenance);
  }

  private static Map<JobAtSite, TrainingAccount> accounts(
      List<TrainingStretch> stretches, Provenance provenance) {
    TimeRange day = TimeRange.ofDay(provenance.day());
    Map<JobAtSite, TrainingAccount> accounts =
        new TreeMap<>(Comparator.comparing(JobAtSite::jobId).thenComparing(JobAtSite::siteId));
    for (TrainingStretch stretch : stretches) {
      if (stretch.touches(day)) {
        accounts
            .computeIfAbsent(
                new JobAtSite(stretch.job().jobId(), stretch.siteId()),
                key -> new TrainingAccount(stretch.job(), day))
            .add(stretch);
      }
    }
    return accounts;
  }

  /** Sums per hour are priced there; the amounts are then added in the order of the hours. */
  private static Dataset<Row> sums(Dataset<Row> hours, UnaryOperator<Dataset<Row>> pricing) {
    Dataset<Row> priced = pricing.apply(grouped(hours, List.of(POOL_ID, SITE_ID, USAGE_HOUR)));
    Dataset<Row> rows =
        grouped(
            priced,
            List.of(POOL_ID, SITE_ID),
            OrderedSums.collect(List.of(USAGE_HOUR), AMOUNTS).as(PRICED_HOURS));
    OrderedSums ordered = OrderedSums.of(rows.col(PRICED_HOURS));
    Map<String, Column> amounts = new HashMap<>();
    AMOUNTS.forEach(amount -> amounts.put(amount.name(), ordered.sum(amount)));
    Column metered = ACTIVE_ENERGY_MJ.column();
    amounts.put(
        Measures.MEASURED_RATIO.name(),
        try_divide(
            metered.minus(ESTIMATED_MJ.column()), metered.plus(MODELLED_ENERGY_MJ.column())));
    return rows.withColumns(amounts).drop(PRICED_HOURS);
  }

  /** Sums of all whole numbers; one that is unknown makes its sum unknown. */
  private static Dataset<Row> grouped(Dataset<Row> rows, List<Field> keys, Column... more) {
    List<Column> sums = new ArrayList<>(List.of(more));
    for (Field number : WHOLE_NUMBERS) {
      Column isKnown = count(number.column()).equalTo(count(lit(1)));
      sums.add(when(isKnown, sum(number.column())).as(number.name()));
    }
    return rows.groupBy(keys.stream().map(Field::column).toArray(Column[]::new))
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
  }

  private static Dataset<Row> metered(Dataset<Row> ledger) {
    Dataset<Row> rows =
        ledger.filter(
            CanonicalTables.OPERATION.column().equalTo(AttributedTables.TRAINING_OPERATION));
    return LEDGER.fields().contains(MODELLED_ENERGY_MJ)
        ? rows
        : rows.withColumn(MODELLED_ENERGY_MJ.name(), lit(0L));
  }

  private static List<Row> unmetered(Map<JobAtSite, TrainingAccount> accounts) {
    List<Row> rows = new ArrayList<>();
    accounts.forEach(
        (at, account) ->
            account
                .unmetered()
                .forEach(
                    (hour, sum) -> {
                      Map<String, Object> known = new HashMap<>();
                      known.put(USAGE_HOUR.name(), hour);
                      known.put(SITE_ID.name(), at.siteId());
                      known.put(POOL_ID.name(), poolOf(at.jobId()));
                      known.put(OutputTables.DEVICE_MODEL.name(), account.deviceModel());
                      known.put(OutputTables.MODEL_ID.name(), account.job().modelId());
                      known.put(OutputTables.TEAM_ID.name(), account.job().teamId());
                      known.put(MODELLED_ENERGY_MJ.name(), sum.modelledMj());
                      known.put(AttributedTables.EMBODIED_NG.name(), sum.embodiedNg());
                      known.put(
                          AttributedTables.EMBODIED_UNKNOWN.name(),
                          sum.isEmbodiedUnknown() ? 1L : 0L);
                      rows.add(ledgerRow(known));
                    }));
    return rows;
  }

  private static Row ledgerRow(Map<String, Object> known) {
    return RowFactory.create(
        COLUMNS.stream()
            .map(
                field -> known.containsKey(field.name()) ? known.get(field.name()) : nothing(field))
            .toArray());
  }

  private static Object nothing(Field field) {
    if (field.equals(CanonicalTables.OPERATION)) {
      return AttributedTables.TRAINING_OPERATION;
    }
    if (field.equals(AttributedTables.TOKEN_CLASS)) {
      return NONE;
    }
    return field.type().equals(DataTypes.LongType) ? 0L : null;
  }

  private static List<Row> descriptions(Map<JobAtSite, TrainingAccount> accounts) {
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

  private static Table schema() {
    return new Table("training_hours", "one row per job, site and hour", List.of(), COLUMNS);
  }

  private static List<Field> columns() {
    List<Field> columns = new ArrayList<>(LEDGER.fields());
    if (!columns.contains(MODELLED_ENERGY_MJ)) {
      columns.add(MODELLED_ENERGY_MJ);
    }
    return List.copyOf(columns);
  }
}

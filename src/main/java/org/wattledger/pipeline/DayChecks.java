package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.attribution.RequestSink;
import org.wattledger.config.QualityConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.quality.Check;
import org.wattledger.reference.GridRung;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** What is known of a day's quality beside its books: refused rows, missing factors, coverage. */
final class DayChecks {

  private static final List<String> PROVISION_COLUMNS =
      AttributedTables.PROVISION.fields().stream().map(Field::name).toList();
  private static final int MODEL = PROVISION_COLUMNS.indexOf(CanonicalTables.MODEL_ID.name());
  private static final int PROVISIONED =
      PROVISION_COLUMNS.indexOf(AttributedTables.PROVISIONED_MJ.name());

  /** Amounts that are null without a factor, and the table that would have it. */
  private static final Map<Field, String> MISSING = new LinkedHashMap<>();

  static {
    MISSING.put(Measures.FACILITY_ENERGY_WH, "sites");
    MISSING.put(Measures.LOCATION_EMISSIONS_GCO2E, "grid");
    MISSING.put(Measures.MARKET_EMISSIONS_GCO2E, "grid, contracts");
    MISSING.put(Measures.MARGINAL_EMISSIONS_GCO2E, "grid");
    MISSING.put(Measures.UPSTREAM_EMISSIONS_GCO2E, "grid");
    MISSING.put(Measures.EMBODIED_EMISSIONS_GCO2E, "hardware");
    MISSING.put(Measures.ONSITE_WATER_L, "sites");
    MISSING.put(Measures.OFFSITE_WATER_L, "grid");
    MISSING.put(Measures.OFFSITE_WATER_WITHDRAWAL_L, "grid");
    MISSING.put(Measures.ENERGY_COST, "prices");
  }

  /** Amounts that a site may well do without. */
  private static final Set<Field> OPTIONAL =
      Set.of(
          Measures.MARGINAL_EMISSIONS_GCO2E,
          Measures.UPSTREAM_EMISSIONS_GCO2E,
          Measures.ONSITE_WATER_L,
          Measures.OFFSITE_WATER_L,
          Measures.OFFSITE_WATER_WITHDRAWAL_L,
          Measures.ENERGY_COST);

  private final QualityConfig bounds;
  private final List<SourceCount> counts;
  private final AttributedDay attributed;
  private final Dataset<Row> ledger;
  private final Dataset<Row> unmeteredTraining;

  /** {@code unmeteredTraining}: energy that stands beside the ledger, in its columns. */
  DayChecks(
      QualityConfig bounds,
      List<SourceCount> counts,
      AttributedDay attributed,
      Dataset<Row> ledger,
      Dataset<Row> unmeteredTraining) {
    this.bounds = bounds;
    this.counts = counts;
    this.attributed = attributed;
    this.ledger = ledger;
    this.unmeteredTraining = unmeteredTraining;
  }

  List<Check> checks(Reconciliation balance, UnaryOperator<Dataset<Row>> pricing) {
    List<Check> checks = new ArrayList<>();
    rejectedShares()
        .forEach(
            (source, share) ->
                checks.add(
                    Check.atMost(
                        "share of rejected rows",
                        source,
                        bounds.maxRejectedRatio(),
                        share,
                        Check.Status.FAIL)));
    double unattributed =
        balance.measuredMj() == 0 ? 0 : (double) balance.unattributedMj() / balance.measuredMj();
    checks.add(
        Check.atMost(
            "share of unattributed energy",
            "energy_balance",
            bounds.maxUnattributedRatio(),
            unattributed,
            Check.Status.FAIL));
    checks.add(rounding());
    checks.add(rows());
    checks.add(unknown("a maximum", attributed.withoutMaxPower()));
    checks.add(unknown("an idle", attributed.withoutIdlePower()));
    checks.add(
        Check.none(
            "requests put on a unit by a hash of their id",
            "request_footprint",
            attributed.topology().unitAssigned(),
            Check.Status.WARN));
    checks.addAll(missing(pricing));
    return checks;
  }

  /** Every accepted request consumed something on the day, so it has one row. */
  private Check rows() {
    long accepted =
        counts.stream()
            .filter(count -> count.kind() == SourceKind.REQUESTS)
            .mapToLong(SourceCount::accepted)
            .sum();
    long written =
        attributed.requestFiles().stream().mapToLong(RequestSink.WrittenFile::rows).sum();
    return new Check(
        "rows of accepted requests",
        "request_footprint",
        accepted,
        written,
        accepted == written ? Check.Status.OK : Check.Status.FAIL);
  }

  private static Check unknown(String power, List<String> deviceModels) {
    return Check.none(
        "device models without %s power in the hardware table".formatted(power),
        String.join(", ", deviceModels),
        deviceModels.size(),
        Check.Status.WARN);
  }

  /** The checks as rows of {@code data_quality}. */
  static Dataset<Row> rows(SparkSession session, LocalDate day, List<Check> checks) {
    List<Row> rows =
        checks.stream()
            .map(
                check ->
                    RowFactory.create(
                        day,
                        check.name(),
                        check.subject(),
                        Double.isNaN(check.expected()) ? null : check.expected(),
                        check.actual(),
                        check.status().name().toLowerCase(Locale.ROOT)))
            .toList();
    return session.createDataFrame(rows, OutputTables.DATA_QUALITY.schema());
  }

  private Map<String, Double> rejectedShares() {
    Map<String, long[]> bySource = new TreeMap<>();
    for (SourceCount count : counts) {
      long[] sums = bySource.computeIfAbsent(count.source(), key -> new long[2]);
      sums[0] += count.rejected();
      sums[1] += count.read();
    }
    Map<String, Double> shares = new TreeMap<>();
    bySource.forEach(
        (source, sums) -> shares.put(source, sums[1] == 0 ? 0 : (double) sums[0] / sums[1]));
    return shares;
  }

  /**
   * Rounding takes less than 1 mJ of each part of a request and column, and of each owner's idle.
   * Less than nothing left means that requests were charged more than the meters recorded.
   */
  private Check rounding() {
    Row row =
        ledger
            .agg(
                total(AttributedTables.PIECES.column()),
                total(
                    when(OutputTables.TEAM_ID.column().equalTo(OutputTables.IDLE), lit(1L))
                        .otherwise(lit(0L))),
                total(
                    when(OutputTables.TEAM_ID.column().equalTo(OutputTables.UNATTRIBUTED), lit(1L))
                        .otherwise(lit(0L))))
            .head();
    long bound = 2 * row.getLong(0) + row.getLong(1) + 2 * row.getLong(2);
    long ownerless =
        attributed.provisions().stream()
            .filter(provision -> provision.isNullAt(MODEL))
            .mapToLong(provision -> provision.getLong(PROVISIONED))
            .sum();
    Row unattributed = ledger.agg(total(Measures.UNATTRIBUTED_ENERGY_MJ.column())).head();
    return Check.atMost(
        "energy left by rounding, mJ",
        "energy_balance",
        bound,
        Math.abs(unattributed.getLong(0) - ownerless),
        Check.Status.FAIL);
  }

  /** What has no number because a factor or a meter is missing; counted, never guessed. */
  private List<Check> missing(UnaryOperator<Dataset<Row>> pricing) {
    Column metered =
        Measures.ACTIVE_ENERGY_MJ
            .column()
            .plus(Measures.IDLE_ENERGY_MJ.column())
            .plus(Measures.PROVISIONED_IDLE_ENERGY_MJ.column())
            .plus(Measures.UNATTRIBUTED_ENERGY_MJ.column());
    // Energy that is itself unknown has a check of its own.
    Column energy = metered.plus(coalesce(Measures.MODELLED_ENERGY_MJ.column(), lit(0L)));
    List<Column> sums = new ArrayList<>();
    sums.add(total(when(AttributedTables.HOST_UNKNOWN.column().gt(0), metered).otherwise(lit(0L))));
    MISSING.keySet().forEach(field -> sums.add(total(where(field, energy))));
    Row row =
        pricing
            .apply(ledger.unionByName(unmeteredTraining))
            .agg(total(AttributedTables.UNMETERED_REQUESTS.column()), sums.toArray(Column[]::new))
            .head();
    List<Check> checks = new ArrayList<>();
    checks.add(warning("requests without any meter", "request_footprint", row.getLong(0)));
    checks.add(warning("energy of devices without host energy, mJ", "hardware", row.getLong(1)));
    int next = 2;
    for (Map.Entry<Field, String> missing : MISSING.entrySet()) {
      String name = "energy without " + missing.getKey().name() + ", mJ";
      long mj = row.getLong(next++);
      checks.add(
          OPTIONAL.contains(missing.getKey())
              ? Check.told(name, missing.getValue(), mj)
              : warning(name, missing.getValue(), mj));
    }
    return checks;
  }

  private static Check warning(String name, String subject, long amount) {
    return Check.none(name, subject, amount, Check.Status.WARN);
  }

  /** On which rung of the ladder the energy of each site found its grid factor. */
  static List<Check> rungs(Map<String, SiteFactorsOfDay.RungEnergy> bySite) {
    List<Check> checks = new ArrayList<>();
    bySite.forEach(
        (site, energy) -> {
          for (GridRung rung : GridRung.values()) {
            checks.add(
                Check.told(
                    "share of energy with a grid factor of the "
                        + rung.name().toLowerCase(Locale.ROOT),
                    site,
                    energy.share(rung)));
          }
          checks.add(
              Check.told(
                  "share of energy with a grid factor that its publisher estimated",
                  site,
                  energy.estimatedShare()));
        });
    return checks;
  }

  private static Column where(Field missing, Column energy) {
    return when(missing.column().isNull(), energy).otherwise(lit(0L));
  }

  private static Column total(Column amount) {
    return coalesce(sum(amount), lit(0L));
  }
}

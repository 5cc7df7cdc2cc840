package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.attribution.RequestSink;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.LedgerTotals;
import org.wattledger.books.PoolUse;
import org.wattledger.books.Pricing;
import org.wattledger.config.QualityConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.footprint.TotalsOfLedger;
import org.wattledger.ingest.SourceCount;
import org.wattledger.marts.TrainingJobs;
import org.wattledger.physics.MeterAgreement;
import org.wattledger.quality.Check;
import org.wattledger.reference.GridRung;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/** What is known of a day's quality beside its books: refused rows, missing factors, coverage. */
final class DayChecks {

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

  static final String COVERAGE = "share of the day that the samples of accelerators cover";

  /** A check names no more things than these. */
  private static final int MOST_NAMES = 5;

  private static final long MANY_NAMES_A_DAY = 100_000;
  private static final long MOST_NAMES_A_DAY = 1_000_000;

  private final QualityConfig bounds;
  private final List<SourceCount> counts;
  private final AttributedDay attributed;
  private final DayLedger ledger;

  DayChecks(
      QualityConfig bounds, List<SourceCount> counts, AttributedDay attributed, DayLedger ledger) {
    this.bounds = bounds;
    this.counts = counts;
    this.attributed = attributed;
    this.ledger = ledger;
  }

  /** {@code unmetered}: energy of training that stands beside the ledger. */
  List<Check> checks(
      Reconciliation balance, Pricing pricing, List<TrainingJobs.Unmetered> unmetered) {
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
                        Gates.status(bounds.gates().rejected()))));
    double unattributed =
        balance.measuredMj() == 0 ? 0 : (double) balance.unattributedMj() / balance.measuredMj();
    checks.add(
        Check.atMost(
            "share of unattributed energy",
            "energy_balance",
            bounds.maxUnattributedRatio(),
            unattributed,
            Gates.status(bounds.gates().unattributed())));
    if (bounds.requireCompleteDay() && !Double.isNaN(attributed.coverageRatio())) {
      checks.add(
          Check.atLeast(
              COVERAGE,
              "device_hourly",
              bounds.minCoverageRatio(),
              attributed.coverageRatio(),
              Gates.status(bounds.gates().coverage())));
    }
    checks.add(rounding());
    checks.add(rows());
    checks.add(unknown("a maximum", attributed.withoutMaxPower()));
    checks.add(unknown("an idle", attributed.withoutIdlePower()));
    checks.add(disagreement(attributed.disagreeingDevices()));
    checks.add(
        Check.none(
            "requests put on a unit by a hash of their id",
            "request_footprint",
            attributed.topology().unitAssigned(),
            Check.Status.WARN));
    checks.addAll(missing(pricing, unmetered));
    DayNames names = ledger.books().names();
    checks.add(distinct("teams", "team_daily", names.teams()));
    checks.add(distinct("models", "model_daily", names.models()));
    return checks;
  }

  /** Names of ours begin with a parenthesis. */
  private static Check distinct(String things, String table, List<String> names) {
    return distinct(things, table, names.stream().filter(name -> !name.startsWith("(")).count());
  }

  /** So many are no teams or models, but ids in their column, or somebody's random names. */
  static Check distinct(String things, String table, long names) {
    Check.Status otherwise = names > MOST_NAMES_A_DAY ? Check.Status.FAIL : Check.Status.WARN;
    return Check.atMost("distinct " + things, table, MANY_NAMES_A_DAY, names, otherwise);
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

  /** The counter is believed; that power samples say otherwise is worth a look at the meter. */
  private static Check disagreement(List<String> devices) {
    return Check.none(
        "devices whose power samples lie more than %.0f %% off their counter"
            .formatted(100 * MeterAgreement.TOLERANCE_RATIO),
        named(devices),
        devices.size(),
        Check.Status.WARN);
  }

  /** The first of the names. */
  static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? first + ", ..." : first;
  }

  /** The checks as rows of {@code data_quality}. */
  static List<Row> rows(LocalDate day, List<Check> checks) {
    return checks.stream()
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
    long bound =
        2 * total(AttributedTables.PIECES)
            + ledger.pools().provisioned().size()
            + 2L * ledger.pools().unattributed().size();
    long ownerless =
        attributed.books().provisions().stream()
            .filter(provision -> provision.model() == LedgerKey.NONE)
            .mapToLong(PoolUse::energyMj)
            .sum();
    return Check.atMost(
        "energy left by rounding, mJ",
        "energy_balance",
        bound,
        Math.abs(total(Measures.UNATTRIBUTED_ENERGY_MJ) - ownerless),
        Check.Status.FAIL);
  }

  /** What has no number because a factor or a meter is missing; counted, never guessed. */
  private List<Check> missing(Pricing pricing, List<TrainingJobs.Unmetered> unmetered) {
    LedgerTotals totals = LedgerTotals.ofNothing(AttributedTables.LEDGER.size());
    totals.add(ledger.all());
    List<String> sites = ledger.books().names().sites();
    // Energy that is itself unknown has a check of its own.
    unmetered.forEach(
        use ->
            TotalsOfLedger.addOfSite(
                totals, sites.indexOf(use.siteId()), use.interval(), use.row()));
    List<Check> checks = new ArrayList<>();
    checks.add(
        warning(
            "requests without any meter",
            "request_footprint",
            total(AttributedTables.UNMETERED_REQUESTS)));
    checks.add(
        warning(
            "energy of devices without host energy, mJ",
            "hardware",
            totals.without(LedgerTotals.Unknown.HOST)));
    Map<Field, Long> without = withoutFactor(pricing, totals.bySite());
    without.put(Measures.EMBODIED_EMISSIONS_GCO2E, totals.without(LedgerTotals.Unknown.EMBODIED));
    MISSING.forEach(
        (field, table) -> {
          String name = "energy without " + field.name() + ", mJ";
          checks.add(
              OPTIONAL.contains(field)
                  ? Check.told(name, table, without.get(field))
                  : warning(name, table, without.get(field)).explained(toHaveIt(table), ""));
        });
    return checks;
  }

  /** A factor hangs on the site, but for what the device was made of. */
  private static String toHaveIt(String table) {
    return table.equals("hardware")
        ? "null in the tables; add the device model to table hardware"
        : "null in the tables; map site_id, and give table %s a row for the site or its zone"
            .formatted(table);
  }

  /** Energy by the amount for which a factor of its site and interval is missing, mJ. */
  private static Map<Field, Long> withoutFactor(Pricing pricing, KeyedSums bySite) {
    long[] any = new long[AttributedTables.LEDGER.size()];
    any[AttributedTables.LEDGER.indexOf(Measures.ACTIVE_ENERGY_MJ)] = 1;
    double[] amounts = new double[AttributedTables.AMOUNTS.size()];
    Map<Field, Long> without = new HashMap<>();
    MISSING.keySet().forEach(field -> without.put(field, 0L));
    for (int cell = 0; cell < bySite.size(); cell++) {
      pricing.price(any, bySite.part(cell, 0), bySite.part(cell, 1), amounts);
      for (Field field : MISSING.keySet()) {
        if (Double.isNaN(amounts[AttributedTables.AMOUNTS.indexOf(field)])) {
          without.merge(field, bySite.sum(cell, 0), Math::addExact);
        }
      }
    }
    return without;
  }

  private long total(Field sum) {
    return ledger.all().byModel().total(AttributedTables.LEDGER.indexOf(sum));
  }

  /** A log that nobody filled looks like a day on which nobody asked. */
  static List<Check> silent(List<SourceConfig> logs, List<SourceCount> counts) {
    return logs.stream()
        .map(SourceConfig::name)
        .map(
            source ->
                Check.atLeast(
                        "requests of the day",
                        source,
                        1,
                        counts.stream()
                            .filter(count -> count.source().equals(source))
                            .mapToLong(SourceCount::accepted)
                            .sum(),
                        Check.Status.WARN)
                    .explained("", "see whether the log was written and its times fit the day"))
        .toList();
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
}

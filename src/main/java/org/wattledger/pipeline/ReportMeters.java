package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.reference.MeterTier;
import org.wattledger.reference.MeterTierTable;
import org.wattledger.report.Bounded;
import org.wattledger.report.Headline.Balance;
import org.wattledger.report.Quantity;
import org.wattledger.report.ReportTable;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;

/** What the meters recorded and how well: the balance, coverage, and bounds by kind of meter. */
final class ReportMeters {

  private static final double MJ_PER_WH = 3_600_000;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final String ACCELERATOR = "accelerator";

  private final List<List<Object>> balance;
  private final List<List<Object>> coverage;

  private ReportMeters(List<List<Object>> balance, List<List<Object>> coverage) {
    this.balance = balance;
    this.coverage = coverage;
  }

  /**
   * Sums.
   *
   * @param energyBalance rows of {@code energy_balance}
   * @param deviceHourly rows of {@code device_hourly}
   */
  static ReportMeters of(Dataset<Row> energyBalance, Dataset<Row> deviceHourly) {
    List<List<Object>> balance =
        rows(
            energyBalance
                .groupBy(
                    OutputTables.SITE_ID.column(),
                    OutputTables.DEVICE_KIND.column(),
                    coalesce(OutputTables.HOST_ENERGY_BASIS.column(), lit("metered")))
                .agg(
                    sum(OutputTables.MEASURED_MJ.column()),
                    sum(OutputTables.ACTIVE_MJ.column()),
                    sum(OutputTables.SHARED_IDLE_MJ.column()),
                    sum(OutputTables.PROVISIONED_IDLE_MJ.column()),
                    sum(OutputTables.UNATTRIBUTED_MJ.column()),
                    sum(OutputTables.ESTIMATED_MJ.column())));
    List<List<Object>> coverage =
        rows(
            deviceHourly
                .groupBy(
                    OutputTables.SITE_ID.column(),
                    OutputTables.DEVICE_KIND.column(),
                    coalesce(OutputTables.DEVICE_MODEL.column(), lit("(unknown)")),
                    coalesce(OutputTables.ENERGY_BASIS.column(), lit(OutputTables.NONE)))
                .agg(
                    countDistinct(CanonicalTables.DEVICE_ID.column()),
                    count(lit(1)),
                    sum(OutputTables.MEASURED_MJ.column()),
                    sum(OutputTables.ESTIMATED_MJ.column()),
                    sum(OutputTables.GAP_S.column()),
                    sum(OutputTables.CLIPPED_MJ.column()),
                    sum(OutputTables.UNPLACED_MJ.column()),
                    sum(OutputTables.RESETS.column()),
                    sum(OutputTables.SAMPLES.column())));
    return new ReportMeters(balance, coverage);
  }

  private static List<List<Object>> rows(Dataset<Row> groups) {
    return groups.collectAsList().stream()
        .map(ReportRows::cells)
        .sorted(Comparator.comparing(row -> row.subList(0, 3).toString()))
        .toList();
  }

  /** The ledger of the accelerators. */
  Balance balance(long trainingMj) {
    return new Balance(
        ledger(3), ledger(8), ledger(4), trainingMj, ledger(5), ledger(6), ledger(7));
  }

  private long ledger(int column) {
    return balance.stream()
        .filter(row -> row.get(1).equals(ACCELERATOR))
        .mapToLong(row -> (Long) row.get(column))
        .sum();
  }

  /** Measured energy with the accuracy of each kind of meter; bounds of unknown ones: none. */
  Bounded energyWh(MeterTierTable tiers, Instant at) {
    double best = 0;
    double low = 0;
    double high = 0;
    boolean isBounded = true;
    for (List<Object> row : coverage) {
      if (row.get(1).equals(ACCELERATOR)) {
        double wh = (Long) row.get(6) / MJ_PER_WH;
        Optional<MeterTier> tier = tiers.of((String) row.get(3), at);
        isBounded &= tier.isPresent() || wh == 0;
        best += wh;
        low += wh * tier.map(MeterTier::lowRatio).orElse(1.0);
        high += wh * tier.map(MeterTier::highRatio).orElse(1.0);
      }
    }
    double measuredWh = ledger(3) / MJ_PER_WH;
    boolean isKnown = isBounded && best > 0;
    return new Bounded(
        measuredWh,
        isKnown ? (Double) (measuredWh * low / best) : null,
        isKnown ? (Double) (measuredWh * high / best) : null,
        "meter");
  }

  /** Mean power of an accelerator while it was metered, W; null: there was none. */
  Double meanPowerW() {
    double mj = 0;
    double hours = 0;
    for (List<Object> row : coverage) {
      if (row.get(1).equals(ACCELERATOR)) {
        mj += (Long) row.get(6);
        hours += (Long) row.get(5) - gapS(row) / SECONDS_PER_HOUR;
      }
    }
    return hours > 0 ? mj / MJ_PER_WH / hours : null;
  }

  /** One row per site and kind of meter. */
  ReportTable balanceTable() {
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : balance) {
      List<Object> cells = new ArrayList<>(row);
      cells.add(
          (Long) row.get(3)
              - (Long) row.get(4)
              - (Long) row.get(5)
              - (Long) row.get(6)
              - (Long) row.get(7));
      rows.add(cells);
    }
    ReportColumns columns =
        new ReportColumns()
            .text("site", "Site", OutputTables.SITE_ID.name())
            .text("kind", "Meter", OutputTables.DEVICE_KIND.name())
            .text("basis", "Basis", "host_energy_basis; metered: a meter of its own")
            .derived("measured", "Measured", Quantity.ENERGY_MJ, OutputTables.MEASURED_MJ.name())
            .derived("active", "Active", Quantity.ENERGY_MJ, OutputTables.ACTIVE_MJ.name())
            .derived(
                "shared", "Shared idle", Quantity.ENERGY_MJ, OutputTables.SHARED_IDLE_MJ.name())
            .derived(
                "provisioned",
                "Provisioned idle",
                Quantity.ENERGY_MJ,
                OutputTables.PROVISIONED_IDLE_MJ.name())
            .derived(
                "unattributed",
                "Unattributed",
                Quantity.ENERGY_MJ,
                OutputTables.UNATTRIBUTED_MJ.name())
            .derived(
                "estimated",
                "Of it estimated",
                Quantity.ENERGY_MJ,
                OutputTables.ESTIMATED_MJ.name())
            .derived(
                "residual",
                "Residual, mJ",
                Quantity.COUNT,
                "measured - active - shared idle - provisioned idle - unattributed");
    return new ReportTable(
        "balance", "The balance by site and meter", columns.columns(), rows, false);
  }

  /** One row per site, device model and basis. */
  ReportTable coverageTable() {
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : coverage) {
      List<Object> cells = new ArrayList<>(row.subList(0, 8));
      double hours = (Long) row.get(5);
      cells.add(hours == 0 ? null : (Object) (1 - gapS(row) / (hours * SECONDS_PER_HOUR)));
      cells.addAll(row.subList(9, row.size()));
      rows.add(cells);
    }
    ReportColumns columns =
        new ReportColumns()
            .text("site", "Site", OutputTables.SITE_ID.name())
            .text("kind", "Meter", OutputTables.DEVICE_KIND.name())
            .text("device", "Device", OutputTables.DEVICE_MODEL.name())
            .text("basis", "Basis", "energy_basis: COUNTER, POWER or UTILIZATION")
            .derived("devices", "Devices", Quantity.COUNT, "distinct device_id")
            .derived("hours", "Device-hours", Quantity.COUNT, "rows of device_hourly")
            .derived("measured", "Measured", Quantity.ENERGY_MJ, OutputTables.MEASURED_MJ.name())
            .derived(
                "estimated",
                "Of it estimated",
                Quantity.ENERGY_MJ,
                OutputTables.ESTIMATED_MJ.name())
            .derived("covered", "Covered", Quantity.SHARE, "1 - gap_s / time of the rows")
            .derived("clipped", "Clipped", Quantity.ENERGY_MJ, "clipped_mj; not booked")
            .detail()
            .derived("unplaced", "Unplaced", Quantity.ENERGY_MJ, "unplaced_mj; not booked")
            .detail()
            .derived("resets", "Resets", Quantity.COUNT, "resets")
            .derived("samples", "Samples", Quantity.COUNT, "samples")
            .detail();
    return new ReportTable(
        "coverage", "Meters by site, device model and basis", columns.columns(), rows, false);
  }

  private static double gapS(List<Object> row) {
    return row.get(8) == null ? 0 : (Double) row.get(8);
  }
}

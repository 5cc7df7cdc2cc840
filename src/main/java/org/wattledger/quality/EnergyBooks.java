package org.wattledger.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.ACTIVE_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_KIND;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.PROVISIONED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SHARED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.UNATTRIBUTED_MJ;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The law, checked on what is about to be published: every joule of the meters is booked exactly
 * once, and the tables agree with each other site by site (methodology, the law).
 */
public final class EnergyBooks {

  private static final String ACCELERATOR = "accelerator";
  private static final String HOST = "host";

  private final Dataset<Row> balance;

  /** {@code balance}: the table energy_balance of the day. */
  public EnergyBooks(Dataset<Row> balance) {
    this.balance = balance;
  }

  /** Sums by site: measured, then active, shared idle, provisioned idle, unattributed. */
  private record SiteSums(long[] mj) {
    static final SiteSums NONE = new SiteSums(new long[5]);
  }

  /**
   * @param deviceHourly what every meter recorded
   * @param requests request_footprint
   * @param trainingJobs training_job; what its devices used is active beside that of requests
   */
  public List<Check> checks(
      Dataset<Row> deviceHourly,
      Dataset<Row> requests,
      Dataset<Row> trainingJobs,
      Dataset<Row> modelDaily,
      Dataset<Row> teamDaily) {
    List<Check> checks = new ArrayList<>();
    checks.add(parts());
    Dataset<Row> pools = balance.filter(DEVICE_KIND.column().equalTo(ACCELERATOR));
    Map<String, SiteSums> books =
        bySite(
            pools,
            MEASURED_MJ.column(),
            ACTIVE_MJ.column(),
            SHARED_IDLE_MJ.column(),
            PROVISIONED_IDLE_MJ.column(),
            UNATTRIBUTED_MJ.column());
    Map<String, SiteSums> meters =
        bySite(
            deviceHourly.filter(DEVICE_KIND.column().equalTo(ACCELERATOR)), MEASURED_MJ.column());
    compare(checks, "measured energy against device_hourly, mJ", books, meters, 0, 0);
    Map<String, SiteSums> ofRequests =
        bySite(requests, ACTIVE_ENERGY_MJ.column(), IDLE_ENERGY_MJ.column());
    Map<String, SiteSums> training =
        bySite(trainingJobs, ACTIVE_ENERGY_MJ.column(), HOST_ENERGY_MJ.column());
    compare(
        checks,
        "active energy of request_footprint and training_job, mJ",
        books,
        together(ofRequests, 0, training, 0),
        1,
        0);
    compare(checks, "shared idle energy of request_footprint, mJ", books, ofRequests, 2, 1);
    compareMart(checks, "model_daily", books, modelDaily);
    compareMart(checks, "team_daily", books, teamDaily);
    Map<String, SiteSums> hosts =
        bySite(
            balance.filter(DEVICE_KIND.column().equalTo(HOST)),
            MEASURED_MJ.column(),
            ACTIVE_MJ.column());
    Map<String, SiteSums> hostOfRequests = bySite(requests, HOST_ENERGY_MJ.column());
    compare(
        checks,
        "host energy of request_footprint and training_job, mJ",
        hosts,
        together(hostOfRequests, 0, training, 1),
        1,
        0);
    Map<String, SiteSums> hostOfModels = bySite(modelDaily, HOST_ENERGY_MJ.column());
    compare(checks, "host energy of model_daily, mJ", hosts, hostOfModels, 0, 0);
    Map<String, SiteSums> hostOfTeams = bySite(teamDaily, HOST_ENERGY_MJ.column());
    compare(checks, "host energy of team_daily, mJ", hosts, hostOfTeams, 0, 0);
    return checks;
  }

  private Check parts() {
    Column residual =
        MEASURED_MJ
            .column()
            .minus(ACTIVE_MJ.column())
            .minus(SHARED_IDLE_MJ.column())
            .minus(PROVISIONED_IDLE_MJ.column())
            .minus(UNATTRIBUTED_MJ.column());
    Row row = balance.agg(coalesce(sum(abs(residual)), lit(0L))).head();
    return Check.equal("residual of every pool and hour, mJ", "energy_balance", 0, row.getLong(0));
  }

  private static void compareMart(
      List<Check> checks, String name, Map<String, SiteSums> books, Dataset<Row> mart) {
    Map<String, SiteSums> sums =
        bySite(
            mart,
            ACTIVE_ENERGY_MJ.column(),
            IDLE_ENERGY_MJ.column(),
            PROVISIONED_IDLE_ENERGY_MJ.column(),
            UNATTRIBUTED_ENERGY_MJ.column());
    String[] parts = {"active", "shared idle", "provisioned idle", "unattributed"};
    for (int part = 0; part < parts.length; part++) {
      compare(checks, parts[part] + " energy of " + name + ", mJ", books, sums, part + 1, part);
    }
  }

  private static void compare(
      List<Check> checks,
      String name,
      Map<String, SiteSums> books,
      Map<String, SiteSums> others,
      int inBooks,
      int inOthers) {
    TreeSet<String> sites = new TreeSet<>(books.keySet());
    sites.addAll(others.keySet());
    for (String site : sites) {
      checks.add(
          Check.equal(
              name,
              site,
              books.getOrDefault(site, SiteSums.NONE).mj[inBooks],
              others.getOrDefault(site, SiteSums.NONE).mj[inOthers]));
    }
  }

  /** One amount of each, added by site. */
  private static Map<String, SiteSums> together(
      Map<String, SiteSums> left, int inLeft, Map<String, SiteSums> right, int inRight) {
    Map<String, SiteSums> sums = new HashMap<>();
    left.forEach((site, sum) -> sums.put(site, new SiteSums(new long[] {sum.mj[inLeft]})));
    right.forEach(
        (site, sum) ->
            sums.merge(
                site,
                new SiteSums(new long[] {sum.mj[inRight]}),
                (a, b) -> new SiteSums(new long[] {a.mj[0] + b.mj[0]})));
    return sums;
  }

  private static Map<String, SiteSums> bySite(Dataset<Row> rows, Column... amounts) {
    List<Column> sums = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      sums.add(coalesce(sum(amounts[i]), lit(0L)).as("sum_" + i));
    }
    Map<String, SiteSums> bySite = new HashMap<>();
    for (Row row :
        rows.groupBy(SITE_ID.column())
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
            .collectAsList()) {
      long[] mj = new long[5];
      for (int i = 0; i < amounts.length; i++) {
        mj[i] = row.getLong(i + 1);
      }
      bySite.put(row.getString(0), new SiteSums(mj));
    }
    return bySite;
  }
}

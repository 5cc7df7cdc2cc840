package org.wattledger.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.ACTIVE_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_KIND;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.PROVISIONED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SHARED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.UNATTRIBUTED_MJ;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;

/**
 * The law, checked on what is about to be published: every joule of the meters is booked exactly
 * once, and the tables agree with each other site by site (methodology, the law). All tables are
 * read in one query.
 */
public final class EnergyBooks {

  private static final String ACCELERATOR = "accelerator";
  private static final String HOST = "host";
  private static final String BOOK = "book";
  private static final String AMOUNT = "amount_";

  /** A table, or part of one, whose energy is summed by site. */
  private enum Book {
    ACCELERATORS,
    HOSTS,
    DEVICES,
    REQUESTS,
    TRAINING,
    MODELS,
    TEAMS
  }

  /** What is summed, as far as a book has it. */
  public enum Part {
    MEASURED,
    ACTIVE,
    SHARED_IDLE,
    PROVISIONED_IDLE,
    UNATTRIBUTED,
    ESTIMATED,
    HOST,
    /** What no other part accounts for, whether too much or too little. */
    RESIDUAL
  }

  private static final Map<Part, Field> BALANCE =
      new EnumMap<>(
          Map.of(
              Part.MEASURED, MEASURED_MJ,
              Part.ACTIVE, ACTIVE_MJ,
              Part.SHARED_IDLE, SHARED_IDLE_MJ,
              Part.PROVISIONED_IDLE, PROVISIONED_IDLE_MJ,
              Part.UNATTRIBUTED, UNATTRIBUTED_MJ,
              Part.ESTIMATED, ESTIMATED_MJ));

  private static final Map<Part, Field> MART =
      new EnumMap<>(
          Map.of(
              Part.ACTIVE, ACTIVE_ENERGY_MJ,
              Part.SHARED_IDLE, IDLE_ENERGY_MJ,
              Part.PROVISIONED_IDLE, PROVISIONED_IDLE_ENERGY_MJ,
              Part.UNATTRIBUTED, UNATTRIBUTED_ENERGY_MJ,
              Part.HOST, HOST_ENERGY_MJ));

  private final Map<Book, Map<String, long[]>> books = new EnumMap<>(Book.class);

  private EnergyBooks(List<Row> sums) {
    for (Book book : Book.values()) {
      books.put(book, new TreeMap<>());
    }
    for (Row row : sums) {
      long[] parts = new long[Part.values().length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = row.getLong(i + 2);
      }
      books.get(Book.values()[row.getInt(0)]).put(row.getString(1), parts);
    }
  }

  /**
   * @param balance energy_balance
   * @param deviceHourly what every meter recorded
   * @param requests request_footprint
   * @param trainingJobs training_job; what its devices used is active beside that of requests
   */
  public static EnergyBooks of(
      Dataset<Row> balance,
      Dataset<Row> deviceHourly,
      Dataset<Row> requests,
      Dataset<Row> trainingJobs,
      Dataset<Row> modelDaily,
      Dataset<Row> teamDaily) {
    Column isAccelerator = DEVICE_KIND.column().equalTo(ACCELERATOR);
    Column kind = when(isAccelerator, Book.ACCELERATORS.ordinal()).otherwise(Book.HOSTS.ordinal());
    Dataset<Row> kinds = balance.filter(isAccelerator.or(DEVICE_KIND.column().equalTo(HOST)));
    Map<Part, Field> ofRequests =
        Map.of(
            Part.ACTIVE, ACTIVE_ENERGY_MJ,
            Part.SHARED_IDLE, IDLE_ENERGY_MJ,
            Part.HOST, HOST_ENERGY_MJ);
    Dataset<Row> all =
        amounts(kinds, kind, BALANCE)
            .union(
                amounts(
                    deviceHourly.filter(isAccelerator),
                    lit(Book.DEVICES.ordinal()),
                    Map.of(Part.MEASURED, MEASURED_MJ)))
            .union(amounts(requests, lit(Book.REQUESTS.ordinal()), ofRequests))
            .union(
                amounts(
                    trainingJobs,
                    lit(Book.TRAINING.ordinal()),
                    Map.of(Part.ACTIVE, ACTIVE_ENERGY_MJ, Part.HOST, HOST_ENERGY_MJ)))
            .union(amounts(modelDaily, lit(Book.MODELS.ordinal()), MART))
            .union(amounts(teamDaily, lit(Book.TEAMS.ordinal()), MART));
    List<Column> sums = new ArrayList<>();
    for (Part part : Part.values()) {
      sums.add(coalesce(sum(all.col(AMOUNT + part.ordinal())), lit(0L)));
    }
    return new EnergyBooks(
        all.groupBy(all.col(BOOK), SITE_ID.column())
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
            .collectAsList());
  }

  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal(
            "residual of every pool and hour, mJ",
            "energy_balance",
            0,
            Math.addExact(
                total(Book.ACCELERATORS, Part.RESIDUAL), total(Book.HOSTS, Part.RESIDUAL))));
    compare(
        checks,
        "measured energy against device_hourly, mJ",
        of(Book.ACCELERATORS, Part.MEASURED),
        of(Book.DEVICES, Part.MEASURED));
    compare(
        checks,
        "active energy of request_footprint and training_job, mJ",
        of(Book.ACCELERATORS, Part.ACTIVE),
        together(of(Book.REQUESTS, Part.ACTIVE), of(Book.TRAINING, Part.ACTIVE)));
    compare(
        checks,
        "shared idle energy of request_footprint, mJ",
        of(Book.ACCELERATORS, Part.SHARED_IDLE),
        of(Book.REQUESTS, Part.SHARED_IDLE));
    compareMart(checks, "model_daily", Book.MODELS);
    compareMart(checks, "team_daily", Book.TEAMS);
    compare(
        checks,
        "host energy of request_footprint and training_job, mJ",
        of(Book.HOSTS, Part.ACTIVE),
        together(of(Book.REQUESTS, Part.HOST), of(Book.TRAINING, Part.HOST)));
    Map<String, Long> hosts = of(Book.HOSTS, Part.MEASURED);
    compare(checks, "host energy of model_daily, mJ", hosts, of(Book.MODELS, Part.HOST));
    compare(checks, "host energy of team_daily, mJ", hosts, of(Book.TEAMS, Part.HOST));
    return checks;
  }

  /** Of the accelerators of all pools, mJ. */
  public long accelerators(Part part) {
    return total(Book.ACCELERATORS, part);
  }

  private void compareMart(List<Check> checks, String name, Book mart) {
    Map<Part, String> parts =
        new EnumMap<>(
            Map.of(
                Part.ACTIVE, "active",
                Part.SHARED_IDLE, "shared idle",
                Part.PROVISIONED_IDLE, "provisioned idle",
                Part.UNATTRIBUTED, "unattributed"));
    parts.forEach(
        (part, word) ->
            compare(
                checks,
                word + " energy of " + name + ", mJ",
                of(Book.ACCELERATORS, part),
                of(mart, part)));
  }

  private static void compare(
      List<Check> checks, String name, Map<String, Long> books, Map<String, Long> others) {
    TreeSet<String> sites = new TreeSet<>(books.keySet());
    sites.addAll(others.keySet());
    for (String site : sites) {
      checks.add(
          Check.equal(name, site, books.getOrDefault(site, 0L), others.getOrDefault(site, 0L)));
    }
  }

  private Map<String, Long> of(Book book, Part part) {
    Map<String, Long> bySite = new TreeMap<>();
    books.get(book).forEach((site, parts) -> bySite.put(site, parts[part.ordinal()]));
    return bySite;
  }

  private long total(Book book, Part part) {
    return of(book, part).values().stream().reduce(0L, Math::addExact);
  }

  private static Map<String, Long> together(Map<String, Long> left, Map<String, Long> right) {
    Map<String, Long> sums = new TreeMap<>(left);
    right.forEach((site, mj) -> sums.merge(site, mj, Math::addExact));
    return sums;
  }

  private static Dataset<Row> amounts(Dataset<Row> rows, Column book, Map<Part, Field> fields) {
    List<Column> columns = new ArrayList<>(List.of(book.as(BOOK), SITE_ID.column()));
    for (Part part : Part.values()) {
      Column amount = fields.containsKey(part) ? fields.get(part).column() : lit(0L);
      if (part == Part.RESIDUAL && fields.equals(BALANCE)) {
        amount =
            abs(
                MEASURED_MJ
                    .column()
                    .minus(ACTIVE_MJ.column())
                    .minus(SHARED_IDLE_MJ.column())
                    .minus(PROVISIONED_IDLE_MJ.column())
                    .minus(UNATTRIBUTED_MJ.column()));
      }
      columns.add(amount.as(AMOUNT + part.ordinal()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }
}

package org.wattledger.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The law, checked on what is about to be published: every joule of the meters is booked exactly
 * once, and the tables agree with each other site by site (methodology, the law).
 */
public final class EnergyBooks {

  private final Map<Book, BookSums> books = new EnumMap<>(Book.class);

  /** {@code sums}: of every book. */
  public EnergyBooks(Map<Book, BookSums> sums) {
    for (Book book : Book.values()) {
      books.put(book, sums.getOrDefault(book, new BookSums()));
    }
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
    return books.get(book).of(part);
  }

  private long total(Book book, Part part) {
    return of(book, part).values().stream().reduce(0L, Math::addExact);
  }

  private static Map<String, Long> together(Map<String, Long> left, Map<String, Long> right) {
    Map<String, Long> sums = new TreeMap<>(left);
    right.forEach((site, mj) -> sums.merge(site, mj, Math::addExact));
    return sums;
  }
}

package org.wattledger.pipeline;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattledger.publication.PublishedDay;

/**
 * The days of a report. Hourly tables give whole days of a zone, tables by day give UTC days.
 *
 * @param published UTC days from the first to the last one that are published, in order
 * @param missing UTC days that the report would need and that are not published, in order
 * @param hourly published UTC days that hold an hour of the range, in order
 * @param firstHour first hour of the range, in hours since the epoch
 * @param endHour first hour after it
 */
record ReportRange(
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    List<PublishedDay> published,
    List<LocalDate> missing,
    List<LocalDate> hourly,
    long firstHour,
    long endHour) {

  private static final long MOST_DAYS = 366;
  private static final long SECONDS_PER_HOUR = 3600;

  /**
   * Looks which days are published.
   *
   * @throws RunFailure USAGE if the range is too long, or days of the zone do not begin at a full
   *     hour of UTC; INPUT if no day of it is published
   */
  static ReportRange of(Path warehouse, LocalDate from, LocalDate to, ZoneId zone) {
    if (from.plusDays(MOST_DAYS).isBefore(to.plusDays(1))) {
      throw new RunFailure(
          ExitCode.USAGE,
          "%s to %s are more than %d days".formatted(from, to, MOST_DAYS),
          "report on a year at most; the tables hold longer ones");
    }
    long firstHour = hour(from, zone);
    long endHour = hour(to.plusDays(1), zone);
    List<PublishedDay> published = new ArrayList<>();
    List<LocalDate> missing = new ArrayList<>();
    List<LocalDate> hourly = new ArrayList<>();
    LocalDate first = from.isBefore(day(firstHour)) ? from : day(firstHour);
    LocalDate last = to.isAfter(day(endHour - 1)) ? to : day(endHour - 1);
    for (LocalDate day : first.datesUntil(last.plusDays(1)).toList()) {
      boolean isDaily = !day.isBefore(from) && !day.isAfter(to);
      boolean isHourly = !day.isBefore(day(firstHour)) && !day.isAfter(day(endHour - 1));
      Optional<PublishedDay> found = PublishedDay.read(warehouse, day);
      if (found.isEmpty()) {
        missing.add(day);
        continue;
      }
      if (isDaily) {
        published.add(found.get());
      }
      if (isHourly) {
        hourly.add(day);
      }
    }
    if (published.isEmpty()) {
      throw new RunFailure(
          ExitCode.INPUT,
          "no day from %s to %s is published in %s".formatted(from, to, warehouse),
          "publish it with run --from %s --to %s; `status` lists the published days"
              .formatted(from, to));
    }
    return new ReportRange(from, to, zone, published, missing, hourly, firstHour, endHour);
  }

  boolean isUtc() {
    return zone.normalized().equals(ZoneOffset.UTC);
  }

  List<LocalDate> publishedDays() {
    return published.stream().map(PublishedDay::day).toList();
  }

  /** Whether the UTC day of an hour is published. */
  boolean isKnown(long hour) {
    return hourly.contains(day(hour));
  }

  private static LocalDate day(long hour) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(hour * SECONDS_PER_HOUR), ZoneOffset.UTC);
  }

  private static long hour(LocalDate day, ZoneId zone) {
    long second = day.atStartOfDay(zone).toEpochSecond();
    if (second % SECONDS_PER_HOUR != 0) {
      throw new RunFailure(
          ExitCode.USAGE,
          "%s in %s begins between two hours of UTC".formatted(day, zone),
          "the tables are by hour of UTC: name a zone whose offset is whole hours, or none");
    }
    return second / SECONDS_PER_HOUR;
  }
}

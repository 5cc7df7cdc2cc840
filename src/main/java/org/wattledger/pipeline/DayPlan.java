package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;

/**
 * The days of a command in the order in which they run: those asked for, late ones among those
 * before them, and gaps. Oldest first, since later days count what earlier ones published.
 */
public final class DayPlan {

  /**
   * A day to run.
   *
   * @param why in a word or two
   * @param mayLackInputs whether the day is left as it is if its inputs are gone
   */
  public record Planned(LocalDate day, String why, boolean mayLackInputs) {}

  private final List<Planned> days;

  private DayPlan(List<Planned> days) {
    this.days = days;
  }

  /**
   * Plans.
   *
   * @param asked consecutive days, each of which must run
   * @param lookback published days before them that are looked at again; a run of a day whose
   *     inputs are the same does nothing
   * @param heal whether days between the first published and the last asked for are to be filled
   * @throws RunFailure USAGE for a negative lookback; STORAGE if the warehouse cannot be read
   */
  public static DayPlan of(
      WattledgerConfig config, List<LocalDate> asked, int lookback, boolean heal) {
    if (lookback < 0) {
      throw new RunFailure(
          ExitCode.USAGE,
          "--lookback %d looks into the future".formatted(lookback),
          "give the number of days before the first one that may have changed");
    }
    Map<LocalDate, Planned> planned = new TreeMap<>();
    asked.forEach(day -> planned.put(day, new Planned(day, "asked for", false)));
    if (lookback > 0 || heal) {
      Set<LocalDate> published = published(Warehouse.directory(config.warehouse()));
      LocalDate first = asked.get(0);
      if (lookback > 0) {
        first
            .minusDays(lookback)
            .datesUntil(first)
            .filter(published::contains)
            .forEach(day -> planned.putIfAbsent(day, new Planned(day, "lookback", true)));
      }
      if (heal) {
        published.stream()
            .min(LocalDate::compareTo)
            .filter(begin -> begin.isBefore(first))
            .ifPresent(
                begin ->
                    begin
                        .datesUntil(first)
                        .filter(day -> !published.contains(day))
                        .forEach(day -> planned.putIfAbsent(day, new Planned(day, "gap", true))));
      }
    }
    return new DayPlan(List.copyOf(planned.values()));
  }

  /** In the order in which they are to run. */
  public List<Planned> days() {
    return days;
  }

  /** What is done beside the days asked for; empty if nothing is. */
  public Optional<String> sentence() {
    Map<String, List<String>> others =
        days.stream()
            .filter(Planned::mayLackInputs)
            .collect(
                Collectors.groupingBy(
                    Planned::why,
                    TreeMap::new,
                    Collectors.mapping(day -> day.day().toString(), Collectors.toList())));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            others.entrySet().stream()
                .map(group -> group.getKey() + ": " + String.join(", ", group.getValue()))
                .collect(Collectors.joining("; ")));
  }

  private static Set<LocalDate> published(Path warehouse) {
    try {
      return Set.copyOf(PublishedDay.days(new PosixStorage(warehouse)));
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The published days of %s cannot be listed: %s".formatted(warehouse, e),
          "check the permissions of the warehouse",
          e);
    }
  }
}

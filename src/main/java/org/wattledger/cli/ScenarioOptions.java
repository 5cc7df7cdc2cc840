package org.wattledger.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wattledger.config.ScenarioConfig;
import org.wattledger.config.ScenarioConfig.Hours.Move;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Option;

/** Which scenarios a command is about: configured ones by name, and some made up on the spot. */
final class ScenarioOptions {

  private static final Pattern HOURS = Pattern.compile("(-?\\d{1,3})h?");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "A configured scenario; repeatable. Default: all of them.")
  private final List<String> names = new ArrayList<>();

  @Option(
      names = "--mix",
      paramLabel = "SOURCE",
      description = "All electricity from one source, such as hydro; repeatable.")
  private final List<String> mixes = new ArrayList<>();

  @Option(
      names = "--more-clean",
      paramLabel = "SHARE[:SOURCE]",
      description = "A share of each kWh from a source, such as 0.2:wind; default the cleanest.")
  private final List<String> shares = new ArrayList<>();

  @Option(
      names = "--region",
      paramLabel = "ZONE",
      description = "The grid of another zone at the same time; repeatable.")
  private final List<String> zones = new ArrayList<>();

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = "Grid, PUE, WUE and price of another site; repeatable.")
  private final List<String> sites = new ArrayList<>();

  @Option(
      names = "--shift",
      paramLabel = "6h",
      description = "All energy later by whole hours, cyclic within the UTC day; repeatable.")
  private final List<String> shifts = new ArrayList<>();

  @Option(names = "--spread", description = "All energy evenly over the day.")
  private boolean spread;

  @Option(
      names = "--cleanest",
      paramLabel = "6h",
      description = "All energy evenly over so many hours with the day's lowest factors.")
  private final List<String> cleanest = new ArrayList<>();

  @Option(names = "--no-idle", description = "Without energy while nothing is served.")
  private boolean noIdle;

  @Option(
      names = "--hardware",
      paramLabel = "MODEL:RATIO",
      description = "On other devices; RATIO is energy per unit of work, new by old.")
  private final List<String> hardware = new ArrayList<>();

  /** True if somebody asked for these very scenarios, rather than for all. */
  boolean isChosen() {
    return !names.isEmpty() || !adHoc().isEmpty();
  }

  /**
   * The chosen scenarios; all configured ones if none is chosen.
   *
   * @throws RunFailure USAGE for a name or a value that means nothing
   */
  List<ScenarioConfig> chosen(List<ScenarioConfig> configured) {
    if (!isChosen()) {
      return configured;
    }
    List<ScenarioConfig> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          configured.stream()
              .filter(scenario -> scenario.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, configured)));
    }
    chosen.addAll(adHoc());
    List<ScenarioConfig> distinct = chosen.stream().distinct().toList();
    requireOwnNames(distinct);
    return distinct;
  }

  private List<ScenarioConfig> adHoc() {
    List<ScenarioConfig> made = new ArrayList<>();
    mixes.forEach(source -> made.add(new ScenarioConfig.Mix("all-" + source, source)));
    shares.forEach(text -> made.add(moreClean(text)));
    zones.forEach(
        zone ->
            made.add(
                new ScenarioConfig.Region("region-" + zone, Optional.of(zone), Optional.empty())));
    sites.forEach(
        site ->
            made.add(
                new ScenarioConfig.Region("site-" + site, Optional.empty(), Optional.of(site))));
    shifts.forEach(text -> made.add(hours("--shift", text, Move.SHIFT)));
    if (spread) {
      made.add(hours("--spread", ScenarioConfig.HOURS_OF_DAY + "h", Move.SPREAD));
    }
    cleanest.forEach(text -> made.add(hours("--cleanest", text, Move.CLEANEST)));
    if (noIdle) {
      made.add(new ScenarioConfig.NoIdle("without-idle"));
    }
    hardware.forEach(text -> made.add(otherHardware(text)));
    return made;
  }

  private static ScenarioConfig moreClean(String text) {
    String[] parts = text.split(":", 2);
    Optional<String> source = parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
    String name = "more-clean-" + text.replace(':', '-');
    try {
      return new ScenarioConfig.MoreClean(name, Double.parseDouble(parts[0]), source);
    } catch (IllegalArgumentException e) {
      throw usage("--more-clean " + text, "give a share from 0 to 1, such as 0.2 or 0.2:wind");
    }
  }

  private static ScenarioConfig hours(String option, String text, Move move) {
    Matcher matcher = HOURS.matcher(text);
    try {
      if (matcher.matches()) {
        return new ScenarioConfig.Hours(
            option.substring(2) + "-" + matcher.group(1) + "h",
            move,
            Integer.parseInt(matcher.group(1)));
      }
      throw usage(option + " " + text, "give whole hours, such as 6h");
    } catch (IllegalArgumentException e) {
      throw usage(option + " " + text, "it " + e.getMessage());
    }
  }

  private static ScenarioConfig otherHardware(String text) {
    int colon = text.lastIndexOf(':');
    try {
      if (colon > 0) {
        String model = text.substring(0, colon);
        double ratio = Double.parseDouble(text.substring(colon + 1));
        return new ScenarioConfig.OtherHardware(
            "hardware-" + model, model, ratio, 1, "command line");
      }
      throw usage("--hardware " + text, "give MODEL:RATIO, such as B200:0.5");
    } catch (IllegalArgumentException e) {
      throw usage("--hardware " + text, "give a ratio above 0, such as B200:0.5");
    }
  }

  /** Rows are told apart by the name of their scenario. */
  private static void requireOwnNames(List<ScenarioConfig> scenarios) {
    Set<String> names = new HashSet<>();
    for (ScenarioConfig scenario : scenarios) {
      if (!names.add(scenario.name())) {
        throw usage("a second " + scenario.name(), "ask for one of them at a time");
      }
    }
  }

  private static RunFailure unknown(String name, List<ScenarioConfig> configured) {
    String known = String.join(", ", configured.stream().map(ScenarioConfig::name).toList());
    return usage("--name " + name, "configured scenarios: " + known);
  }

  private static RunFailure usage(String what, String hint) {
    return new RunFailure(ExitCode.USAGE, "No scenario is meant by " + what, hint);
  }
}

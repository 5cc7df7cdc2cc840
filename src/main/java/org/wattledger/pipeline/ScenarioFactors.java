package org.wattledger.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.wattledger.config.ScenarioConfig;
import org.wattledger.physics.Scenarios;
import org.wattledger.physics.SlotGrid;
import org.wattledger.reference.EnergySource;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.Reference;
import org.wattledger.scenario.Circumstances;
import org.wattledger.scenario.HardwareRatios;
import org.wattledger.scenario.ScenarioChange;

/** What the scenarios of a day change, from the reference tables. */
final class ScenarioFactors {

  private final Reference reference;
  private final List<ScenarioConfig> scenarios;
  private final LocalDate day;
  private final Instant at;
  private final Map<String, SiteDay> sites = new HashMap<>();

  ScenarioFactors(Reference reference, List<ScenarioConfig> scenarios, LocalDate day) {
    this.reference = reference;
    this.scenarios = scenarios;
    this.day = day;
    this.at = day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Of every scenario. */
  List<ScenarioChange> changes() {
    return scenarios.stream().<ScenarioChange>map(Change::new).toList();
  }

  /** What the scenarios name and the reference tables lack: it makes amounts unknown. */
  List<String> problems() {
    return scenarios.stream().map(this::problem).flatMap(Optional::stream).toList();
  }

  private Optional<String> problem(ScenarioConfig scenario) {
    if (scenario instanceof ScenarioConfig.Mix mix) {
      return unknownSource(mix.name(), mix.source());
    }
    if (scenario instanceof ScenarioConfig.MoreClean more) {
      return more.source().flatMap(source -> unknownSource(more.name(), source));
    }
    if (scenario instanceof ScenarioConfig.Region region) {
      return region
          .zone()
          .filter(zone -> !reference.grid().hasZone(zone))
          .map(zone -> lacks(region.name(), "grid table", "zone " + zone))
          .or(
              () ->
                  region
                      .site()
                      .filter(site -> reference.sites().find(site, at).isEmpty())
                      .map(site -> lacks(region.name(), "sites table", "site " + site)));
    }
    if (scenario instanceof ScenarioConfig.OtherHardware other
        && reference.hardware().find(other.deviceModel(), at).isEmpty()) {
      return Optional.of(
          lacks(other.name(), "hardware table", "device model " + other.deviceModel()));
    }
    return Optional.empty();
  }

  private Optional<String> unknownSource(String scenario, String source) {
    if (source(source).isPresent()) {
      return Optional.empty();
    }
    String known = String.join(", ", sources().stream().map(EnergySource::name).sorted().toList());
    return Optional.of(
        "scenario %s: the default set of energy_sources has no %s; known: %s"
            .formatted(scenario, source, known));
  }

  private String lacks(String scenario, String table, String what) {
    return "scenario %s: the %s has no %s on %s; add it there or correct the scenario"
        .formatted(scenario, table, what, day);
  }

  /** One scenario; each site and each device model is looked up once. */
  private final class Change implements ScenarioChange {

    private final ScenarioConfig scenario;
    private final Map<String, HourlyChange> bySite = new HashMap<>();
    private final Map<String, HardwareRatios> byDevice = new HashMap<>();

    Change(ScenarioConfig scenario) {
      this.scenario = scenario;
    }

    @Override
    public String id() {
      return scenario.name();
    }

    @Override
    public ScenarioConfig.Kind kind() {
      return scenario.kind();
    }

    @Override
    public Circumstances at(String siteId, int hour) {
      return bySite.computeIfAbsent(siteId, id -> change(scenario, id, site(id))).at(hour);
    }

    @Override
    public HardwareRatios of(String deviceModel) {
      return byDevice.computeIfAbsent(
          deviceModel, used -> ratios((ScenarioConfig.OtherHardware) scenario, used));
    }
  }

  private SiteDay site(String siteId) {
    return sites.computeIfAbsent(siteId, id -> SiteDay.ofSite(reference, id, day));
  }

  private HardwareRatios ratios(ScenarioConfig.OtherHardware other, String used) {
    Optional<Hardware> replacing = reference.hardware().find(other.deviceModel(), at);
    double devices = other.deviceRatio();
    return new HardwareRatios(
        other.activeEnergyRatio(),
        ratio(replacing, used, (to, from) -> idleRatio(to, from, devices)),
        ratio(replacing, used, (to, from) -> hostRatio(to, from, devices)),
        ratio(replacing, used, (to, from) -> embodiedRatio(to, from, devices)));
  }

  private HourlyChange change(ScenarioConfig scenario, String siteId, SiteDay site) {
    if (scenario instanceof ScenarioConfig.Mix mix) {
      return HourlyChange.ofMix(1, source(mix.source()));
    }
    if (scenario instanceof ScenarioConfig.MoreClean more) {
      return HourlyChange.ofMix(
          more.share(),
          more.source()
              .map(this::source)
              .orElse(Optional.of(reference.energySources().cleanest())));
    }
    if (scenario instanceof ScenarioConfig.Region region) {
      return region
          .zone()
          .map(zone -> HourlyChange.ofGrid(site, SiteDay.ofZone(reference, zone, day)))
          .orElseGet(() -> toSite(siteId, region.site().orElseThrow()));
    }
    if (scenario instanceof ScenarioConfig.Hours hours) {
      return HourlyChange.ofHours(site, hour -> targets(hours, site, hour));
    }
    return HourlyChange.NONE;
  }

  private HourlyChange toSite(String siteId, String target) {
    return siteId.equals(target) ? HourlyChange.NONE : HourlyChange.ofPlace(site(target));
  }

  private static int[] targets(ScenarioConfig.Hours hours, SiteDay site, int hour) {
    return switch (hours.move()) {
      case SHIFT -> new int[] {Scenarios.shiftedHour(hour, hours.hours())};
      case SPREAD -> IntStream.range(0, SlotGrid.HOURS).toArray();
      case CLEANEST -> Scenarios.cleanestHours(site.gramsPerKwh(), hours.hours());
    };
  }

  private interface Comparison {
    double of(Hardware replacing, Hardware replaced);
  }

  /** A pool of several device models has a ratio only if it is the same for all of them. */
  private double ratio(Optional<Hardware> replacing, String used, Comparison comparison) {
    if (replacing.isEmpty() || used == null) {
      return Double.NaN;
    }
    double[] ratios =
        Arrays.stream(used.split("\\+"))
            .map(model -> reference.hardware().find(model, at))
            .mapToDouble(
                from -> from.map(row -> comparison.of(replacing.get(), row)).orElse(Double.NaN))
            .distinct()
            .toArray();
    return ratios.length == 1 ? ratios[0] : Double.NaN;
  }

  private static double idleRatio(Hardware to, Hardware from, double devices) {
    return Scenarios.idleRatio(orNaN(to.idleFloorW()), orNaN(from.idleFloorW()), devices);
  }

  /** The host stays with its device, unless one of the two devices is its own host. */
  private static double hostRatio(Hardware to, Hardware from, double devices) {
    if (to.includesHost()) {
      return 0;
    }
    return from.includesHost() ? Double.NaN : devices;
  }

  private static double embodiedRatio(Hardware to, Hardware from, double devices) {
    return Scenarios.embodiedRatio(
        orNaN(to.embodiedKgco2e().best()),
        orNaN(to.lifetimeH()),
        orNaN(from.embodiedKgco2e().best()),
        orNaN(from.lifetimeH()),
        devices);
  }

  private Optional<EnergySource> source(String name) {
    return sources().stream().filter(source -> source.name().equalsIgnoreCase(name)).findFirst();
  }

  private List<EnergySource> sources() {
    return reference.energySources().ofSet(reference.energySources().cleanest().factorSet(), at);
  }

  private static double orNaN(OptionalDouble figure) {
    return figure.orElse(Double.NaN);
  }
}

package org.wattledger.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.wattledger.attribution.AttributionReference;
import org.wattledger.attribution.DeviceFacts;
import org.wattledger.attribution.MeterTiers;
import org.wattledger.config.ReferenceConfig;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;
import org.wattledger.reference.Estimate;
import org.wattledger.reference.FactorBasis;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.ModelWeights;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceSource;

/** The reference tables as of one day, in the words of the stages that use them. */
final class DayFacts {

  private static final double NANOGRAMS_PER_KILOGRAM = 1e12;
  private static final String WEB_SEARCH = "web-search-2009";
  private static final double TOKENS_PER_CONTEXT_UNIT = 1_000;
  private static final String HOST_RATED = "HOST_RATED";
  private static final Duration ONE_DAY = Duration.ofDays(1);
  private static final int MINUTES_PER_HOUR = 60;

  private final Reference reference;
  private final LocalDate day;
  private final Instant at;

  DayFacts(Reference reference, LocalDate day) {
    this.reference = reference;
    this.day = day;
    this.at = day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Where the configuration says that the tables come from. */
  static ReferenceSource source(ReferenceConfig config) {
    return new ReferenceSource(
        config.directory(),
        config.versions(),
        config.gridExports(),
        FactorBasis.valueOf(config.gridExportBasis().name()));
  }

  AttributionReference forAttribution(AttributionReference.FactorLookup factors) {
    Map<String, String> teams = new HashMap<>();
    reference
        .teams()
        .all()
        .forEach(
            team -> team.keys().forEach(key -> teams.put(key, reference.teams().canonicalId(key))));
    return new AttributionReference(
        hardware(), reference.models()::canonicalId, this::weights, teams, meterTiers(), factors);
  }

  private Map<String, DeviceFacts> hardware() {
    Map<String, DeviceFacts> facts = new HashMap<>();
    List<String> names = new ArrayList<>();
    reference
        .hardware()
        .all()
        .forEach(
            row -> {
              names.add(row.deviceModel());
              names.addAll(row.aliases());
            });
    for (String name : names) {
      reference
          .hardware()
          .find(name, at)
          .ifPresent(row -> facts.put(name.trim().toLowerCase(Locale.ROOT), facts(row)));
    }
    return facts;
  }

  private static DeviceFacts facts(Hardware row) {
    return new DeviceFacts(
        row.deviceModel(),
        row.idleFloorW().orElse(Double.NaN),
        row.maxW().orElse(Double.NaN),
        row.includesHost() ? 0 : row.hostWPerDevice().best().orElse(Double.NaN),
        row.includesHost(),
        embodied(row));
  }

  /** Of the device and, where that is known, of its part of the host; by time in use. */
  static DeviceFacts.Embodied embodied(Hardware row) {
    double lifetimeUs = row.lifetimeH().orElse(Double.NaN) * SlotGrid.HOUR_US;
    return new DeviceFacts.Embodied(
        embodiedKg(row, Estimate::best) * NANOGRAMS_PER_KILOGRAM / lifetimeUs,
        embodiedKg(row, Estimate::lowOrBest) * NANOGRAMS_PER_KILOGRAM / lifetimeUs,
        embodiedKg(row, Estimate::highOrBest) * NANOGRAMS_PER_KILOGRAM / lifetimeUs);
  }

  private static double embodiedKg(Hardware row, Function<Estimate, OptionalDouble> figure) {
    double hostKg = row.includesHost() ? 0 : figure.apply(row.hostEmbodiedKgco2e()).orElse(0);
    return figure.apply(row.embodiedKgco2e()).orElse(Double.NaN) + hostKg;
  }

  private RequestWork.Weights weights(String model) {
    ModelWeights weights = reference.models().weights(model, at);
    return new RequestWork.Weights(
        weights.prefill(),
        weights.cached(),
        weights.decode(),
        weights.contextPer1k() / TOKENS_PER_CONTEXT_UNIT);
  }

  /** How far energy may be off by the way it is known; what the table lacks is taken as exact. */
  private MeterTiers meterTiers() {
    MeterTiers tiers = MeterTiers.exact();
    for (EnergyBasis basis : EnergyBasis.values()) {
      tier(basis.name(), basis.ordinal(), tiers.deviceDown(), tiers.deviceUp());
    }
    for (HostBasis basis : HostBasis.values()) {
      // A meter of a host is one of power or of a counter; only rated watts have a tier of their
      // own.
      String name = basis == HostBasis.RATED ? HOST_RATED : EnergyBasis.POWER.name();
      tier(name, basis.ordinal(), tiers.hostDown(), tiers.hostUp());
    }
    return tiers;
  }

  private void tier(String name, int ordinal, double[] down, double[] up) {
    reference
        .meterTiers()
        .of(name, at)
        .ifPresent(
            tier -> {
              down[ordinal] = 1 - tier.lowRatio();
              up[ordinal] = tier.highRatio() - 1;
            });
  }

  /**
   * The span in which all factors are constant: an hour, or less if the grid of a site is told more
   * finely on the day and whole slots fit into it.
   */
  Duration interval(Duration slot) {
    int minutes =
        reference
            .sites()
            .all()
            .mapToInt(site -> reference.grid().finestMinutes(site.zone(), at, at.plus(ONE_DAY)))
            .min()
            .orElse(MINUTES_PER_HOUR);
    Duration finest = Duration.ofMinutes(minutes);
    boolean isWhole = finest.toNanos() % slot.toNanos() == 0;
    return isWhole ? finest : Duration.ofMinutes(MINUTES_PER_HOUR);
  }

  /** Currency of a day's energy costs by site: that of the first price that holds on the day. */
  HashMap<String, String> currencies(Duration interval) {
    HashMap<String, String> currencies = new HashMap<>();
    for (Instant from = at; from.isBefore(at.plus(ONE_DAY)); from = from.plus(interval)) {
      Instant then = from;
      reference
          .sites()
          .all()
          .forEach(
              site ->
                  reference
                      .prices()
                      .at(site.siteId(), then)
                      .ifPresent(price -> currencies.putIfAbsent(site.siteId(), price.currency())));
    }
    return currencies;
  }

  /** Cost centre of every team that has one. */
  Map<String, String> costCenters() {
    Map<String, String> centers = new HashMap<>();
    reference
        .teams()
        .all()
        .map(team -> team.teamId())
        .distinct()
        .forEach(
            team ->
                reference
                    .teams()
                    .costCenter(team, at)
                    .ifPresent(center -> centers.put(team, center)));
    return centers;
  }

  /** Energy of one web search, Wh, with which queries are compared; NaN: not in the tables. */
  double webSearchWh() {
    return reference
        .equivalences()
        .find(WEB_SEARCH, at)
        .flatMap(fact -> boxed(fact.energyWh().best()))
        .orElse(Double.NaN);
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}

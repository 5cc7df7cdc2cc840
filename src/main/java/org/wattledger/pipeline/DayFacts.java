package org.wattledger.pipeline;

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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.attribution.AttributionReference;
import org.wattledger.attribution.DeviceFacts;
import org.wattledger.config.ReferenceConfig;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SiteHourFactors;
import org.wattledger.physics.SlotGrid;
import org.wattledger.reference.EnergySource;
import org.wattledger.reference.FactorBasis;
import org.wattledger.reference.GridFactor;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.ModelWeights;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceSource;
import org.wattledger.reference.Site;

/** The reference tables as of one day, in the words of the stages that use them. */
final class DayFacts {

  private static final double NANOGRAMS_PER_KILOGRAM = 1e12;
  private static final String WEB_SEARCH = "web-search-2009";
  private static final double TOKENS_PER_CONTEXT_UNIT = 1_000;

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

  AttributionReference forAttribution() {
    Map<String, String> teams = new HashMap<>();
    reference
        .teams()
        .all()
        .forEach(
            team -> team.keys().forEach(key -> teams.put(key, reference.teams().canonicalId(key))));
    return new AttributionReference(
        hardware(), reference.models()::canonicalId, this::weights, teams, this::factors);
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
    double lifetimeUs = row.lifetimeH().orElse(Double.NaN) * SlotGrid.HOUR_US;
    return new DeviceFacts(
        row.deviceModel(),
        row.idleFloorW().orElse(Double.NaN),
        row.maxW().orElse(Double.NaN),
        row.embodiedKgco2e().best().orElse(Double.NaN) * NANOGRAMS_PER_KILOGRAM / lifetimeUs);
  }

  private RequestWork.Weights weights(String model) {
    ModelWeights weights = reference.models().weights(model, at);
    return new RequestWork.Weights(
        weights.prefill(),
        weights.cached(),
        weights.decode(),
        weights.contextPer1k() / TOKENS_PER_CONTEXT_UNIT);
  }

  /** PUE and intensity of each site and hour of the day; NaN where a table has nothing. */
  SiteHourFactors factors(List<String> sites) {
    double[][] pue = new double[sites.size()][SlotGrid.HOURS];
    double[][] gramsPerKwh = new double[sites.size()][SlotGrid.HOURS];
    for (int i = 0; i < sites.size(); i++) {
      for (int hour = 0; hour < SlotGrid.HOURS; hour++) {
        Instant hourStart = day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
        Optional<Site> site = reference.sites().find(sites.get(i), hourStart);
        pue[i][hour] = site.flatMap(row -> boxed(row.pue().best())).orElse(Double.NaN);
        gramsPerKwh[i][hour] =
            site.flatMap(row -> reference.grid().at(row.zone(), hourStart))
                .flatMap(DayFacts::location)
                .orElse(Double.NaN);
      }
    }
    return new SiteHourFactors(pue, gramsPerKwh, cleanest(), dirtiest());
  }

  /** The factors as rows of {@code AttributedTables.SITE_HOUR}. */
  List<Row> siteHours(List<String> sites) {
    SiteHourFactors factors = factors(sites);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      for (int hour = 0; hour < SlotGrid.HOURS; hour++) {
        rows.add(
            RowFactory.create(
                sites.get(i),
                hour,
                known(factors.pue()[i][hour]),
                known(factors.gramsPerKwh()[i][hour])));
      }
    }
    return rows;
  }

  /** Team and cost centre of every team that has one. */
  List<Row> costCenters() {
    List<Row> rows = new ArrayList<>();
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
                    .ifPresent(center -> rows.add(RowFactory.create(team, center))));
    return rows;
  }

  /** Energy of one web search, Wh, with which queries are compared; NaN: not in the tables. */
  double webSearchWh() {
    return reference
        .equivalences()
        .find(WEB_SEARCH, at)
        .flatMap(fact -> boxed(fact.energyWh().best()))
        .orElse(Double.NaN);
  }

  double cleanest() {
    return grams(reference.energySources().cleanest());
  }

  double dirtiest() {
    return grams(reference.energySources().dirtiest());
  }

  private static double grams(EnergySource source) {
    return source.gco2ePerKwh().best().orElse(Double.NaN);
  }

  private static Optional<Double> location(GridFactor factor) {
    return boxed(factor.location().best());
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}

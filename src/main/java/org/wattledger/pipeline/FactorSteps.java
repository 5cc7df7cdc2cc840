package org.wattledger.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.wattledger.explanation.Step;
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.reference.EnergySource;
import org.wattledger.reference.GridFactor;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.ModelWeights;
import org.wattledger.reference.Reference;
import org.wattledger.reference.Site;
import org.wattledger.schema.OutputTables;

/** The factors that a day applied, with version and source of the reference rows they are from. */
final class FactorSteps {

  /** A site of the day's factors and one of its intervals. */
  record At(int site, int interval) {}

  private final Reference reference;
  private final LocalDate day;
  private final Duration interval;
  private final Map<String, String> versions;

  FactorSteps(Reference reference, LocalDate day, Duration interval) {
    this.reference = reference;
    this.day = day;
    this.interval = interval;
    this.versions =
        Arrays.stream(reference.version().split(","))
            .map(part -> part.split("=", 2))
            .filter(part -> part.length == 2)
            .collect(Collectors.toMap(part -> part[0], part -> part[1], (one, other) -> one));
  }

  /** When an interval begins. */
  Instant start(int number) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(interval.multipliedBy(number));
  }

  /** The factors of some intervals. */
  Step factors(SiteFactors factors, List<At> places) {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.FACTORS,
                "of each site and interval; market: contracts first, then the residual mix;"
                    + " upstream: fuel supply and grid losses beside a direct factor")
            .column(OutputTables.SITE_ID.name(), "")
            .column("from", "UTC")
            .column("PUE", "1")
            .column("location", "gCO2e/kWh")
            .column("market", "gCO2e/kWh")
            .column("marginal", "gCO2e/kWh")
            .column("upstream", "gCO2e/kWh")
            .column("WUE", "L/kWh")
            .column("EWIF", "L/kWh")
            .column("price", "per kWh");
    Set<List<String>> sources = new LinkedHashSet<>();
    for (At place : places) {
      String site = factors.sites().get(place.site());
      step.row(
          site,
          start(place.interval()),
          factors.get(SiteFactor.PUE, place.site(), place.interval()),
          factors.get(SiteFactor.LOCATION, place.site(), place.interval()),
          factors.get(SiteFactor.MARKET, place.site(), place.interval()),
          factors.get(SiteFactor.MARGINAL, place.site(), place.interval()),
          factors.get(SiteFactor.UPSTREAM, place.site(), place.interval()),
          factors.get(SiteFactor.WUE, place.site(), place.interval()),
          factors.get(SiteFactor.EWIF, place.site(), place.interval()),
          factors.get(SiteFactor.PRICE, place.site(), place.interval()));
      addSources(sources, site, start(place.interval()));
    }
    sources.forEach(row -> step.figure(row.get(0), row.get(1), "", row.get(2)));
    step.figure("cleanest source", factors.cleanestGramsPerKwh(), "gCO2e/kWh", energySource(true));
    step.figure("dirtiest source", factors.dirtiestGramsPerKwh(), "gCO2e/kWh", energySource(false));
    return step.build();
  }

  private void addSources(Set<List<String>> sources, String siteId, Instant from) {
    Optional<Site> site = reference.sites().find(siteId, from);
    site.ifPresent(
        row ->
            sources.add(
                List.of(
                    "site " + siteId,
                    "zone %s, PUE %s".formatted(row.zone(), text(row.pue().best())),
                    told("sites", row.source()))));
    site.flatMap(row -> reference.grid().over(row.zone(), from, from.plus(interval)))
        .ifPresent(grid -> sources.add(grid(grid)));
    reference
        .contracts()
        .of(siteId, from)
        .forEach(
            contract ->
                sources.add(
                    List.of(
                        "contract " + contract.contractId(),
                        "%s, %s MWh per %s at %s gCO2e/kWh"
                            .formatted(
                                contract.kind(),
                                contract.mwh(),
                                contract.matching(),
                                text(contract.gco2ePerKwh())),
                        told("contracts", contract.source()))));
    reference
        .prices()
        .at(siteId, from)
        .ifPresent(
            price ->
                sources.add(
                    List.of(
                        "price at " + siteId,
                        price.perKwh() + " " + price.currency() + "/kWh",
                        told("prices", price.source()))));
  }

  private List<String> grid(GridFactor grid) {
    return List.of(
        "grid " + grid.zone(),
        "by %s, %s%s"
            .formatted(grid.rung(), grid.factorBasis(), grid.isEstimated() ? ", estimated" : ""),
        told("grid", grid.source()));
  }

  /** Figures of the devices of a pool; {@code deviceModel}: as published, joined by +. */
  void hardware(Step.Builder step, String deviceModel) {
    if (deviceModel == null) {
      return;
    }
    for (String name : deviceModel.split("\\+")) {
      reference.hardware().find(name, start(0)).ifPresent(row -> hardware(step, row));
    }
  }

  private void hardware(Step.Builder step, Hardware row) {
    step.figure(
        "hardware " + row.deviceModel(),
        "idle %s W, max %s W, host %s W%s, embodied %s kgCO2e + host %s kgCO2e over %s h"
            .formatted(
                text(row.idleFloorW()),
                text(row.maxW()),
                text(row.hostWPerDevice().best()),
                row.includesHost() ? " (included)" : "",
                text(row.embodiedKgco2e().best()),
                text(row.hostEmbodiedKgco2e().best()),
                text(row.lifetimeH())),
        "",
        told("hardware", row.source()));
  }

  /** Weights of a model's tokens. */
  void weights(Step.Builder step, String model) {
    ModelWeights weights = reference.models().weights(model, start(0));
    String source =
        told("models", weights.source())
            + (weights.isDefault() ? " (row *, nothing is published for this model)" : "");
    step.figure("weight of an uncached input token", weights.prefill(), "work", source)
        .figure("weight of a cached input token", weights.cached(), "work", source)
        .figure("weight of an output token", weights.decode(), "work", source)
        .figure(
            "further weight per 1,000 tokens of mean context",
            weights.contextPer1k(),
            "work",
            source);
  }

  private String energySource(boolean isCleanest) {
    EnergySource row =
        isCleanest ? reference.energySources().cleanest() : reference.energySources().dirtiest();
    return row.name() + ", " + told("energy_sources", row.source());
  }

  private String told(String table, String source) {
    return "%s %s: %s".formatted(table, versions.getOrDefault(table, "?"), source);
  }

  private static String text(OptionalDouble figure) {
    return figure.isPresent() ? Double.toString(figure.getAsDouble()) : "unknown";
  }
}

package org.wattledger.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wattledger.attribution.AttributionReference;
import org.wattledger.attribution.Topology;
import org.wattledger.physics.EmissionBounds;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.physics.UpstreamEmissions;
import org.wattledger.quantity.Energy;
import org.wattledger.reference.EnergySource;
import org.wattledger.reference.Estimate;
import org.wattledger.reference.FactorBasis;
import org.wattledger.reference.GridFactor;
import org.wattledger.reference.GridRung;
import org.wattledger.reference.Price;
import org.wattledger.reference.Reference;
import org.wattledger.reference.Site;

/**
 * The factors of the sites of one day, interval by interval, from the reference tables and from
 * what the sites consumed: what meters recorded, and training that no meter did. Remembers on which
 * rung of the grid's ladder the energy stood.
 */
final class SiteFactorsOfDay implements AttributionReference.FactorLookup {

  private final Reference reference;
  private final LocalDate day;
  private final Duration interval;
  private final UnmeteredTraining training;
  private final Map<String, String> currencies = new HashMap<>();
  private final Map<String, RungEnergy> rungs = new TreeMap<>();

  /** Tells what training used beside what meters recorded. */
  @FunctionalInterface
  interface UnmeteredTraining {

    /** IT energy by site and interval, mJ; {@code metered}: what is in the meters already. */
    Map<String, long[]> modelledMj(List<Topology.JobSpan> metered);
  }

  /** IT energy of one site by where its grid factor came from, Wh. */
  static final class RungEnergy {
    private final double[] wh = new double[GridRung.values().length];
    private double estimatedWh;
    private double totalWh;

    double share(GridRung rung) {
      return totalWh == 0 ? 0 : wh[rung.ordinal()] / totalWh;
    }

    /** Share of the energy in intervals whose factor its publisher had estimated. */
    double estimatedShare() {
      return totalWh == 0 ? 0 : estimatedWh / totalWh;
    }
  }

  SiteFactorsOfDay(
      Reference reference, LocalDate day, Duration interval, UnmeteredTraining training) {
    this.reference = reference;
    this.day = day;
    this.interval = interval;
    this.training = training;
  }

  @Override
  public SiteFactors of(
      List<String> sites, double[][] itEnergyWh, List<Topology.JobSpan> jobSpans) {
    Map<String, long[]> modelledMj = training.modelledMj(jobSpans);
    List<String> all = new ArrayList<>(sites);
    modelledMj.keySet().stream().filter(site -> !sites.contains(site)).forEach(all::add);
    int intervals = (int) Duration.ofDays(1).dividedBy(interval);
    SiteFactors factors =
        new SiteFactors(
            all,
            intervals,
            grams(reference.energySources().cleanest()),
            grams(reference.energySources().dirtiest()));
    for (int site = 0; site < all.size(); site++) {
      double[] itWh = site < sites.size() ? itEnergyWh[site].clone() : new double[intervals];
      long[] ofTraining = modelledMj.getOrDefault(all.get(site), new long[intervals]);
      Arrays.setAll(itWh, i -> itWh[i] + Energy.wattHours((double) ofTraining[i]));
      fill(factors, site, itWh);
    }
    return factors;
  }

  /** Currency of a site's prices, as far as they are known. */
  Map<String, String> currencies() {
    return currencies;
  }

  /** By site, where the energy's grid factors came from; known once {@link #of} was asked. */
  Map<String, RungEnergy> rungs() {
    return rungs;
  }

  private void fill(SiteFactors factors, int number, double[] itWh) {
    String name = factors.sites().get(number);
    RungEnergy energy = new RungEnergy();
    double[] facilityWh = new double[itWh.length];
    MarketFactors market = new MarketFactors(reference.contracts(), name, day, interval);
    for (int i = 0; i < itWh.length; i++) {
      Instant from = start(i);
      Optional<Site> site = reference.sites().find(name, from);
      site.ifPresent(row -> ofSite(factors, number, at(from), row));
      facilityWh[i] =
          FacilityEnergy.facilityEnergyWh(itWh[i], factors.get(SiteFactor.PUE, number, i));
      Optional<GridFactor> grid =
          site.flatMap(row -> reference.grid().over(row.zone(), from, from.plus(interval)));
      set(factors, SiteFactor.PRICE, number, i, pricePerKwh(name, from));
      energy.totalWh += itWh[i];
      if (grid.isPresent()) {
        ofGrid(factors, number, i, grid.get());
        market.residual(i, residual(grid.get()));
        energy.wh[grid.get().rung().ordinal()] += itWh[i];
        energy.estimatedWh += grid.get().isEstimated() ? itWh[i] : 0;
      }
    }
    rungs.put(name, energy);
    market.fill(factors, number, facilityWh);
  }

  /** Costs of two currencies have no sum: a price in another than the day's first is unknown. */
  private double pricePerKwh(String site, Instant from) {
    Optional<Price> price = reference.prices().at(site, from);
    price.ifPresent(found -> currencies.putIfAbsent(site, found.currency()));
    return price
        .filter(found -> found.currency().equals(currencies.get(site)))
        .map(Price::perKwh)
        .orElse(Double.NaN);
  }

  private int at(Instant from) {
    return (int) Duration.between(start(0), from).dividedBy(interval);
  }

  private Instant start(int number) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(interval.multipliedBy(number));
  }

  private static void ofSite(SiteFactors factors, int number, int i, Site site) {
    set(factors, SiteFactor.PUE, number, i, best(site.pue()));
    set(factors, SiteFactor.PUE_DOWN, number, i, down(site.pue()));
    set(factors, SiteFactor.PUE_UP, number, i, up(site.pue()));
    set(factors, SiteFactor.WUE, number, i, best(site.wueLPerKwh()));
  }

  private static void ofGrid(SiteFactors factors, int number, int i, GridFactor grid) {
    set(factors, SiteFactor.LOCATION, number, i, best(grid.location()));
    set(factors, SiteFactor.LOCATION_DOWN, number, i, down(grid.location()));
    set(factors, SiteFactor.LOCATION_UP, number, i, up(grid.location()));
    set(factors, SiteFactor.MARGINAL, number, i, best(grid.marginal()));
    set(factors, SiteFactor.MARGINAL_DOWN, number, i, down(grid.marginal()));
    set(factors, SiteFactor.MARGINAL_UP, number, i, up(grid.marginal()));
    set(factors, SiteFactor.UPSTREAM, number, i, upstream(grid));
    set(factors, SiteFactor.EWIF, number, i, orNaN(grid.ewifLPerKwh()));
    set(factors, SiteFactor.EWIF_WITHDRAWAL, number, i, orNaN(grid.ewifWithdrawalLPerKwh()));
  }

  /** A life-cycle factor holds the upstream part already: there is nothing to add to it. */
  private static double upstream(GridFactor grid) {
    return grid.factorBasis() == FactorBasis.DIRECT
        ? UpstreamEmissions.gramsPerKwh(
            best(grid.location()), orNaN(grid.lifecycleGco2ePerKwh()), orNaN(grid.tdLossRatio()))
        : Double.NaN;
  }

  /** The residual mix; where none is published, the average of the grid. */
  private static Estimate residual(GridFactor grid) {
    return grid.marketResidual().best().isPresent() ? grid.marketResidual() : grid.location();
  }

  private static void set(
      SiteFactors factors, SiteFactor factor, int site, int interval, double value) {
    factors.set(factor, site, interval, value);
  }

  private static double best(Estimate estimate) {
    return orNaN(estimate.best());
  }

  /** A real 0 has no relative range. */
  private static double down(Estimate estimate) {
    return EmissionBounds.down(orNaN(estimate.lowOrBest()), best(estimate));
  }

  private static double up(Estimate estimate) {
    return EmissionBounds.up(orNaN(estimate.highOrBest()), best(estimate));
  }

  private static double orNaN(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  static double grams(EnergySource source) {
    return source.gco2ePerKwh().best().orElse(Double.NaN);
  }
}

package org.wattledger.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.wattledger.physics.EmissionBounds;
import org.wattledger.physics.MarketEmissions;
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.reference.Contract;
import org.wattledger.reference.ContractTable;
import org.wattledger.reference.Estimate;

/**
 * The market-based factor of one site, interval by interval. Contracts that are matched hour by
 * hour cover first, each interval with its part of the hour; contracts of a year give each day its
 * equal part, which covers what is then left of the day; the rest counts with the residual mix.
 */
final class MarketFactors {

  private static final double WATT_HOURS_PER_MEGAWATT_HOUR = 1e6;
  private static final Duration HOUR = Duration.ofHours(1);

  private final ContractTable contracts;
  private final String site;
  private final LocalDate day;
  private final Duration interval;
  private final Estimate[] residuals;

  MarketFactors(ContractTable contracts, String site, LocalDate day, Duration interval) {
    this.contracts = contracts;
    this.site = site;
    this.day = day;
    this.interval = interval;
    this.residuals = new Estimate[(int) Duration.ofDays(1).dividedBy(interval)];
    OptionalDouble unknown = OptionalDouble.empty();
    Arrays.fill(residuals, new Estimate(unknown, unknown, unknown));
  }

  void residual(int number, Estimate gramsPerKwh) {
    residuals[number] = gramsPerKwh;
  }

  /** Contracts of one matching as they deliver in a span. */
  private record Delivery(double[] wh, double[] gramsPerKwh) {

    static Delivery of(List<Contract> contracts, Contract.Matching matching, double spans) {
      List<Contract> matched =
          contracts.stream().filter(contract -> contract.matching() == matching).toList();
      return new Delivery(
          matched.stream()
              .mapToDouble(contract -> contract.mwh() * WATT_HOURS_PER_MEGAWATT_HOUR * spans)
              .toArray(),
          matched.stream()
              .mapToDouble(contract -> contract.gco2ePerKwh().orElse(Double.NaN))
              .toArray());
    }

    double gramsPerKwh(double consumedWh, double restGramsPerKwh) {
      return MarketEmissions.gramsPerKwh(consumedWh, wh, gramsPerKwh, restGramsPerKwh);
    }

    double uncoveredWh(double consumedWh) {
      return Math.max(0, consumedWh - Arrays.stream(wh).sum());
    }
  }

  /** {@code facilityWh}: what the site consumed, by interval. */
  void fill(SiteFactors factors, int number, double[] facilityWh) {
    Delivery[] hourly = new Delivery[facilityWh.length];
    double restOfDayWh = 0;
    for (int i = 0; i < hourly.length; i++) {
      double hours = (double) interval.toSeconds() / HOUR.toSeconds();
      hourly[i] = Delivery.of(at(i), Contract.Matching.HOUR, hours);
      restOfDayWh += hourly[i].uncoveredWh(facilityWh[i]);
    }
    for (int i = 0; i < hourly.length; i++) {
      Delivery ofDay = Delivery.of(at(i), Contract.Matching.YEAR, 1.0 / day.lengthOfYear());
      double best = factor(hourly[i], facilityWh[i], ofDay, restOfDayWh, residuals[i].best());
      double low = factor(hourly[i], facilityWh[i], ofDay, restOfDayWh, residuals[i].lowOrBest());
      double high = factor(hourly[i], facilityWh[i], ofDay, restOfDayWh, residuals[i].highOrBest());
      factors.set(SiteFactor.MARKET, number, i, best);
      factors.set(SiteFactor.MARKET_DOWN, number, i, EmissionBounds.down(low, best));
      factors.set(SiteFactor.MARKET_UP, number, i, EmissionBounds.up(high, best));
    }
  }

  private static double factor(
      Delivery hourly, double wh, Delivery ofDay, double restOfDayWh, OptionalDouble residual) {
    double rest = ofDay.gramsPerKwh(restOfDayWh, residual.orElse(Double.NaN));
    return hourly.gramsPerKwh(wh, rest);
  }

  private List<Contract> at(int number) {
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return contracts.of(site, midnight.plus(interval.multipliedBy(number)));
  }
}

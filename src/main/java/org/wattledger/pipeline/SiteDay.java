package org.wattledger.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.wattledger.physics.SlotGrid;
import org.wattledger.reference.GridFactor;
import org.wattledger.reference.Price;
import org.wattledger.reference.Reference;
import org.wattledger.reference.Site;

/**
 * The factors of one place, hour by hour of one day; NaN where unknown. Where a grid changes within
 * an hour, the mean over the hour: of load that is imagined there nobody knows when it would run.
 *
 * @param zones grid zone by hour; null: unknown
 * @param pue facility energy by IT energy
 * @param wue litres per kWh of IT energy
 * @param gramsPerKwh location-based, gCO2e/kWh
 * @param ewif litres per kWh of generation
 * @param pricePerKwh of facility energy
 * @param currencies of the prices; null: unknown
 */
record SiteDay(
    String[] zones,
    double[] pue,
    double[] wue,
    double[] gramsPerKwh,
    double[] ewif,
    double[] pricePerKwh,
    String[] currencies) {

  /** The shortest interval of a grid; its factors change at multiples of it. */
  private static final Duration FINEST = Duration.ofMinutes(5);

  /** A site's own factors; all unknown if no table has it. */
  static SiteDay ofSite(Reference reference, String siteId, LocalDate day) {
    String[] zones = new String[SlotGrid.HOURS];
    double[] pue = unknown();
    double[] wue = unknown();
    double[] prices = unknown();
    String[] currencies = new String[SlotGrid.HOURS];
    for (int hour = 0; hour < SlotGrid.HOURS; hour++) {
      Optional<Site> site = reference.sites().find(siteId, at(day, hour));
      zones[hour] = site.map(Site::zone).orElse(null);
      pue[hour] = site.map(row -> orNaN(row.pue().best())).orElse(Double.NaN);
      wue[hour] = site.map(row -> orNaN(row.wueLPerKwh().best())).orElse(Double.NaN);
      prices[hour] =
          mean(at(day, hour), at -> reference.prices().at(siteId, at).map(Price::perKwh));
      currencies[hour] =
          reference.prices().at(siteId, at(day, hour)).map(Price::currency).orElse(null);
    }
    return of(reference, zones, pue, wue, day).priced(prices, currencies);
  }

  /** The grid of a zone; there is no building. */
  static SiteDay ofZone(Reference reference, String zone, LocalDate day) {
    String[] zones = new String[SlotGrid.HOURS];
    Arrays.fill(zones, zone);
    return of(reference, zones, unknown(), unknown(), day);
  }

  private SiteDay priced(double[] prices, String[] ofCurrency) {
    return new SiteDay(zones, pue, wue, gramsPerKwh, ewif, prices, ofCurrency);
  }

  private static SiteDay of(
      Reference reference, String[] zones, double[] pue, double[] wue, LocalDate day) {
    return new SiteDay(
        zones,
        pue,
        wue,
        hours(reference, zones, day, factor -> factor.location().best()),
        hours(reference, zones, day, GridFactor::ewifLPerKwh),
        unknown(),
        new String[SlotGrid.HOURS]);
  }

  private static double[] hours(
      Reference reference,
      String[] zones,
      LocalDate day,
      Function<GridFactor, OptionalDouble> figure) {
    return IntStream.range(0, zones.length)
        .mapToDouble(
            hour ->
                mean(
                    at(day, hour),
                    at ->
                        reference
                            .grid()
                            .at(zones[hour], at)
                            .map(factor -> orNaN(figure.apply(factor)))))
        .toArray();
  }

  private static double mean(Instant hourStart, Function<Instant, Optional<Double>> figure) {
    double[] figures =
        IntStream.range(0, (int) Duration.ofHours(1).dividedBy(FINEST))
            .mapToObj(i -> figure.apply(hourStart.plus(FINEST.multipliedBy(i))))
            .mapToDouble(value -> value.orElse(Double.NaN))
            .toArray();
    boolean isConstant = DoubleStream.of(figures).allMatch(value -> value == figures[0]);
    return isConstant ? figures[0] : DoubleStream.of(figures).average().orElse(Double.NaN);
  }

  private static Instant at(LocalDate day, int hour) {
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  private static double[] unknown() {
    double[] hours = new double[SlotGrid.HOURS];
    Arrays.fill(hours, Double.NaN);
    return hours;
  }

  private static double orNaN(OptionalDouble figure) {
    return figure.orElse(Double.NaN);
  }
}

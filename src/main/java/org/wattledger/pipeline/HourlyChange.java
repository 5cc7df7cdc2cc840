package org.wattledger.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.wattledger.physics.Scenarios;
import org.wattledger.physics.SlotGrid;
import org.wattledger.reference.EnergySource;
import org.wattledger.scenario.Circumstances;

/** What a scenario changes at one site, hour by hour. */
interface HourlyChange {

  /** Nothing changes that has to do with place or time. */
  HourlyChange NONE = hour -> Circumstances.OWN;

  Circumstances at(int hour);

  /** Another source: what generation takes of water is known of grids, not of sources. */
  static HourlyChange ofMix(double share, Optional<EnergySource> source) {
    double grams =
        source.map(row -> row.gco2ePerKwh().best().orElse(Double.NaN)).orElse(Double.NaN);
    Circumstances factors = Circumstances.ofGrid(share, grams, Double.NaN, false);
    return hour -> factors;
  }

  /** Another grid in the same building; prices are known of sites, not of zones. */
  static HourlyChange ofGrid(SiteDay own, SiteDay zone) {
    return hour ->
        zone.zones()[hour].equalsIgnoreCase(own.zones()[hour])
            ? Circumstances.OWN
            : Circumstances.ofGrid(1, zone.gramsPerKwh()[hour], zone.ewif()[hour], true);
  }

  /** Another site. */
  static HourlyChange ofPlace(SiteDay place) {
    return hour -> elsewhen(place, new int[] {hour});
  }

  /**
   * Other hours at the same site.
   *
   * @param targets the hours over which the load of an hour is spread evenly
   */
  static HourlyChange ofHours(SiteDay site, IntFunction<int[]> targets) {
    IntPredicate isOwn = hour -> Arrays.equals(targets.apply(hour), new int[] {hour});
    return hour -> isOwn.test(hour) ? Circumstances.OWN : elsewhen(site, targets.apply(hour));
  }

  /** Factors of facility energy count by the facility energy of each hour, so by its PUE. */
  private static Circumstances elsewhen(SiteDay place, int[] hours) {
    double[] even = new double[SlotGrid.HOURS];
    Arrays.fill(even, 1);
    String currency = currency(place, hours);
    return new Circumstances(
        1,
        Scenarios.meanFactor(place.gramsPerKwh(), place.pue(), hours),
        Scenarios.meanFactor(place.ewif(), place.pue(), hours),
        true,
        Scenarios.meanFactor(place.pue(), even, hours),
        Scenarios.meanFactor(place.wue(), even, hours),
        true,
        currency == null
            ? Double.NaN
            : Scenarios.meanFactor(place.pricePerKwh(), place.pue(), hours),
        currency);
  }

  /** The one currency of the hours' prices; null if they have none, or several. */
  private static String currency(SiteDay place, int[] hours) {
    List<String> currencies =
        IntStream.of(hours).mapToObj(hour -> place.currencies()[hour]).distinct().toList();
    return currencies.size() == 1 ? currencies.get(0) : null;
  }
}

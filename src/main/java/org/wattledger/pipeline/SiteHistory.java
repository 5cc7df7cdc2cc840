package org.wattledger.pipeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Estimate;
import org.wattledger.reference.GridFactor;
import org.wattledger.reference.Reference;
import org.wattledger.reference.Site;

/**
 * PUE and grid of one site over a long time, by whole hours: means over any span of it in a few
 * steps, whatever its length. Unknown (NaN) as soon as one hour of the span is.
 */
final class SiteHistory {

  private final long firstHour;
  private final double[] pue;
  private final double[] gramsPerItKwh;
  private final int[] withoutPue;
  private final int[] withoutGrams;

  /** Looks the factors up, for every hour that the range touches. */
  SiteHistory(Reference reference, String siteId, TimeRange range) {
    firstHour = hourOf(range.startUs());
    int hours = (int) (hourOf(range.endUs() - 1) - firstHour) + 1;
    pue = new double[hours + 1];
    gramsPerItKwh = new double[hours + 1];
    withoutPue = new int[hours + 1];
    withoutGrams = new int[hours + 1];
    for (int i = 0; i < hours; i++) {
      Instant at = Instant.EPOCH.plus(firstHour + i, ChronoUnit.HOURS);
      Optional<Site> site = reference.sites().find(siteId, at);
      double hourPue = orNaN(site.map(row -> row.pue().best()));
      double hourGrams =
          hourPue
              * orNaN(
                  site.flatMap(row -> reference.grid().at(row.zone(), at))
                      .map(GridFactor::location)
                      .map(Estimate::best));
      pue[i + 1] = pue[i] + orZero(hourPue);
      gramsPerItKwh[i + 1] = gramsPerItKwh[i] + orZero(hourGrams);
      withoutPue[i + 1] = withoutPue[i] + (Double.isNaN(hourPue) ? 1 : 0);
      withoutGrams[i + 1] = withoutGrams[i] + (Double.isNaN(hourGrams) ? 1 : 0);
    }
  }

  /** Mean PUE of a span inside the range. */
  double pue(TimeRange span) {
    return mean(pue, withoutPue, span);
  }

  /** Mean of PUE x location-based intensity of a span, gCO2e per kWh of IT energy. */
  double gramsPerItKwh(TimeRange span) {
    return mean(gramsPerItKwh, withoutGrams, span);
  }

  private double mean(double[] sums, int[] unknown, TimeRange span) {
    int first = (int) (hourOf(span.startUs()) - firstHour);
    int last = (int) (hourOf(span.endUs() - 1) - firstHour);
    if (unknown[last + 1] > unknown[first]) {
      return Double.NaN;
    }
    double hours = (double) span.durationUs() / TimeRange.MICROSECONDS_PER_HOUR;
    return (until(sums, span.endUs()) - until(sums, span.startUs())) / hours;
  }

  private double until(double[] sums, long atUs) {
    int hour = (int) (hourOf(atUs) - firstHour);
    double share =
        (double) Math.floorMod(atUs, TimeRange.MICROSECONDS_PER_HOUR)
            / TimeRange.MICROSECONDS_PER_HOUR;
    return share == 0 ? sums[hour] : sums[hour] + share * (sums[hour + 1] - sums[hour]);
  }

  private static long hourOf(long us) {
    return Math.floorDiv(us, TimeRange.MICROSECONDS_PER_HOUR);
  }

  private static double orNaN(Optional<OptionalDouble> value) {
    return value.orElse(OptionalDouble.empty()).orElse(Double.NaN);
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}

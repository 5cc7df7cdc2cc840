package org.wattledger.fleet;

import static org.wattledger.schema.ReferenceRows.VALID_FROM;
import static org.wattledger.schema.ReferenceRows.VALID_TO;
import static org.wattledger.schema.ReferenceTables.CONTRACTS;
import static org.wattledger.schema.ReferenceTables.CONTRACT_FACTOR_GCO2E_PER_KWH;
import static org.wattledger.schema.ReferenceTables.CONTRACT_ID;
import static org.wattledger.schema.ReferenceTables.CONTRACT_KIND;
import static org.wattledger.schema.ReferenceTables.CONTRACT_MWH;
import static org.wattledger.schema.ReferenceTables.CURRENCY;
import static org.wattledger.schema.ReferenceTables.MATCHING;
import static org.wattledger.schema.ReferenceTables.PRICES;
import static org.wattledger.schema.ReferenceTables.PRICE_PER_KWH;
import static org.wattledger.schema.ReferenceTables.SITE_ID;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wattledger.schema.Field;

/** What the sites of a fleet pay for power and have under contract, invented. */
final class FleetPower {

  private static final int DAY_BAND_FROM = 7;
  private static final int NIGHT_BAND_FROM = 23;
  private static final String DAY_PRICE = "0.09";
  private static final String NIGHT_PRICE = "0.05";
  private static final String CURRENCY_CODE = "USD";

  // Less than a device uses with its host and facility, so that some power stays uncovered.
  private static final BigDecimal PPA_MWH_PER_DEVICE_HOUR = new BigDecimal("0.0001");
  private static final BigDecimal CERTIFICATE_MWH_PER_DEVICE_YEAR = new BigDecimal("0.8");

  /** Two bands a day by the site's own clock, without a gap over all days of the window. */
  static ReferenceLines prices(List<Site> sites, Window window) {
    ReferenceLines lines = new ReferenceLines(PRICES);
    LocalDate first = window.days().get(0).minusDays(1);
    LocalDate end = window.days().get(window.days().size() - 1).plusDays(2);
    for (Site site : sites) {
      for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
        Instant morning = at(site, day, DAY_BAND_FROM);
        Instant night = at(site, day, NIGHT_BAND_FROM);
        lines.add(price(site, DAY_PRICE, morning, night));
        Instant nextMorning = at(site, day.plusDays(1), DAY_BAND_FROM);
        lines.add(price(site, NIGHT_PRICE, night, nextMorning));
      }
    }
    return lines;
  }

  /** By turns: a site buys by the hour, the next one certificates for the year, all of it 0 g. */
  static ReferenceLines contracts(List<Site> sites, List<ServingUnit> units, Window window) {
    ReferenceLines lines = new ReferenceLines(CONTRACTS);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      boolean hourly = i % 2 == 0;
      Map<Field, Object> cells = new HashMap<>();
      cells.put(CONTRACT_ID, (hourly ? "ppa-" : "certificates-") + site.siteId());
      cells.put(SITE_ID, site.siteId());
      cells.put(CONTRACT_KIND, hourly ? "ppa" : "certificate");
      cells.put(MATCHING, hourly ? "hour" : "year");
      cells.put(
          CONTRACT_MWH,
          (hourly ? PPA_MWH_PER_DEVICE_HOUR : CERTIFICATE_MWH_PER_DEVICE_YEAR)
              .multiply(BigDecimal.valueOf(devices(site, units)))
              .toPlainString());
      cells.put(CONTRACT_FACTOR_GCO2E_PER_KWH, 0);
      cells.put(VALID_FROM, window.days().get(0).withDayOfYear(1));
      lines.add(cells);
    }
    return lines;
  }

  private static long devices(Site site, List<ServingUnit> units) {
    return units.stream()
        .filter(unit -> unit.site().equals(site))
        .mapToLong(unit -> unit.devices().size())
        .sum();
  }

  private static Instant at(Site site, LocalDate day, int localHour) {
    return day.atTime(localHour, 0).toInstant(ZoneOffset.ofHours(site.hoursFromUtc()));
  }

  private static Map<Field, ?> price(Site site, String price, Instant from, Instant to) {
    return Map.of(
        SITE_ID,
        site.siteId(),
        PRICE_PER_KWH,
        price,
        CURRENCY,
        CURRENCY_CODE,
        VALID_FROM,
        from,
        VALID_TO,
        to);
  }

  private FleetPower() {}
}

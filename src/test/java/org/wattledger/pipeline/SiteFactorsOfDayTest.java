package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.reference.GridRung;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.reference.ReferenceSource;

/** Site {@code s} in zone XX-A, which lies in country XX; PUE 1.25 (1.20 to 1.30). */
class SiteFactorsOfDayTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String BY_HAND = "by-hand";

  @TempDir Path directory;

  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, long[]> trainingMj = new HashMap<>();
  private SiteFactorsOfDay factorsOfDay;

  @Test
  void anHourTakesItsOwnFactorAndAMissingOneThatOfTheMonth() {
    grid(
        "XX-A,2026-03-10T00:00:00Z,2026-03-10T01:00:00Z,hour,100,,,direct,false",
        "XX-A,2026-03-10T01:00:00Z,2026-03-10T02:00:00Z,hour,300,,,direct,true",
        "XX-A,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,month,200,,,direct,false");

    SiteFactors factors = factors(HOUR, evenly(100, 24));

    assertThat(factors.get(SiteFactor.LOCATION, 0, 0)).isEqualTo(100);
    assertThat(factors.get(SiteFactor.LOCATION, 0, 1)).isEqualTo(300);
    assertThat(factors.get(SiteFactor.LOCATION, 0, 2)).isEqualTo(200);
    assertThat(factors.get(SiteFactor.LOCATION, 0, 23)).isEqualTo(200);
    // 2 of 24 equal hours have their own row, 22 the month's; one row was estimated.
    SiteFactorsOfDay.RungEnergy rungs = factorsOfDay.rungs().get("s");
    assertThat(rungs.share(GridRung.HOUR)).isEqualTo(2.0 / 24);
    assertThat(rungs.share(GridRung.MONTH)).isEqualTo(22.0 / 24);
    assertThat(rungs.share(GridRung.YEAR)).isZero();
    assertThat(rungs.estimatedShare()).isEqualTo(1.0 / 24);
  }

  @Test
  void withoutAnyRowOfTheZoneItsCountryStandsIn() {
    grid("XX,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,50,40,80,direct,false");

    SiteFactors factors = factors(HOUR, evenly(1, 24));

    assertThat(factors.get(SiteFactor.LOCATION, 0, 7)).isEqualTo(50);
    // (50 - 40) / 50 down, (80 - 50) / 50 up.
    assertThat(factors.get(SiteFactor.LOCATION_DOWN, 0, 7)).isEqualTo(0.2);
    assertThat(factors.get(SiteFactor.LOCATION_UP, 0, 7)).isCloseTo(0.6, within(1e-12));
    assertThat(factorsOfDay.rungs().get("s").share(GridRung.COUNTRY)).isEqualTo(1);
  }

  @Test
  void aDayThatNoRowOfTheZoneHoldsLeavesItsFactorsUnknownAndThePueKnown() {
    grid("XX-A,2025-01-01T00:00:00Z,2026-01-01T00:00:00Z,year,50,40,80,direct,false");

    SiteFactors factors = factors(HOUR, evenly(1, 24));

    assertThat(factors.get(SiteFactor.LOCATION, 0, 0)).isNaN();
    assertThat(factors.get(SiteFactor.MARKET, 0, 0)).isNaN();
    assertThat(factors.get(SiteFactor.PUE, 0, 0)).isEqualTo(1.25);
    assertThat(factors.get(SiteFactor.PUE_DOWN, 0, 0)).isCloseTo(0.05 / 1.25, within(1e-12));
    for (GridRung rung : GridRung.values()) {
      assertThat(factorsOfDay.rungs().get("s").share(rung)).as(rung.name()).isZero();
    }
  }

  @Test
  void aContractOfTheHourCoversItsHourAndNothingElse() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    // 0.1 MWh = 100 kWh an hour at 0 g/kWh.
    contracts("ppa,s,ppa,hour,0.1,0");
    // 40 kWh and 160 kWh of IT energy are 50 kWh and 200 kWh of facility energy.
    double[] itWh = evenly(0, 24);
    itWh[0] = 40_000;
    itWh[1] = 160_000;

    SiteFactors factors = factors(HOUR, itWh);

    // Hour 0 is covered whole, and the 50 kWh that are left over are lost.
    assertThat(factors.get(SiteFactor.MARKET, 0, 0)).isZero();
    // Hour 1: half at 0 g, half at the grid's 400 g, since no residual mix is published.
    assertThat(factors.get(SiteFactor.MARKET, 0, 1)).isCloseTo(200, within(1e-9));
    assertThat(factors.get(SiteFactor.LOCATION, 0, 1)).isEqualTo(400);
  }

  @Test
  void aQuarterOfAnHourHasAQuarterOfTheHoursContract() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    contracts("ppa,s,ppa,hour,0.1,0");

    // 40 kWh of IT energy in each quarter are 50 kWh at the meter; 25 kWh of them are covered.
    SiteFactors factors = factors(Duration.ofMinutes(15), evenly(40_000, 96));

    assertThat(factors.get(SiteFactor.MARKET, 0, 42)).isCloseTo(200, within(1e-9));
  }

  @Test
  void aContractOfTheYearGivesEachDayItsPartAndCoversWhatTheHourlyOnesLeave() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    // 365 MWh a year are 1,000 kWh a day, at 20 g/kWh; the PPA gives 100 kWh an hour at 0 g/kWh.
    contracts("cert,s,certificate,year,365,20", "ppa,s,ppa,hour,0.1,0");
    // 160 kWh of IT energy, 200 kWh at the meter in each hour: 100 kWh uncovered, 2,400 kWh a day.
    SiteFactors factors = factors(HOUR, evenly(160_000, 24));

    // 1,000 of 2,400 kWh at 20 g, the rest at 400 g; of each hour half is that, half 0 g.
    double rest = (1_000 * 20 + 1_400 * 400) / 2_400.0;
    assertThat(factors.get(SiteFactor.MARKET, 0, 5)).isCloseTo(rest / 2, within(1e-9));
  }

  @Test
  void aLeapYearsContractGivesItsDaysLess() {
    grid("XX-A,2028-01-01T00:00:00Z,2029-01-01T00:00:00Z,year,400,,,direct,false");
    contracts("cert,s,certificate,year,366,0");

    // 1,000 kWh of the day's 2,000 kWh at the meter: 24 x 2,000 / 24 / 1.25 of IT energy.
    SiteFactors factors =
        factors(LocalDate.of(2028, 2, 29), HOUR, evenly(2_000_000 / 24.0 / 1.25, 24));

    assertThat(factors.get(SiteFactor.MARKET, 0, 0)).isCloseTo(200, within(1e-9));
  }

  @Test
  void aContractWithoutAFactorMakesWhatItCoversUnknown() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    contracts("ppa,s,ppa,hour,0.1,");

    assertThat(factors(HOUR, evenly(40_000, 24)).get(SiteFactor.MARKET, 0, 0)).isNaN();
  }

  @Test
  void trainingWithoutMetersTakesItsPartOfAContract() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    // 100 kWh an hour at 0 g; meters and training take 80 kWh each of IT energy, 200 kWh in all.
    contracts("ppa,s,ppa,hour,0.1,0");
    long[] mj = new long[24];
    Arrays.fill(mj, 80_000L * 3_600_000);
    trainingMj.put("s", mj);

    SiteFactors factors = factors(HOUR, evenly(80_000, 24));

    assertThat(factors.get(SiteFactor.MARKET, 0, 0)).isCloseTo(200, within(1e-9));
    assertThat(factors.sites()).containsExactly("s");
  }

  @Test
  void aSiteThatOnlyTrainsComesAfterTheOthersWithItsOwnRungs() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    long[] mj = new long[24];
    mj[5] = 3_600_000;
    trainingMj.put("lab", mj);

    SiteFactors factors = factors(HOUR, evenly(1, 24));

    assertThat(factors.sites()).containsExactly("s", "lab");
    assertThat(factors.get(SiteFactor.PUE, 0, 5)).isEqualTo(1.25);
    // No table knows the lab: its energy is on no rung.
    assertThat(factors.get(SiteFactor.PUE, 1, 5)).isNaN();
    assertThat(factorsOfDay.rungs().get("lab").share(GridRung.YEAR)).isZero();
    assertThat(factorsOfDay.rungs().get("s").share(GridRung.YEAR)).isEqualTo(1);
  }

  @Test
  void aPriceHoldsFromItsHourAndBeforeItThereIsNone() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    write(
        "prices",
        "site_id,price_per_kwh,currency,valid_from,valid_to,source",
        "s,0.10,EUR,2026-03-10T06:00:00Z,,a source");

    SiteFactors factors = factors(HOUR, evenly(1, 24));

    assertThat(factors.get(SiteFactor.PRICE, 0, 5)).isNaN();
    assertThat(factors.get(SiteFactor.PRICE, 0, 6)).isEqualTo(0.10);
    assertThat(factorsOfDay.currencies()).isEqualTo(Map.of("s", "EUR"));
  }

  @Test
  void aCurrencyThatChangesDuringTheDayLeavesTheRestWithoutACost() {
    grid("XX-A,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,year,400,,,direct,false");
    write(
        "prices",
        "site_id,price_per_kwh,currency,valid_from,valid_to,source",
        "s,0.20,BGN,,2026-03-10T22:00:00Z,a source",
        "s,0.10,EUR,2026-03-10T22:00:00Z,,a source");

    SiteFactors factors = factors(HOUR, evenly(1, 24));

    assertThat(factors.get(SiteFactor.PRICE, 0, 21)).isEqualTo(0.20);
    assertThat(factors.get(SiteFactor.PRICE, 0, 22)).isNaN();
    assertThat(factorsOfDay.currencies()).isEqualTo(Map.of("s", "BGN"));
  }

  private SiteFactors factors(Duration interval, double[] itWh) {
    return factors(DAY, interval, itWh);
  }

  private SiteFactors factors(LocalDate day, Duration interval, double[] itWh) {
    write(
        "sites",
        "site_id,zone,pue_low,pue,pue_high,valid_from,valid_to,source",
        "s,XX-A,1.20,1.25,1.30,,,a source");
    factorsOfDay =
        new SiteFactorsOfDay(
            ReferenceCatalog.load(new ReferenceSource(Optional.of(directory), versions)),
            day,
            interval,
            metered -> trainingMj);
    return factorsOfDay.of(List.of("s"), new double[][] {itWh}, List.of());
  }

  private void grid(String... lines) {
    write(
        "grid",
        "zone,valid_from,valid_to,cadence,location_gco2e_per_kwh,location_low_gco2e_per_kwh,"
            + "location_high_gco2e_per_kwh,factor_basis,is_estimated,source",
        Arrays.stream(lines).map(line -> line + ",a source").toArray(String[]::new));
  }

  private void contracts(String... lines) {
    write(
        "contracts",
        "contract_id,site_id,kind,matching,contract_mwh,factor_gco2e_per_kwh,valid_from,valid_to,"
            + "source",
        Arrays.stream(lines).map(line -> line + ",,,a source").toArray(String[]::new));
  }

  private void write(String table, String header, String... lines) {
    try {
      Path file = directory.resolve(table).resolve(BY_HAND).resolve(table + ".csv");
      Files.createDirectories(file.getParent());
      Files.writeString(file, header + "\n" + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    versions.put(table, BY_HAND);
  }

  private static double[] evenly(double wh, int intervals) {
    double[] all = new double[intervals];
    Arrays.fill(all, wh);
    return all;
  }
}

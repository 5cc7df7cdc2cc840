package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.schema.ReferenceTables.CONTRACTS;
import static org.wattledger.schema.ReferenceTables.METER_TIERS;
import static org.wattledger.schema.ReferenceTables.PRICES;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/** Prices, contracts and the tiers of meters. */
class ElectricityContractsTest {

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  // site_id,price_per_kwh,currency,valid_from,valid_to,source
  @Test
  void aPriceHoldsFromItsStartToItsEndAndMayBeNegative() {
    PriceTable prices =
        tables(PRICES, "s,0.25,eur,,2026-01-01,~", "s,-0.01,EUR,2026-01-01,2026-02-01,night")
            .load()
            .prices();

    assertThat(prices.at("S ", NEW_YEAR.minusSeconds(1)))
        .hasValue(new Price(0.25, "EUR", "a source"));
    assertThat(prices.at("s", NEW_YEAR)).hasValue(new Price(-0.01, "EUR", "night"));
    assertThat(prices.at("s", Instant.parse("2026-02-01T00:00:00Z"))).isEmpty();
    assertThat(prices.at("another", NEW_YEAR)).isEmpty();
    assertThat(prices.at(null, NEW_YEAR)).isEmpty();
  }

  // contract_id,site_id,kind,matching,contract_mwh,factor_gco2e_per_kwh,valid_from,valid_to,source
  @Test
  void contractsComeInTheOrderOfTheirUse() {
    ContractTable contracts =
        tables(
                CONTRACTS,
                "a,s,certificate,year,500,,,,~",
                "c,S,ppa,hour,2,0,,,~",
                "b,s,PPA,year,100,30,,,~",
                "d,elsewhere,ppa,hour,9,0,,,~",
                "e,s,ppa,hour,9,0,,2026-01-01,~")
            .load()
            .contracts();

    List<Contract> used = contracts.of("s", NEW_YEAR);

    assertThat(used).extracting(Contract::contractId).containsExactly("b", "c", "a");
    assertThat(used.get(1).kind()).isEqualTo(Contract.Kind.PPA);
    assertThat(used.get(1).matching()).isEqualTo(Contract.Matching.HOUR);
    assertThat(used.get(1).mwh()).isEqualTo(2);
    assertThat(used.get(1).gco2ePerKwh()).as("0 is a value").hasValue(0);
    assertThat(used.get(2).gco2ePerKwh()).as("empty is unknown").isEmpty();
    assertThat(contracts.of("s", NEW_YEAR.minusSeconds(1))).hasSize(4);
    assertThat(contracts.of("nowhere", NEW_YEAR)).isEmpty();
    assertThat(contracts.of(null, NEW_YEAR)).isEmpty();
  }

  // energy_basis,low_ratio,high_ratio,valid_from,valid_to,source
  @Test
  void aTierIsFoundByItsBasisAndTime() {
    MeterTierTable tiers =
        tables(METER_TIERS, "COUNTER,0.95,1.05,,,~", "host_rated,0.5,2,2026-01-01,,~")
            .load()
            .meterTiers();

    assertThat(tiers.of("COUNTER", NEW_YEAR))
        .hasValue(new MeterTier("COUNTER", 0.95, 1.05, "a source"));
    assertThat(tiers.of("HOST_RATED", NEW_YEAR).orElseThrow().basis()).isEqualTo("HOST_RATED");
    assertThat(tiers.of("HOST_RATED", NEW_YEAR.minusSeconds(1))).isEmpty();
    assertThat(tiers.of("POWER", NEW_YEAR)).isEmpty();
    assertThat(tiers.of(null, NEW_YEAR)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "prices;      s,,EUR,,,~;                     price_per_kwh = '': must not be empty",
        "prices;      s,0.2,EURO,,,~;                 currency = 'EURO': no ISO 4217 code",
        "prices;      s,1e999,EUR,,,~;                price_per_kwh = '1e999'",
        "contracts;   c,s,rec,hour,1,0,,,~;           kind = 'rec': write one of [certificate, ppa]",
        "contracts;   c,s,ppa,day,1,0,,,~;            matching = 'day': write one of [hour, year]",
        "contracts;   c,s,ppa,hour,-1,0,,,~;          contract_mwh = '-1'",
        "contracts;   c,s,ppa,hour,1,-1,,,~;          factor_gco2e_per_kwh = '-1'",
        "meter_tiers; COUNTER,0,1.1,,,~;              low_ratio = '0': the ratio is above 0",
        "meter_tiers; COUNTER,1.01,1.1,,,~;           low_ratio = '1.01'",
        "meter_tiers; COUNTER,0.9,0.99,,,~;           high_ratio = '0.99': the ratio is 1 or more",
        "meter_tiers; GUESS,0.9,1.1,,,~;              energy_basis = 'GUESS': write one of",
      })
  void aRowOutOfBoundsIsRefused(String name, String line, String expected) {
    Table table =
        ReferenceTables.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();

    assertThat(tables(table, line).problems()).singleElement().asString().contains(expected);
  }

  private HandMadeTables tables(Table table, String... lines) {
    return new HandMadeTables(directory).with(table, lines);
  }
}

package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.CURRENCY;
import static org.wattledger.schema.ReferenceTables.PRICES;
import static org.wattledger.schema.ReferenceTables.PRICE_PER_KWH;
import static org.wattledger.schema.ReferenceTables.SITE_ID;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Electricity prices by site and time. */
public final class PriceTable {

  private final Timeline<Price> bySite;

  private PriceTable(Timeline<Price> bySite) {
    this.bySite = bySite;
  }

  static PriceTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<Price>> rows = new ArrayList<>();
    new ReferenceCsv(PRICES, problems)
        .read(
            files,
            row ->
                rows.add(new Dated<>(row.text(SITE_ID), row.validity(), price(row), row.place())));
    return new PriceTable(Timeline.of(rows, problems));
  }

  /** The price of a site at that time; empty if none is known, never 0. */
  public Optional<Price> at(String siteId, Instant at) {
    return siteId == null ? Optional.empty() : bySite.at(siteId, at);
  }

  private static Price price(ReferenceRow row) {
    return new Price(row.number(PRICE_PER_KWH, Bounds.FINITE), currency(row), row.text(SOURCE));
  }

  private static String currency(ReferenceRow row) {
    String code = row.text(CURRENCY).toUpperCase(Locale.ROOT);
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      row.problem(CURRENCY, "no ISO 4217 code; write one such as EUR");
      return code;
    }
  }
}

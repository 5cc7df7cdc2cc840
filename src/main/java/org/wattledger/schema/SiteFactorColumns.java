package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;

import java.util.List;

/** The factors of sites as a small table: one row per site and interval of the day. */
public final class SiteFactorColumns {

  public static final Field PUE = amount("pue_ratio", Unit.RATIO, "Power usage effectiveness");
  public static final Field PUE_DOWN = down("pue_down_ratio", "the PUE");
  public static final Field PUE_UP = up("pue_up_ratio", "the PUE");
  public static final Field LOCATION = grams("location_factor_gco2e_per_kwh", "Location-based");
  public static final Field LOCATION_DOWN =
      down("location_factor_down_ratio", "the location-based factor");
  public static final Field LOCATION_UP =
      up("location_factor_up_ratio", "the location-based factor");
  public static final Field MARKET = grams("market_factor_gco2e_per_kwh", "Market-based");
  public static final Field MARKET_DOWN =
      down("market_factor_down_ratio", "the market-based factor");
  public static final Field MARKET_UP = up("market_factor_up_ratio", "the market-based factor");
  public static final Field MARGINAL = grams("marginal_factor_gco2e_per_kwh", "Marginal");
  public static final Field MARGINAL_DOWN =
      down("marginal_factor_down_ratio", "the marginal factor");
  public static final Field MARGINAL_UP = up("marginal_factor_up_ratio", "the marginal factor");
  public static final Field UPSTREAM = grams("upstream_factor_gco2e_per_kwh", "Upstream");
  public static final Field WUE =
      amount("wue_factor_l_per_kwh", Unit.LITRES_PER_KWH, "Water used on site by IT energy");
  public static final Field EWIF =
      amount("ewif_factor_l_per_kwh", Unit.LITRES_PER_KWH, "Water used by generation");
  public static final Field EWIF_WITHDRAWAL =
      amount("ewif_withdrawal_factor_l_per_kwh", Unit.LITRES_PER_KWH, "Water taken by generation");
  public static final Field PRICE = amount("price_factor_per_kwh", Unit.NONE, "Price of a kWh");

  /** In the order of {@code physics.SiteFactor}. */
  public static final List<Field> FACTORS =
      List.of(
          PUE,
          PUE_DOWN,
          PUE_UP,
          LOCATION,
          LOCATION_DOWN,
          LOCATION_UP,
          MARKET,
          MARKET_DOWN,
          MARKET_UP,
          MARGINAL,
          MARGINAL_DOWN,
          MARGINAL_UP,
          UPSTREAM,
          WUE,
          EWIF,
          EWIF_WITHDRAWAL,
          PRICE);

  public static final Table SITE_INTERVAL =
      new Table(
          "site_interval",
          "one row per site and interval; null: unknown",
          List.of(OutputTables.SITE_ID, AttributedTables.INTERVAL),
          OutputTables.fields(
              List.of(OutputTables.SITE_ID, AttributedTables.INTERVAL),
              FACTORS,
              List.of(Measures.ENERGY_COST_CURRENCY)));

  private SiteFactorColumns() {}

  private static Field grams(String name, String factor) {
    return amount(name, Unit.GRAMS_CO2E_PER_KWH, factor + " factor of the site; null: unknown");
  }

  private static Field down(String name, String input) {
    return amount(name, Unit.RATIO, "How far " + input + " may lie lower, relative to it");
  }

  private static Field up(String name, String input) {
    return amount(name, Unit.RATIO, "How far " + input + " may lie higher, relative to it");
  }
}

package org.wattledger.fleet;

import static org.wattledger.fleet.ReferenceLines.rounded;
import static org.wattledger.schema.ReferenceTables.MODELS;
import static org.wattledger.schema.ReferenceTables.MODEL_ID;
import static org.wattledger.schema.ReferenceTables.PUE;
import static org.wattledger.schema.ReferenceTables.PUE_HIGH;
import static org.wattledger.schema.ReferenceTables.PUE_LOW;
import static org.wattledger.schema.ReferenceTables.SITES;
import static org.wattledger.schema.ReferenceTables.SITE_ID;
import static org.wattledger.schema.ReferenceTables.WUE_HIGH_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.WUE_LOW_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.WUE_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.W_CACHED;
import static org.wattledger.schema.ReferenceTables.W_CONTEXT_PER_1K;
import static org.wattledger.schema.ReferenceTables.W_DECODE;
import static org.wattledger.schema.ReferenceTables.W_PREFILL;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/**
 * Reference rows that only this fleet needs: its invented sites with their grid, prices and
 * contracts, and its models with the weights that the truth was made with. All other tables are
 * those of the jar.
 */
final class FleetReference {

  /** Version of the tables. */
  static final String VERSION = "fleet";

  /** The tables that a fleet adds rows to. */
  static final List<Table> TABLES =
      List.of(
          SITES, ReferenceTables.GRID, ReferenceTables.PRICES, ReferenceTables.CONTRACTS, MODELS);

  private static final double PUE_BOUND = 0.05;
  private static final double LEAST_PUE = 1;

  static void write(List<ServingUnit> units, Window window, Path directory) throws IOException {
    List<Site> sites = units.stream().map(ServingUnit::site).distinct().toList();
    sites(sites).write(directory, VERSION);
    FleetGrid.lines(sites, window).write(directory, VERSION);
    FleetPower.prices(sites, window).write(directory, VERSION);
    FleetPower.contracts(sites, units, window).write(directory, VERSION);
    models(units).write(directory, VERSION);
  }

  private static ReferenceLines sites(List<Site> sites) {
    ReferenceLines lines = new ReferenceLines(SITES);
    for (Site site : sites) {
      lines.add(
          Map.of(
              SITE_ID,
              site.siteId(),
              ZONE,
              site.zone(),
              PUE_LOW,
              rounded(Math.max(LEAST_PUE, site.pue() - PUE_BOUND)),
              PUE,
              site.pue(),
              PUE_HIGH,
              rounded(site.pue() + PUE_BOUND),
              WUE_LOW_L_PER_KWH,
              0.2,
              WUE_L_PER_KWH,
              0.3,
              WUE_HIGH_L_PER_KWH,
              0.5));
    }
    return lines;
  }

  private static ReferenceLines models(List<ServingUnit> units) {
    ReferenceLines lines = new ReferenceLines(MODELS);
    units.stream()
        .flatMap(unit -> unit.models().stream())
        .distinct()
        .forEach(
            model ->
                lines.add(
                    Map.of(
                        MODEL_ID,
                        model.modelId(),
                        W_PREFILL,
                        1,
                        W_CACHED,
                        ModelProfile.CACHED_WEIGHT,
                        W_DECODE,
                        model.decodeWeight(),
                        W_CONTEXT_PER_1K,
                        model.contextWeightPer1k())));
    return lines;
  }

  private FleetReference() {}
}

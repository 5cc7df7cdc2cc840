package org.wattledger.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reference rows that only this fleet needs: its invented sites, and its models with the weights
 * that the truth was made with. All other tables are those of the jar.
 */
final class FleetReference {

  /** Version of both tables. */
  static final String VERSION = "fleet";

  private static final String SITES =
      "site_id,zone,pue,pue_low,pue_high,wue_l_per_kwh,wue_low_l_per_kwh,wue_high_l_per_kwh,"
          + "valid_from,valid_to,source";
  private static final String MODELS =
      "model_id,aliases,parameters_b,active_parameters_b,w_prefill,w_cached,w_decode,"
          + "w_context_per_1k,valid_from,valid_to,source";
  private static final String SOURCE = "synthetic fleet: not a measurement";

  static void write(List<ServingUnit> units, Path directory) throws IOException {
    List<String> sites = new ArrayList<>(List.of(SITES));
    units.stream()
        .map(ServingUnit::site)
        .distinct()
        .map(site -> "%s,%s,%s,,,,,,,,%s".formatted(site.siteId(), site.zone(), site.pue(), SOURCE))
        .forEach(sites::add);
    write(directory, "sites", sites);
    List<String> models = new ArrayList<>(List.of(MODELS));
    units.stream()
        .flatMap(unit -> unit.models().stream())
        .distinct()
        .map(
            model ->
                "%s,,,,1,%s,%s,%s,,,%s"
                    .formatted(
                        model.modelId(),
                        ModelProfile.CACHED_WEIGHT,
                        model.decodeWeight(),
                        model.contextWeightPer1k(),
                        SOURCE))
        .forEach(models::add);
    write(directory, "models", models);
  }

  private static void write(Path directory, String table, List<String> lines) throws IOException {
    Path folder = directory.resolve(table).resolve(VERSION);
    Files.createDirectories(folder);
    Files.write(folder.resolve(table + ".csv"), lines, StandardCharsets.UTF_8);
  }

  private FleetReference() {}
}

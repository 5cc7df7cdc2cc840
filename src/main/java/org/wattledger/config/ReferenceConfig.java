package org.wattledger.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which reference tables a run uses.
 *
 * @param directory searched before the tables in the jar; empty: only the jar's
 * @param versions table name to pinned version, for each of {@link #TABLES}
 */
public record ReferenceConfig(Optional<Path> directory, Map<String, String> versions) {

  /** Names of the reference tables. */
  public static final List<String> TABLES =
      List.of(
          "hardware",
          "grid",
          "sites",
          "prices",
          "contracts",
          "meter_tiers",
          "energy_sources",
          "models",
          "teams",
          "equivalences");

  public ReferenceConfig {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }
}

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
 * @param gridExports files or globs of Electricity Maps exports, laid over the grid table
 * @param gridExportBasis which of their two intensities is the location-based factor
 */
public record ReferenceConfig(
    Optional<Path> directory,
    Map<String, String> versions,
    List<String> gridExports,
    ExportBasis gridExportBasis) {

  /** Which intensity of a grid export is the location-based factor. */
  public enum ExportBasis {
    LIFECYCLE,
    DIRECT
  }

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
    gridExports = List.copyOf(gridExports);
  }
}

package org.wattledger.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Placeholder: HOCON to records. */
public final class ConfigReader {

  private ConfigReader() {}

  public static WattledgerConfig read(
      Optional<Path> file, List<String> sets, Map<String, String> env) {
    file.filter(Files::notExists)
        .ifPresent(
            path -> {
              throw new ConfigProblems("Configuration file " + path + " does not exist");
            });
    return new WattledgerConfig(Path.of("warehouse"), List.of());
  }
}

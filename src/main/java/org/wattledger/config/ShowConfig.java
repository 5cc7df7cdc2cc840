package org.wattledger.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Placeholder: effective values with their origins. */
public final class ShowConfig {

  private ShowConfig() {}

  public static String of(Optional<Path> file, List<String> sets, Map<String, String> env) {
    return ConfigReader.read(file, sets, env).toString();
  }
}

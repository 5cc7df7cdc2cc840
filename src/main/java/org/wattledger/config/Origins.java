package org.wattledger.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;

/** Where a value stands, as a person would look for it: file and line, or the argument. */
final class Origins {

  private Origins() {}

  static String text(ConfigOrigin origin) {
    if (origin.resource() != null) {
      return withLine(origin.resource(), origin);
    }
    if (origin.filename() != null) {
      return withLine(relative(Path.of(origin.filename())), origin);
    }
    return origin.description().replaceFirst(": \\d+$", "");
  }

  private static String relative(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }

  private static String withLine(String file, ConfigOrigin origin) {
    return origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() : file;
  }
}

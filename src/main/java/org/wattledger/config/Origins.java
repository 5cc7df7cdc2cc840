package org.wattledger.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a value stands, as a person would look for it: file and line, or the argument. */
final class Origins {

  /** An object that several layers give: the strongest of them is where to look. */
  private static final Pattern MERGE = Pattern.compile("^merge of (.*?)( @ [^,]*)?(,.*)?$");

  private Origins() {}

  static String text(ConfigOrigin origin) {
    if (origin.resource() != null) {
      return withLine(origin.resource(), origin);
    }
    if (origin.filename() != null) {
      return withLine(relative(Path.of(origin.filename())), origin);
    }
    return MERGE.matcher(origin.description()).replaceFirst("$1").replaceFirst(": \\d+$", "");
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

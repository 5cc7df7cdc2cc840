package org.wattledger.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The local files that a source's path names for a day. */
final class SourceFiles {

  private SourceFiles() {}

  /**
   * The files in path order; none if nothing matches.
   *
   * @param pattern glob with {date} {yyyy} {MM} {dd} for the day and {HH} for any hour
   */
  static List<Path> of(String pattern, LocalDate day) {
    Path glob = Path.of(forDay(pattern, day)).normalize();
    Path fixed = fixedPart(glob);
    if (!Files.exists(fixed)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    try (Stream<Path> tree = Files.walk(fixed)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(file.normalize()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String forDay(String pattern, LocalDate day) {
    return pattern
        .replace("{date}", day.toString())
        .replace("{yyyy}", day.toString().substring(0, 4))
        .replace("{MM}", day.toString().substring(5, 7))
        .replace("{dd}", day.toString().substring(8, 10))
        .replace("{HH}", "[0-2][0-9]");
  }

  /** The directories before the first wildcard, so that no more than needed is walked. */
  private static Path fixedPart(Path glob) {
    Path fixed = glob.isAbsolute() ? glob.getRoot() : Path.of("");
    for (Path name : glob) {
      if (name.toString().matches(".*[*?\\[{].*")) {
        return fixed;
      }
      fixed = fixed.resolve(name);
    }
    return fixed;
  }
}

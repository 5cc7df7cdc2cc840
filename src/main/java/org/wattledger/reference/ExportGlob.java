package org.wattledger.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that a path with {@code *}, {@code ?}, {@code [...]} or {@code {a,b}} stands for. */
final class ExportGlob {

  private static final String KEY = "reference.grid-exports";
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

  /** The file itself where the path has no special character; a glob without a file is reported. */
  static List<Path> matching(String glob, ProblemLog problems) {
    if (!SPECIAL.matcher(glob).find()) {
      return List.of(Path.of(glob));
    }
    String fixed = glob.substring(0, glob.lastIndexOf('/', firstSpecial(glob)) + 1);
    Path root = Path.of(fixed);
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(fixed.length()));
    List<Path> found = files(root, matcher);
    if (found.isEmpty()) {
      problems.add(KEY, "no file matches %s; correct the path or remove it".formatted(glob));
    }
    return found;
  }

  private static List<Path> files(Path root, PathMatcher matcher) {
    Path existing = root.toString().isEmpty() ? Path.of(".") : root;
    if (!Files.isDirectory(existing)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(existing)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> matcher.matches(existing.relativize(file)))
          .map(file -> root.resolve(existing.relativize(file)))
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  private static int firstSpecial(String glob) {
    return SPECIAL.matcher(glob).results().findFirst().orElseThrow().start();
  }

  private ExportGlob() {}
}

package org.wattledger.sources;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.wattledger.config.SourceConfig;

/**
 * The files of one source for one day: those of the day and, because a request may cross midnight
 * and a log may be late, those of the day before and after as far as they exist. Sorted by path,
 * each once.
 *
 * @param rootUri what every path begins with, up to the first token or wildcard, with a final slash
 * @param shownRoot the same as it is shown: as configured, or empty for an absolute path
 */
public record InputFiles(String rootUri, String shownRoot, List<InputFile> files) {

  private static final String WILDCARDS = "*?[{\\";

  /** They differ in year, month and day. */
  private static final LocalDate ONE_DAY = LocalDate.of(2001, 1, 1);

  private static final LocalDate ANOTHER_DAY = LocalDate.of(2002, 2, 2);

  public InputFiles {
    files = List.copyOf(files);
  }

  /**
   * Looks the files up, through Hadoop's file systems; relative paths are relative to the working
   * directory.
   *
   * @throws InputMissing if the day itself has no file
   * @throws InputUnreadable if the file system refuses the listing
   */
  public static InputFiles of(SourceConfig source, LocalDate day, Configuration hadoop) {
    String fixedRoot = fixedRoot(source.path());
    Path root = new Path(fixedRoot.isEmpty() ? "." : fixedRoot);
    try {
      FileSystem fileSystem = root.getFileSystem(hadoop);
      Path qualified = fileSystem.makeQualified(root);
      String rootUri = qualified.toUri().toString();
      Listing listing = new Listing(fileSystem, qualified.toString());
      String shownRoot = root.isAbsolute() || fixedRoot.isEmpty() ? "" : fixedRoot + "/";
      Map<String, InputFile> found = new TreeMap<>();
      for (LocalDate each : List.of(day, day.minusDays(1), day.plusDays(1))) {
        for (FileStatus file : listing.matching(glob(source.path(), each))) {
          InputFile input = input(file, listing.root, shownRoot, each.equals(day));
          found.putIfAbsent(input.path(), input);
        }
      }
      if (found.values().stream().noneMatch(InputFile::ofDay)) {
        throw new InputMissing(source.name(), glob(source.path(), day), day.toString());
      }
      return new InputFiles(
          rootUri.endsWith("/") ? rootUri : rootUri + "/",
          shownRoot,
          new ArrayList<>(found.values()));
    } catch (IOException failure) {
      throw new InputUnreadable(
          source.name(),
          "cannot list %s: %s. Check that the path exists and may be read."
              .formatted(source.path(), failure.getMessage()),
          failure);
    }
  }

  private static InputFile input(FileStatus file, String root, String shownRoot, boolean ofDay) {
    Path path = file.getPath();
    String text = path.toString();
    String below =
        text.startsWith(root) ? text.substring(root.length()).replaceFirst("^/", "") : "";
    return new InputFile(
        path.toString(),
        below.isEmpty() ? path.getName() : shownRoot + below,
        file.getLen(),
        Instant.ofEpochMilli(file.getModificationTime()),
        ofDay);
  }

  /** Whether each day has files of its own: a path that names no day leads to those of all days. */
  public static boolean areOfOneDay(SourceConfig source) {
    return !glob(source.path(), ONE_DAY).equals(glob(source.path(), ANOTHER_DAY));
  }

  static String glob(String pattern, LocalDate day) {
    return pattern
        .replace("{date}", day.toString())
        .replace("{yyyy}", day.format(DateTimeFormatter.ofPattern("uuuu")))
        .replace("{MM}", day.format(DateTimeFormatter.ofPattern("MM")))
        .replace("{dd}", day.format(DateTimeFormatter.ofPattern("dd")))
        .replace("{HH}", "[0-2][0-9]");
  }

  /** The directories before the first token or wildcard, without a final slash. */
  private static String fixedRoot(String pattern) {
    int end = 0;
    while (end < pattern.length() && WILDCARDS.indexOf(pattern.charAt(end)) < 0) {
      end++;
    }
    int slash = pattern.lastIndexOf('/', end - 1);
    return slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash);
  }

  /**
   * @param root as paths are written, not encoded as in a URI
   */
  private record Listing(FileSystem fileSystem, String root) {

    List<FileStatus> matching(String glob) throws IOException {
      List<FileStatus> files = new ArrayList<>();
      FileStatus[] matches = fileSystem.globStatus(new Path(glob));
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        if (match.isDirectory()) {
          addFilesBelow(match.getPath(), files);
        } else if (isVisible(match.getPath())) {
          files.add(match);
        }
      }
      return files;
    }

    private void addFilesBelow(Path directory, List<FileStatus> files) throws IOException {
      try {
        RemoteIterator<LocatedFileStatus> below = fileSystem.listFiles(directory, true);
        while (below.hasNext()) {
          FileStatus file = below.next();
          if (isVisible(file.getPath())) {
            files.add(file);
          }
        }
      } catch (FileNotFoundException vanished) {
        // Deleted between the two listings: the same as never seen.
        return;
      }
    }

    /** What writers leave beside data: _SUCCESS, .crc, temporary folders, copies in progress. */
    private boolean isVisible(Path path) {
      String below = path.toString().substring(root.length());
      for (String part : below.split("/", -1)) {
        if (part.startsWith("_") || part.startsWith(".") || part.endsWith("._COPYING_")) {
          return false;
        }
      }
      return true;
    }
  }
}

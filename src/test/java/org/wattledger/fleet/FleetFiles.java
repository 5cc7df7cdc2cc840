package org.wattledger.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads what a fleet has written, without the project's own readers. */
final class FleetFiles {

  static List<Path> files(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines of the gzipped files under a folder, headers included, file by file. */
  static List<String> lines(Path root) {
    return files(root).stream().flatMap(file -> gunzip(file).stream()).toList();
  }

  static List<String> records(Path root) {
    return lines(root).stream().filter(line -> !line.startsWith("device_id,")).toList();
  }

  private static List<String> gunzip(Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FleetFiles() {}
}

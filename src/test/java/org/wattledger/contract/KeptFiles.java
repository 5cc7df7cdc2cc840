package org.wattledger.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.io.LZ4CompressionCodec;

/**
 * Files that a night deletes again, kept by a second link from the moment they are seen; what is
 * written into them later is kept too. Files that were there before are not.
 */
final class KeptFiles implements AutoCloseable {

  private static final String PARQUET = "PAR1";
  private static final String LZ4 = "LZ4Block";
  private static final long PAUSE_MS = 5;

  private final List<Path> roots;
  private final Path folder;
  private final Set<Object> seen = new HashSet<>();
  private final Map<Path, Path> kept = new HashMap<>();
  private final Thread watcher = new Thread(this::watch, "kept files");
  private volatile boolean isOver;

  /** {@code folder} is empty and lies on the file system of the roots. */
  KeptFiles(List<Path> roots, Path folder) {
    this.roots = roots;
    this.folder = folder;
    for (Path root : roots) {
      look(root, this::isNew);
    }
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Text of every file, by the path where it lay; readable also where it was compressed. */
  Map<Path, String> texts() throws IOException, SQLException {
    Map<Path, String> texts = new HashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (Map.Entry<Path, Path> each : kept.entrySet()) {
        String raw = Files.readString(each.getKey(), ISO_8859_1);
        String unpacked = "";
        if (raw.startsWith(PARQUET) && raw.endsWith(PARQUET)) {
          unpacked = rows(statement, each.getKey());
        } else if (raw.startsWith(LZ4)) {
          unpacked = blocks(each.getKey());
        }
        texts.put(each.getValue(), raw + unpacked);
      }
    }
    return texts;
  }

  @Override
  public void close() throws InterruptedException {
    isOver = true;
    watcher.join();
  }

  private void watch() {
    try {
      while (!isOver) {
        for (Path root : roots) {
          look(root, this::keep);
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Path root, Consumer<Path> at) {
    try (Stream<Path> tree = Files.walk(root)) {
      tree.filter(Files::isRegularFile).forEach(at);
    } catch (IOException | UncheckedIOException gone) {
      // A folder vanished meanwhile; the next look sees what is left.
    }
  }

  private void keep(Path file) {
    if (!isNew(file)) {
      return;
    }
    try {
      Path link = folder.resolve(Integer.toString(kept.size()));
      Files.createLink(link, file);
      kept.put(link, file);
    } catch (NoSuchFileException gone) {
      // Deleted since it was seen.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean isNew(Path file) {
    try {
      return seen.add(Files.getAttribute(file, "unix:ino"));
    } catch (IOException gone) {
      return false;
    }
  }

  private static String rows(Statement statement, Path file) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT coalesce(string_agg(CAST(t AS VARCHAR), ' '), '') FROM read_parquet('%s') t"
                .formatted(file))) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String blocks(Path file) throws IOException {
    try (InputStream in =
        new LZ4CompressionCodec(new SparkConf())
            .compressedInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }
}

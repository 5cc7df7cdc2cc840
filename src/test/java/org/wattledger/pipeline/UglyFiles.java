package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.TestSource;

/**
 * Ugly files with what has to become of their records, worked out by hand: "3: 2 accepted, 1
 * MALFORMED" means 3 read. In a text a tilde stands for the number of its file, so ids differ.
 */
final class UglyFiles {

  private final Path folder;
  private final List<SourceConfig> sources = new ArrayList<>();
  private final Map<String, String> expected = new TreeMap<>();
  private int files;

  UglyFiles(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  List<SourceConfig> sources() {
    return sources;
  }

  int files() {
    return files;
  }

  /** What has to become of each file, by "source file". */
  Map<String, String> expected() {
    return expected;
  }

  /** Files below one folder, all read in the same ways. */
  Of below(String subfolder) {
    return new Of(subfolder);
  }

  final class Of {
    private final Path root;
    private final List<String> names = new ArrayList<>();

    private Of(String subfolder) {
      this.root = folder.resolve(subfolder);
    }

    Path root() {
      return root;
    }

    Of file(String name, String counts, String... lines) {
      return text(name, counts, String.join("\n", lines) + "\n");
    }

    /** A file that is just this text. */
    Of text(String name, String counts, String text) {
      return bytes(name, counts, text.replace("~", Integer.toString(files + 1)).getBytes(UTF_8));
    }

    Of bytes(String name, String counts, byte[] bytes) {
      files++;
      Path file = root.resolve(name);
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return expect(name, counts);
    }

    Of expect(String name, String counts) {
      names.add(name);
      expected.put(name, counts);
      return this;
    }

    /** A way to read them. */
    Of readAs(String source, TestSource like) {
      SourceConfig config = like.named(source).config();
      sources.add(config);
      names.forEach(
          name -> expected.put(config.kind() + " " + source + " " + name, expected.get(name)));
      return this;
    }

    void done() {
      names.forEach(expected::remove);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}

package org.wattledger.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.wattledger.publication.Storage;

/**
 * A directory of HDFS, or of another file system of Hadoop's with atomic renames. A name is
 * replaced, or taken if it is free, by one rename. There are no links: a view is the directory
 * itself, which says in a hidden file whose it is, and changes by two renames; between them it is
 * not there.
 */
public final class HadoopStorage implements Storage {

  private static final int BUFFER_BYTES = 1 << 20;

  private static final Set<String> ATOMIC =
      Set.of("hdfs", "webhdfs", "viewfs", "ofs", "abfs", "abfss", "file");

  /** In the directory of a view: where it lies when it is not shown. */
  private static final String OF = ".shown_from";

  private final FileContext files;
  private final Path root;

  /**
   * @param root absolute, with its scheme
   * @throws UnsupportedFileSystemException if nothing on the class path knows the scheme
   */
  public HadoopStorage(Path root, Configuration hadoop) throws UnsupportedFileSystemException {
    this.files = FileContext.getFileContext(root.toUri(), hadoop);
    this.root = root;
  }

  /** Copies a file of this machine to a name that no reader looks for, and forces it to disks. */
  void upload(java.nio.file.Path from, String to) throws IOException {
    try (InputStream in = java.nio.file.Files.newInputStream(from);
        FSDataOutputStream out = overwrite(path(to))) {
      in.transferTo(out);
      out.hsync();
    }
  }

  /** Whether renames are atomic in file systems of this scheme; object stores have none. */
  static boolean isFit(String scheme) {
    return ATOMIC.contains(scheme.toLowerCase(Locale.ROOT));
  }

  @Override
  public List<String> entries(String directory) throws IOException {
    try {
      return Stream.of(files.util().listStatus(path(directory)))
          .map(status -> status.getPath().getName())
          .filter(name -> !name.equals(OF))
          .sorted()
          .toList();
    } catch (FileNotFoundException none) {
      return List.of();
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.util().exists(path(path));
  }

  @Override
  public Optional<String> text(String file) throws IOException {
    try (InputStream in = files.open(path(file))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Content> content(String file) throws IOException {
    CRC32C checksum = new CRC32C();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = files.open(path(file))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        checksum.update(buffer, 0, read);
        bytes += read;
      }
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
    return Optional.of(new Content(bytes, HexFormat.of().toHexDigits((int) checksum.getValue())));
  }

  /** Whoever wrote the file did so; names are in the journal of the file system. */
  @Override
  public void sync(String path) {}

  @Override
  public void write(String file, String text) throws IOException {
    files.rename(unfinished(file, text), path(file), Rename.OVERWRITE);
  }

  @Override
  public boolean create(String file, String text) throws IOException {
    Path unfinished = unfinished(file, text);
    try {
      files.rename(unfinished, path(file), Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException taken) {
      files.delete(unfinished, false);
      return false;
    }
  }

  @Override
  public void replaceFile(String from, String to) throws IOException {
    Path target = path(to);
    files.mkdir(target.getParent(), null, true);
    files.rename(path(from), target, Rename.OVERWRITE);
  }

  @Override
  public void moveDirectory(String from, String to) throws IOException {
    Path target = path(to);
    files.mkdir(target.getParent(), null, true);
    files.rename(path(from), target, Rename.NONE);
  }

  /** Copies. */
  @Override
  public void keep(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      copy(file.getValue(), file.getKey());
    }
  }

  private void copy(String file, String secondName) throws IOException {
    Path unfinished = unfinished(secondName);
    try (InputStream in = files.open(path(file));
        FSDataOutputStream out = overwrite(unfinished)) {
      in.transferTo(out);
      out.hsync();
    }
    files.rename(unfinished, path(secondName), Rename.OVERWRITE);
  }

  @Override
  public Optional<String> shown(String view) throws IOException {
    return text(view + "/" + OF);
  }

  @Override
  public void show(String directory, String view, Optional<String> former) throws IOException {
    write(directory + "/" + OF, directory);
    if (exists(view)) {
      hide(view);
    }
    moveDirectory(directory, view);
  }

  @Override
  public void hide(String view) throws IOException {
    Optional<String> own = shown(view);
    if (own.isPresent()) {
      moveDirectory(view, own.get());
    }
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      files.delete(path(path), true);
    } catch (FileNotFoundException none) {
      // Nothing there, nothing done.
    }
  }

  private Path path(String relative) {
    return new Path(root, relative);
  }

  private Path unfinished(String file, String text) throws IOException {
    Path unfinished = unfinished(file);
    try (FSDataOutputStream out = overwrite(unfinished)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.hsync();
    }
    return unfinished;
  }

  private Path unfinished(String file) {
    Path path = path(file);
    return new Path(path.getParent(), "." + path.getName() + ".tmp");
  }

  private FSDataOutputStream overwrite(Path file) throws IOException {
    return files.create(
        file, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), CreateOpts.createParent());
  }
}

package org.wattledger.publication;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * A directory of a POSIX file system: names are replaced by atomic renames, a view is a relative
 * symbolic link, a commit is created by a hard link, which fails if the name is taken.
 */
public final class PosixStorage implements Storage {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path warehouse;

  public PosixStorage(Path warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public List<String> entries(String directory) throws IOException {
    return DurableFiles.entries(path(directory)).stream()
        .map(entry -> entry.getFileName().toString())
        .toList();
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(path(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<String> text(String file) throws IOException {
    return Files.isRegularFile(path(file))
        ? Optional.of(Files.readString(path(file)))
        : Optional.empty();
  }

  @Override
  public Optional<Content> content(String file) throws IOException {
    Path path = path(file);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    CRC32C checksum = new CRC32C();
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        bytes += buffer.remaining();
        checksum.update(buffer);
        buffer.clear();
      }
    }
    return Optional.of(new Content(bytes, HexFormat.of().toHexDigits((int) checksum.getValue())));
  }

  @Override
  public void sync(String path) throws IOException {
    DurableFiles.sync(path(path));
  }

  @Override
  public void write(String file, String text) throws IOException {
    DurableFiles.replace(unfinished(file, text), own(file));
  }

  /** The same, unless a file of that name, no link, holds the text already. */
  public void update(String file, String text) throws IOException {
    boolean isLink = Files.isSymbolicLink(path(file));
    if (isLink || !text(file).equals(Optional.of(text))) {
      write(file, text);
    }
  }

  @Override
  public boolean create(String file, String text) throws IOException {
    Path unfinished = unfinished(file, text);
    try {
      link(unfinished, path(file));
      DurableFiles.sync(path(file).getParent());
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public void replaceFile(String from, String to) throws IOException {
    Path target = own(to);
    WarehouseTree.create(warehouse, target.getParent());
    DurableFiles.replace(own(from), target);
  }

  @Override
  public void moveDirectory(String from, String to) throws IOException {
    Path target = own(to);
    WarehouseTree.create(warehouse, target.getParent());
    Files.move(own(from), target, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(target.getParent());
  }

  @Override
  public void keep(Map<String, String> files) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path kept = own(file.getKey());
      Files.createDirectories(kept.getParent());
      directories.add(kept.getParent());
      Files.deleteIfExists(kept);
      try {
        Files.createLink(kept, path(file.getValue()));
      } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
        Files.copy(path(file.getValue()), kept, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.sync(kept);
      }
    }
    for (Path directory : directories) {
      DurableFiles.sync(directory);
    }
  }

  @Override
  public Optional<String> shown(String view) throws IOException {
    Path link = path(view);
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    Path target = link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
    if (!target.startsWith(warehouse.resolve(Layout.DATA).normalize())) {
      WarehouseTree.refuseLink(link);
    }
    return Optional.of(warehouse.normalize().relativize(target).toString());
  }

  /** The former files stay where they are: a link never held them. */
  @Override
  public void show(String directory, String view, Optional<String> former) throws IOException {
    Path link = own(view);
    Files.createDirectories(link.getParent());
    Path unfinished = link.getParent().resolveSibling("." + link.getFileName() + ".tmp");
    Files.deleteIfExists(unfinished);
    Files.createSymbolicLink(unfinished, link.getParent().relativize(path(directory)));
    DurableFiles.replace(unfinished, link);
  }

  @Override
  public void hide(String view) throws IOException {
    if (Files.deleteIfExists(own(view))) {
      DurableFiles.sync(path(view).getParent());
    }
  }

  @Override
  public void delete(String path) throws IOException {
    DurableFiles.deleteTree(own(path));
  }

  /** A text under a name that no reader looks for. */
  private Path unfinished(String file, String text) throws IOException {
    Path path = own(file);
    Path unfinished = path.resolveSibling("." + path.getFileName() + ".tmp");
    DurableFiles.write(unfinished, text);
    return unfinished;
  }

  /** Where there are no hard links, the lock of the run stands in for the test of the name. */
  private static void link(Path unfinished, Path name) throws IOException {
    try {
      Files.createLink(name, unfinished);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      Files.move(unfinished, name, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Where something lies.
   *
   * @throws PublicationFailed REFUSED if that is not in the warehouse
   */
  private Path path(String relative) {
    try {
      Path below = Path.of(relative);
      if (!below.isAbsolute() && below.equals(below.normalize()) && !below.startsWith("..")) {
        return warehouse.resolve(below);
      }
    } catch (InvalidPathException noName) {
      // Refused as well.
    }
    throw new PublicationFailed(
        Outcome.REFUSED,
        "The path '%s' leads out of the warehouse %s".formatted(relative, warehouse),
        "a record of the warehouse was altered: restore it, or name another warehouse",
        null);
  }

  /**
   * Where something is written or deleted.
   *
   * @throws PublicationFailed REFUSED if a directory above it is a link, or it is not in the
   *     warehouse
   */
  private Path own(String relative) {
    Path path = path(relative);
    for (Path above = path.getParent();
        above != null && !above.equals(warehouse);
        above = above.getParent()) {
      WarehouseTree.refuseLink(above);
    }
    return path;
  }
}

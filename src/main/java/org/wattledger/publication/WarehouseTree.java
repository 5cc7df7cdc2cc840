package org.wattledger.publication;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * What lies in a warehouse is its own. No directory of it is a link to another place, through which
 * a run would write or delete there; and single requests and refused rows are closed to all but
 * owner and group.
 */
public final class WarehouseTree {

  private static final String LOCK = "_lock";

  /** Without a right for others; what the group may do is left to the umask. */
  private static final List<String> CLOSED =
      List.of(Layout.COMMITS, Layout.DATA, Layout.RUNS, Layout.STAGING, "rejected");

  private WarehouseTree() {}

  /**
   * Refuses links, then makes the closed directories that are missing, public ones excepted. Rights
   * of those that are there stay as their owner set them.
   *
   * @param tables names of the public tables
   * @throws PublicationFailed REFUSED naming a link; INTACT if a directory cannot be made
   */
  public static void secure(Path warehouse, Collection<String> tables) {
    refuseLinks(warehouse, tables);
    try {
      Files.createDirectories(warehouse);
      for (String name : CLOSED) {
        if (name.startsWith("_")) {
          createClosed(warehouse.resolve(name));
        }
      }
    } catch (IOException e) {
      throw new PublicationFailed(
          Outcome.INTACT,
          "The directories of the warehouse %s cannot be made: %s".formatted(warehouse, e),
          "check that the warehouse is writable",
          e);
    }
  }

  /** The names that a run writes to; other links are their owner's affair. */
  private static void refuseLinks(Path warehouse, Collection<String> tables) {
    refuseLink(warehouse.resolve(LOCK));
    refuseLink(warehouse.resolve(Layout.DAYS));
    refuseLink(warehouse.resolve(Layout.METRICS).getParent());
    CLOSED.forEach(name -> refuseLink(warehouse.resolve(name)));
    for (String table : tables) {
      refuseLink(warehouse.resolve(table));
      refuseLink(warehouse.resolve(Layout.DATA).resolve(table));
    }
  }

  /**
   * Refuses a path that is a link.
   *
   * @throws PublicationFailed REFUSED
   */
  static void refuseLink(Path path) {
    if (Files.isSymbolicLink(path)) {
      throw new PublicationFailed(
          Outcome.REFUSED,
          "%s is a link to %s, and nothing is written through a link"
              .formatted(path, targetOf(path)),
          "put the directory itself into the warehouse, or name another warehouse",
          null);
    }
  }

  /**
   * Puts a page into {@code _reports}: the whole former one is there, or the whole new one.
   *
   * @param name letters, digits, {@code . _ -}
   * @return the file
   * @throws PublicationFailed REFUSED if {@code _reports} is a link
   */
  public static Path report(Path warehouse, String name, String html) throws IOException {
    if (!Layout.isSafeName(name)) {
      throw new IllegalArgumentException("'%s' is no safe file name".formatted(name));
    }
    Path directory = warehouse.resolve(Layout.REPORTS);
    refuseLink(directory);
    Path unfinished = directory.resolve("." + name + ".tmp");
    DurableFiles.write(unfinished, html);
    Path file = directory.resolve(name);
    DurableFiles.replace(unfinished, file);
    return file;
  }

  private static String targetOf(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException unreadable) {
      return "somewhere";
    }
  }

  /** Makes a directory of a warehouse and those above it. */
  static void create(Path warehouse, Path directory) throws IOException {
    Path top = warehouse.resolve(warehouse.relativize(directory).getName(0));
    if (CLOSED.contains(top.getFileName().toString())) {
      createClosed(top);
    }
    Files.createDirectories(directory);
  }

  private static void createClosed(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    FileAttribute<?>[] rights =
        directory.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectory(directory, rights);
    } catch (FileAlreadyExistsException byAnotherRun) {
      if (!Files.isDirectory(directory)) {
        throw byAnotherRun;
      }
    }
  }
}

package org.wattledger.publication;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file operations that a {@link Publication} rests on, and what each of them promises. Paths
 * are relative to the warehouse, with {@code /} between their parts.
 *
 * <p>What a method has done when it returns holds after a power cut. A method that throws may have
 * done its work, or not: the caller looks.
 */
public interface Storage {

  /** What a file holds: its size and CRC-32C of its bytes, in hexadecimal. */
  record Content(long bytes, String crc32c) {}

  /** The names in a directory, sorted; none if there is no such directory. */
  List<String> entries(String directory) throws IOException;

  /** A file, a directory or a link, whether or not it leads anywhere. */
  boolean exists(String path) throws IOException;

  /** The text of a file; empty if there is none. */
  Optional<String> text(String file) throws IOException;

  /** Empty if there is no such file. */
  Optional<Content> content(String file) throws IOException;

  /** Forces a file, or the names in a directory, to the disk. */
  void sync(String path) throws IOException;

  /** Shows a whole new text under a name, at once. */
  void write(String file, String text) throws IOException;

  /**
   * Gives a name to a text unless the name is taken, at once.
   *
   * @return false if it is taken; then nothing has changed
   */
  boolean create(String file, String text) throws IOException;

  /** Renames a file, at once, over whatever had the name. */
  void replaceFile(String from, String to) throws IOException;

  /** Renames a directory to a name that is free. */
  void moveDirectory(String from, String to) throws IOException;

  /**
   * Second names, or copies, of files; repeats harmlessly. One that fails may have given some.
   *
   * @param files by the name that each gets
   */
  void keep(Map<String, String> files) throws IOException;

  /** The directory whose files a view shows; empty if there is no such view. */
  Optional<String> shown(String view) throws IOException;

  /**
   * Makes a view show the files of a directory instead of those of the one it showed.
   *
   * @param former where the files shown so far stay, for readers that have them open
   */
  void show(String directory, String view, Optional<String> former) throws IOException;

  /** Takes a view away; its files stay. */
  void hide(String view) throws IOException;

  /** Removes a file or a tree, without following links out of it; nothing there: nothing done. */
  void delete(String path) throws IOException;
}

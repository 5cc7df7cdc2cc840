package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * One public name that is about to show something new.
 *
 * @param staged the new file or symbolic link
 * @param target the public name
 * @param former a second name for what the target showed before; absent if it showed nothing
 */
record Replacement(Path staged, Path target, Path former) {

  /** Makes the second name, so that {@link #undo} is a rename too. */
  static Replacement prepare(Path staged, Path target, Path former) throws IOException {
    Files.createDirectories(target.getParent());
    Files.createDirectories(former.getParent());
    if (Files.isSymbolicLink(target)) {
      Files.createSymbolicLink(former, Files.readSymbolicLink(target));
    } else if (Files.exists(target)) {
      keep(target, former);
    }
    return new Replacement(staged, target, former);
  }

  void apply() throws IOException {
    DurableFiles.replace(staged, target);
  }

  /** Harmless if {@link #apply} was never reached: the former content replaces itself. */
  void undo() throws IOException {
    if (Files.exists(former, LinkOption.NOFOLLOW_LINKS)) {
      DurableFiles.replace(former, target);
    } else {
      Files.deleteIfExists(target);
    }
  }

  private static void keep(Path target, Path former) throws IOException {
    try {
      Files.createLink(former, target);
    } catch (UnsupportedOperationException noHardLinks) {
      Files.copy(target, former);
    }
  }
}

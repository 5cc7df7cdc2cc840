package org.wattledger.publication;

import java.io.IOException;
import java.util.Optional;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * The commits of a warehouse. Numbers are given out one by one by a test of the name, so of two
 * writers that believe to be alone one finds its number taken.
 */
final class CommitLog {

  /** Number of the newest commit that is carried out. */
  private static final String CARRIED_OUT = Layout.COMMITS + "/carried_out";

  private final Storage storage;

  CommitLog(Storage storage) {
    this.storage = storage;
  }

  /** Number of the newest commit; 0 if there is none. */
  long newestNumber() throws IOException {
    return storage.entries(Layout.COMMITS).stream().mapToLong(Layout::sequence).max().orElse(0);
  }

  /** The newest commit, if a reader may not yet see all of it. */
  Optional<Commit> unfinished() throws IOException {
    long newest = Math.max(0, newestNumber());
    return newest > carriedOut() ? read(newest) : Optional.empty();
  }

  Optional<Commit> read(long number) throws IOException {
    Optional<String> text = storage.text(Layout.commit(number));
    return text.isPresent() ? Optional.of(Json.read(text.get(), Commit.class)) : Optional.empty();
  }

  /**
   * Writes the commit. When this returns, the commit stands.
   *
   * @throws PublicationFailed INTACT: it does not stand; UNCLEAR: nobody can tell
   */
  void append(Commit commit) {
    IOException failure = null;
    try {
      if (storage.create(Layout.commit(commit.sequence()), Json.text(commit))) {
        return;
      }
    } catch (IOException e) {
      failure = e;
    }
    Optional<Commit> found = found(commit, failure);
    if (found.isEmpty()) {
      throw new PublicationFailed(
          Outcome.INTACT,
          "Commit %d of %s cannot be written: %s"
              .formatted(commit.sequence(), commit.day().day(), failure),
          "the former data is intact; check space and permissions of the warehouse and run again",
          failure);
    }
    if (!found.get().equals(commit)) {
      throw new PublicationFailed(
          Outcome.INTACT,
          "Commit %d is taken by run %s, which published %s meanwhile"
              .formatted(commit.sequence(), found.get().day().runId(), found.get().day().day()),
          "what it published is intact; run this day again",
          failure);
    }
  }

  /** An error can come after the deed. */
  private Optional<Commit> found(Commit commit, IOException failure) {
    try {
      return read(commit.sequence());
    } catch (IOException e) {
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw new PublicationFailed(
          Outcome.UNCLEAR,
          "Whether commit %d of %s was written cannot be told: %s"
              .formatted(commit.sequence(), commit.day().day(), e),
          "nothing was deleted; repair the storage, then `recover` finds out",
          e);
    }
  }

  void carriedOut(long number) throws IOException {
    storage.write(CARRIED_OUT, Long.toString(number));
  }

  private long carriedOut() throws IOException {
    String text = storage.text(CARRIED_OUT).orElse("0").strip();
    if (!text.matches("\\d{1,18}")) {
      return 0;
    }
    return Long.parseLong(text);
  }
}

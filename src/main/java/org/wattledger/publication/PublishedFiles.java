package org.wattledger.publication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattledger.publication.Commit.CommittedFile;
import org.wattledger.publication.Commit.CommittedTable;

/** The files that readers see, held against the commit that published them. */
public final class PublishedFiles {

  private final Storage storage;
  private final CommitLog log;

  public PublishedFiles(Storage storage) {
    this.storage = storage;
    this.log = new CommitLog(storage);
  }

  /**
   * Reads every file of a published day.
   *
   * @return files that are gone, or that hold something else than was published; paths relative to
   *     the warehouse. Empty also for a day from before there were commits
   */
  public List<String> altered(PublishedDay day) throws IOException {
    Optional<Commit> commit = log.read(day.sequence());
    List<String> altered = new ArrayList<>();
    if (commit.isPresent()) {
      for (CommittedTable table : commit.get().tables()) {
        String shown = Layout.day(table.name(), day.day());
        for (CommittedFile file : table.files()) {
          String path = shown + "/" + file.name();
          if (storage.content(path).filter(file::matches).isEmpty()) {
            altered.add(path);
          }
        }
      }
    }
    return altered;
  }
}

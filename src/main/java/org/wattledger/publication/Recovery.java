package org.wattledger.publication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wattledger.publication.Commit.CommittedTable;
import org.wattledger.publication.Completion.Place;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * What a run left behind that ended in the middle of a publication, and the way out: forward, if
 * every file of the commit is still there; back to what the day showed before, if one is not.
 *
 * <p>To change anything the caller holds the {@link RunLock}.
 */
public final class Recovery {

  /** What can be done about the newest commit. */
  public enum Way {
    /** All of it is shown. */
    NOTHING_TO_DO,
    FORWARD,
    BACK,
    /** A file of the commit is lost, and so is what it replaced. */
    NEITHER
  }

  /**
   * What was found.
   *
   * @param commit number of the newest commit; 0: none
   * @param day what it publishes; null: nothing is unfinished
   * @param sentences one for each thing that is not as it should be
   * @param leftovers runs whose staged files were never committed; the next publication removes
   *     them
   */
  public record Report(
      Way way, long commit, PublishedDay day, List<String> sentences, List<String> leftovers) {}

  private final Storage storage;
  private final CommitLog log;
  private final Completion completion;

  public Recovery(Storage storage) {
    this(storage, Publication.Steps.untold());
  }

  /** {@code steps} are told what is shown, one after the other. */
  public Recovery(Storage storage, Publication.Steps steps) {
    this.storage = storage;
    this.log = new CommitLog(storage);
    this.completion = new Completion(storage, log, steps);
  }

  /** Looks, and changes nothing. */
  public Report examine() throws IOException {
    Optional<Commit> unfinished = log.unfinished();
    List<String> leftovers = new ArrayList<>(storage.entries(Layout.STAGING));
    if (unfinished.isEmpty()) {
      return new Report(Way.NOTHING_TO_DO, log.newestNumber(), null, List.of(), leftovers);
    }
    Commit commit = unfinished.get();
    leftovers.remove(commit.day().runId());
    Map<Place, List<String>> tables = new EnumMap<>(Place.class);
    for (CommittedTable table : commit.tables()) {
      tables
          .computeIfAbsent(completion.place(commit, table), place -> new ArrayList<>())
          .add(table.name());
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s: commit %d of run %s was not carried out to its end"
            .formatted(commit.day().day(), commit.sequence(), commit.day().runId()));
    tables.forEach(
        (place, names) ->
            sentences.add(
                switch (place) {
                      case SHOWN -> "shown already: ";
                      case STAGED -> "ready to be shown: ";
                      case LOST -> "missing or damaged: ";
                    }
                    + String.join(", ", names)));
    Way way = Way.FORWARD;
    if (commit.undoes() == null && tables.containsKey(Place.LOST)) {
      List<String> lost = lostFormerly(commit);
      way = lost.isEmpty() ? Way.BACK : Way.NEITHER;
      lost.forEach(name -> sentences.add("what was shown before is missing: " + name));
    }
    return new Report(way, commit.sequence(), commit.day(), sentences, leftovers);
  }

  /**
   * Goes the way that {@link #examine} finds.
   *
   * @throws PublicationFailed UNCLEAR if there is none
   */
  public Report recover() throws IOException {
    Report report = examine();
    switch (report.way()) {
      case NOTHING_TO_DO -> {}
      case FORWARD -> completion.carryOut(unfinished());
      case BACK -> {
        Commit undo = unfinished().undo();
        log.append(undo);
        completion.carryOut(undo);
      }
      case NEITHER ->
          throw new PublicationFailed(
              Outcome.UNCLEAR,
              "Commit %d can be carried out neither forward nor back: %s"
                  .formatted(report.commit(), String.join("; ", report.sentences())),
              "nothing was deleted; restore the files named, or run the day again with --force",
              null);
    }
    return report;
  }

  private Commit unfinished() throws IOException {
    return log.unfinished().orElseThrow(() -> new IOException("the commit is gone"));
  }

  private List<String> lostFormerly(Commit commit) throws IOException {
    List<String> lost = new ArrayList<>();
    for (CommittedTable table : commit.tables()) {
      if (table.formerly() != null && !storage.exists(table.formerly())) {
        lost.add(table.formerly());
      }
    }
    return lost;
  }
}

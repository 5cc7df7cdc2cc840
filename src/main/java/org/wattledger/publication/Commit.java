package org.wattledger.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The record that makes a day's tables the published ones: before it exists no reader sees any of
 * them, once it exists they all will be shown, by this run or by the next command. Stands in {@code
 * _commits/NUMBER.json}; numbers have no gaps.
 *
 * @param sequence one more than that of the commit before; never a time
 * @param former what the day showed before; null: nothing
 * @param formerLast what {@code _runs/last.json} said before; null: nothing
 * @param undoes number of the commit that this one takes back; null: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Commit(
    long sequence,
    PublishedDay day,
    List<CommittedTable> tables,
    PublishedDay former,
    PublishedDay formerLast,
    Long undoes) {

  /**
   * A table of the day.
   *
   * @param linked true: many files in a directory of the run, shown by a view; false: one file
   * @param formerly the directory that the view showed before, or the kept copy of the file; null:
   *     the day had no such table
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommittedTable(
      String name, boolean linked, List<CommittedFile> files, String formerly) {}

  /** A file, so that damage is noticed: its name, size and CRC-32C in hexadecimal. */
  public record CommittedFile(String name, long bytes, String crc32c) {

    boolean matches(Storage.Content content) {
      return content.bytes() == bytes && content.crc32c().equals(crc32c);
    }
  }

  /** The commit that takes this one back. */
  Commit undo() {
    return new Commit(sequence + 1, day, tables, former, formerLast, sequence);
  }
}

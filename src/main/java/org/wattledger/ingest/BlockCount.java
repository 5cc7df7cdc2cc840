package org.wattledger.ingest;

import java.io.Serializable;

/**
 * What became of the records of one block of an input file.
 *
 * @param tally what became of them
 * @param firstRecordId id of the block's first record, {@code lastRecordId} of its last
 */
record BlockCount(
    String source,
    String file,
    long blockStart,
    RecordTally tally,
    long firstRecordId,
    long lastRecordId)
    implements Serializable {

  /** The same block with a later last record. */
  BlockCount until(long recordId) {
    return new BlockCount(source, file, blockStart, tally, firstRecordId, recordId);
  }
}

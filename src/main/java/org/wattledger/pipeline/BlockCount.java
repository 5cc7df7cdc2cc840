package org.wattledger.pipeline;

import java.io.Serializable;
import org.wattledger.staging.Verdict;

/**
 * What became of the records of one block of an input file.
 *
 * @param byVerdict how many, by {@link Verdict#ordinal}
 * @param firstRecordId id of the block's first record, {@code lastRecordId} of its last
 */
record BlockCount(
    String source,
    String file,
    long blockStart,
    long[] byVerdict,
    long firstRecordId,
    long lastRecordId)
    implements Serializable {

  /** The same block with a later last record. */
  BlockCount until(long recordId) {
    return new BlockCount(source, file, blockStart, byVerdict, firstRecordId, recordId);
  }
}

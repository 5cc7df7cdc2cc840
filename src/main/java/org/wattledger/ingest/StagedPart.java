package org.wattledger.ingest;

import java.io.Serializable;
import java.util.List;
import org.wattledger.config.SourceKind;

/** What a task that stages records hands on: some hashes of ids, or at its end what it did. */
sealed interface StagedPart extends Serializable {

  /** Hashes of one range. */
  record IdHashes(long[] hashes) implements StagedPart {}

  /**
   * Tells of a finished task.
   *
   * @param files names of the files it wrote
   * @param columns how its records fill their columns
   */
  record Done(SourceKind kind, List<String> files, List<BlockCount> blocks, ColumnCounts columns)
      implements StagedPart {}
}

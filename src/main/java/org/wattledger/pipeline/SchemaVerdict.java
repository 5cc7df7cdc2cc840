package org.wattledger.pipeline;

import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.ingest.ColumnCounts;
import org.wattledger.quality.Check.Status;
import org.wattledger.schema.Table;
import org.wattledger.sources.CellReaders;
import org.wattledger.sources.SourceRows;

/**
 * What a change of a source's shape did to the day, by all of its records: FAIL if a canonical
 * column that was usually filled is empty, or its values no longer fit; WARN if the mapping copes.
 *
 * @param before the source on the last published day
 * @param counts of this day
 * @param maxRefusedRatio share of refused records above which values do not fit, 0 to 1
 */
record SchemaVerdict(SourceSchema before, ColumnCounts counts, double maxRefusedRatio) {

  /** From this share on a column is expected on every day. */
  private static final double USUAL_SHARE = 0.5;

  /** How improbable it must be that a column is empty by chance. */
  private static final double CHANCE = 0.001;

  /** Empty: the change is no more than a sparse member that happened not to occur. */
  Optional<Status> of(SchemaChange change) {
    if (!change.isRead()) {
      return Optional.of(Status.WARN);
    }
    if (change.readers().contains(CellReaders.WHERE) && leavesOutAll()) {
      return Optional.of(Status.FAIL);
    }
    boolean isSparse = true;
    for (String column : change.readers()) {
      if (column.equals(CellReaders.WHERE)) {
        isSparse = false;
        continue;
      }
      if (isLost(column) || change.type() != SchemaChange.Type.REMOVED && isUnfit(change, column)) {
        return Optional.of(Status.FAIL);
      }
      isSparse &= before.filledShare(column) < USUAL_SHARE && !isEmptyAgainstOdds(column);
    }
    return change.type() == SchemaChange.Type.REMOVED && isSparse
        ? Optional.empty()
        : Optional.of(Status.WARN);
  }

  private boolean leavesOutAll() {
    return before.records() > 0 && counts.judged() == 0 && counts.filtered() > 0;
  }

  private boolean isLost(String column) {
    return before.filledShare(column) >= USUAL_SHARE && isEmptyAgainstOdds(column);
  }

  private boolean isEmptyAgainstOdds(String column) {
    double share = before.filledShare(column);
    return share > 0
        && counts.judged() > 0
        && counts.filled(column) == 0
        && Math.pow(1 - share, counts.judged()) < CHANCE;
  }

  private boolean isUnfit(SchemaChange change, String column) {
    Table table = SourceRows.canonicalTable(counts.kind());
    boolean isText = table.field(column).type().equals(DataTypes.StringType);
    return counts.refused(column) > maxRefusedRatio * counts.judged()
        || change.type() == SchemaChange.Type.NESTED && isText;
  }
}

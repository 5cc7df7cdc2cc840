package org.wattledger.staging;

import static org.wattledger.schema.CanonicalTables.DEVICE_ID;
import static org.wattledger.schema.CanonicalTables.VALID_FROM;
import static org.wattledger.schema.CanonicalTables.VALID_TO;
import static org.wattledger.sources.LongCells.ABSENT;

import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.TextCells;

/**
 * Judges placements: one is kept if its validity, an open side included, touches the day and its
 * lookaround.
 */
final class PlacementJudge extends RecordJudge {
  private static final long serialVersionUID = 1L;

  private final long lookBackUs;
  private final long lookAheadUs;

  PlacementJudge(StagingWindow window) {
    super(window);
    this.lookBackUs = micros(window.lookBack());
    this.lookAheadUs = micros(window.lookAhead());
  }

  @Override
  Cells cells(RecordColumns batch) {
    return new Placements(batch);
  }

  private final class Placements extends Cells {
    private final TextCells deviceId;
    private final long[] fromUs;
    private final long[] toUs;

    Placements(RecordColumns batch) {
      deviceId = batch.texts(DEVICE_ID);
      fromUs = batch.longs(VALID_FROM).values();
      toUs = batch.longs(VALID_TO).values();
    }

    @Override
    boolean isPlaced(int row) {
      return fromUs[row] != ABSENT || toUs[row] != ABSENT;
    }

    @Override
    boolean isInWindow(int row) {
      return (fromUs[row] == ABSENT || fromUs[row] < lookAheadUs)
          && (toUs[row] == ABSENT || toUs[row] > lookBackUs);
    }

    @Override
    Refusal fault(int row) {
      if (deviceId.isAbsent(row)) {
        return Refusal.of(RejectReason.MISSING_FIELD, DEVICE_ID);
      }
      if (Identity.isUnsure(deviceId.text(row))) {
        return Refusal.of(RejectReason.WRONG_TYPE, DEVICE_ID);
      }
      boolean endsFirst = fromUs[row] != ABSENT && toUs[row] != ABSENT && toUs[row] < fromUs[row];
      return endsFirst ? Refusal.of(RejectReason.END_BEFORE_START, VALID_TO) : null;
    }
  }
}

package org.wattledger.staging;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.wattledger.config.SourceKind;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;

/**
 * Gives each record of a source one verdict for the day.
 *
 * <p>A record is judged on the day it belongs to and on no other: one with a usable time belongs to
 * the day of that time, any other to the day of its file. On other days it is outside the window,
 * whatever else is wrong with it, so that three nights that read the same file count a fault once.
 */
public abstract class RecordJudge implements Serializable {
  private static final long serialVersionUID = 1L;

  final long dayStartUs;
  final long dayEndUs;

  RecordJudge(StagingWindow window) {
    this.dayStartUs = micros(window.start());
    this.dayEndUs = micros(window.end());
  }

  /** The judge of a kind of source. */
  public static RecordJudge of(SourceKind kind, StagingWindow window) {
    return switch (kind) {
      case REQUESTS -> new RequestJudge(window);
      case TELEMETRY -> new TelemetryJudge(window);
      case PLACEMENTS -> new PlacementJudge(window);
      case TRAINING -> new TrainingJudge(window);
    };
  }

  /** The columns of a batch that decide, with what the kind says of a record. */
  abstract static class Cells {

    /** Whether the record has a usable time. */
    abstract boolean isPlaced(int row);

    /** Whether that time belongs to the day; asked only of records that have one. */
    abstract boolean isInWindow(int row);

    /** The time that places the record; {@link LongCells#ABSENT}: it is placed otherwise. */
    long timeUs(int row) {
      return LongCells.ABSENT;
    }

    /** The first fault in the order of {@link RejectReason}, beyond those of single cells. */
    abstract Refusal fault(int row);

    /** Hour of the day in which an accepted record counts first. */
    int startHour(int row) {
      return 0;
    }
  }

  abstract Cells cells(RecordColumns batch);

  /** Judges a batch. */
  public final void judge(RecordColumns batch, Verdicts into) {
    into.reserve(batch.rows());
    Cells cells = cells(batch);
    for (int row = 0; row < batch.rows(); row++) {
      boolean isMalformed = batch.malformedDigest(row) != null;
      boolean isPlaced = !isMalformed && cells.isPlaced(row);
      if (isPlaced ? !cells.isInWindow(row) : !batch.isOfDay()) {
        long timeUs = isPlaced ? cells.timeUs(row) : LongCells.ABSENT;
        into.leaveOut(row, TimeScale.of(timeUs, dayStartUs, dayEndUs));
        continue;
      }
      if (!isMalformed && !batch.isKept(row)) {
        into.filter(row);
        continue;
      }
      Refusal fault = isMalformed ? Refusal.MALFORMED : fault(batch, cells, row);
      if (fault != null) {
        into.reject(row, fault);
      } else {
        into.accept(row, cells.startHour(row));
      }
    }
  }

  private static Refusal fault(RecordColumns batch, Cells cells, int row) {
    if (batch.hasWrongType(row)) {
      return Refusal.of(RejectReason.WRONG_TYPE, batch.faultyColumn(row));
    }
    return batch.hasNonFinite(row)
        ? Refusal.of(RejectReason.NON_FINITE, batch.faultyColumn(row))
        : cells.fault(row);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}

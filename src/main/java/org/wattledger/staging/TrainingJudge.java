package org.wattledger.staging;

import static org.wattledger.schema.CanonicalTables.DEVICES;
import static org.wattledger.schema.CanonicalTables.DEVICE_TIME_H;
import static org.wattledger.schema.CanonicalTables.ENERGY_WH;
import static org.wattledger.schema.CanonicalTables.JOB_ENDED_AT;
import static org.wattledger.schema.CanonicalTables.JOB_ID;
import static org.wattledger.schema.CanonicalTables.JOB_POWER_W;
import static org.wattledger.schema.CanonicalTables.JOB_STARTED_AT;
import static org.wattledger.sources.LongCells.ABSENT;

import org.wattledger.schema.Field;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.TextCells;

/**
 * Judges rows of training jobs: one is kept if the job, or this stretch of it, began before the
 * day's end. What ended long ago is kept too, because a model's training is compared with its
 * inference as a whole.
 *
 * <p>Rows of a job add up, so nothing may be read twice: unlike a log, a list counts only as the
 * files of the day itself show it; rows of the neighbouring days' files are outside the window.
 */
final class TrainingJudge extends RecordJudge {
  private static final long serialVersionUID = 1L;

  TrainingJudge(StagingWindow window) {
    super(window);
  }

  @Override
  Cells cells(RecordColumns batch) {
    return new Jobs(batch);
  }

  private final class Jobs extends Cells {
    private final boolean isOfDay;
    private final TextCells jobId;
    private final long[] startUs;
    private final long[] endUs;
    private final long[] devices;
    private final double[] deviceTimeH;
    private final double[] powerW;
    private final double[] energyWh;

    Jobs(RecordColumns batch) {
      isOfDay = batch.isOfDay();
      jobId = batch.texts(JOB_ID);
      startUs = batch.longs(JOB_STARTED_AT).values();
      endUs = batch.longs(JOB_ENDED_AT).values();
      devices = batch.longs(DEVICES).values();
      deviceTimeH = batch.doubles(DEVICE_TIME_H).values();
      powerW = batch.doubles(JOB_POWER_W).values();
      energyWh = batch.doubles(ENERGY_WH).values();
    }

    @Override
    boolean isPlaced(int row) {
      return startUs[row] != ABSENT;
    }

    @Override
    boolean isInWindow(int row) {
      return startUs[row] < dayEndUs && isOfDay;
    }

    @Override
    Refusal fault(int row) {
      if (jobId.isAbsent(row) || !isPlaced(row)) {
        return Refusal.of(
            RejectReason.MISSING_FIELD, jobId.isAbsent(row) ? JOB_ID : JOB_STARTED_AT);
      }
      if (Identity.isUnsure(jobId.text(row))) {
        return Refusal.of(RejectReason.WRONG_TYPE, JOB_ID);
      }
      Field negative = negative(row);
      if (negative != null) {
        return Refusal.of(RejectReason.NEGATIVE, negative);
      }
      if (startUs[row] < 0) {
        return Refusal.of(RejectReason.OUT_OF_RANGE, JOB_STARTED_AT);
      }
      boolean endsFirst = endUs[row] != ABSENT && endUs[row] < startUs[row];
      return endsFirst ? Refusal.of(RejectReason.END_BEFORE_START, JOB_ENDED_AT) : null;
    }

    private Field negative(int row) {
      if (devices[row] < 0 && devices[row] != ABSENT) {
        return DEVICES;
      }
      if (deviceTimeH[row] < 0) {
        return DEVICE_TIME_H;
      }
      if (powerW[row] < 0) {
        return JOB_POWER_W;
      }
      return energyWh[row] < 0 ? ENERGY_WH : null;
    }
  }
}

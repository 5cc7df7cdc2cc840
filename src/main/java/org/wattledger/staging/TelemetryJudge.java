package org.wattledger.staging;

import static org.wattledger.schema.CanonicalTables.DEVICE_ID;
import static org.wattledger.schema.CanonicalTables.ENERGY_MJ;
import static org.wattledger.schema.CanonicalTables.POWER_W;
import static org.wattledger.schema.CanonicalTables.SAMPLED_AT;
import static org.wattledger.schema.CanonicalTables.UTILIZATION_RATIO;

import org.wattledger.sources.DoubleCells;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.TextCells;

/**
 * Judges samples of meters. They are kept from lookaround before the day to lookaround after it,
 * both inclusive, because the curve of a device needs its neighbours. Repeated samples are still
 * accepted. A reading that is a meter's blank counts as missing.
 */
final class TelemetryJudge extends RecordJudge {
  private static final long serialVersionUID = 1L;

  /** At and above this a reading is DCGM's blank: 2^63 - 16 as an integer, also after a double. */
  private static final double INTEGER_BLANK = 9.2e18;

  /** DCGM's blank for a floating-point reading is 2^47. */
  private static final double REAL_BLANK = 0x1p47;

  private final long lookBackUs;
  private final long lookAheadUs;

  TelemetryJudge(StagingWindow window) {
    super(window);
    this.lookBackUs = micros(window.lookBack());
    this.lookAheadUs = micros(window.lookAhead());
  }

  @Override
  Cells cells(RecordColumns batch) {
    return new Samples(batch);
  }

  private final class Samples extends Cells {
    private final TextCells deviceId;
    private final long[] sampledUs;
    private final long[] energyMj;
    private final double[] powerW;
    private final double[] utilization;

    Samples(RecordColumns batch) {
      deviceId = batch.texts(DEVICE_ID);
      sampledUs = batch.longs(SAMPLED_AT).values();
      energyMj = batch.longs(ENERGY_MJ).values();
      powerW = batch.doubles(POWER_W).values();
      utilization = batch.doubles(UTILIZATION_RATIO).values();
      for (int row = 0; row < batch.rows(); row++) {
        energyMj[row] = energyMj[row] >= INTEGER_BLANK ? LongCells.ABSENT : energyMj[row];
        powerW[row] = powerW[row] >= REAL_BLANK ? DoubleCells.ABSENT : powerW[row];
        utilization[row] = utilization[row] >= REAL_BLANK ? DoubleCells.ABSENT : utilization[row];
      }
    }

    @Override
    boolean isPlaced(int row) {
      return sampledUs[row] != LongCells.ABSENT;
    }

    @Override
    boolean isInWindow(int row) {
      return sampledUs[row] >= lookBackUs && sampledUs[row] <= lookAheadUs;
    }

    @Override
    long timeUs(int row) {
      return sampledUs[row];
    }

    @Override
    Refusal fault(int row) {
      boolean hasMeasure =
          energyMj[row] != LongCells.ABSENT
              || !Double.isNaN(powerW[row])
              || !Double.isNaN(utilization[row]);
      if (deviceId.isAbsent(row)) {
        return Refusal.of(RejectReason.MISSING_FIELD, DEVICE_ID);
      }
      if (Identity.isUnsure(deviceId.text(row))) {
        return Refusal.of(RejectReason.WRONG_TYPE, DEVICE_ID);
      }
      if (!isPlaced(row)) {
        return Refusal.of(RejectReason.MISSING_FIELD, SAMPLED_AT);
      }
      if (!hasMeasure) {
        return Refusal.of(RejectReason.MISSING_FIELD, ENERGY_MJ, POWER_W, UTILIZATION_RATIO);
      }
      if (energyMj[row] < 0 && energyMj[row] != LongCells.ABSENT) {
        return Refusal.of(RejectReason.NEGATIVE, ENERGY_MJ);
      }
      if (powerW[row] < 0) {
        return Refusal.of(RejectReason.NEGATIVE, POWER_W);
      }
      if (utilization[row] < 0) {
        return Refusal.of(RejectReason.NEGATIVE, UTILIZATION_RATIO);
      }
      return utilization[row] > 1 ? Refusal.of(RejectReason.OUT_OF_RANGE, UTILIZATION_RATIO) : null;
    }
  }
}

package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.TimeRange;

class EnergyCurveTest {

  private static final byte COUNTER = (byte) EnergyBasis.COUNTER.ordinal();
  private static final byte UTILIZATION = (byte) EnergyBasis.UTILIZATION.ordinal();

  /** 10 mJ in [0, 3), nothing known in [3, 5), 7 mJ in [5, 12) us. */
  private static final EnergyCurve WITH_A_GAP =
      EnergyCurve.of(
          new long[] {0, 3, 5, 12},
          new long[] {0, 10, 10, 17},
          new byte[] {COUNTER, EnergyCurve.GAP, UTILIZATION});

  @Test
  void insideAnIntervalEnergyGrowsLinearlyAndIsRoundedDown() {
    // 10 x 1/3 = 3.3, 10 x 2/3 = 6.7, 10: three parts of 3, 3 and 4
    assertThat(WITH_A_GAP.at(1)).isEqualTo(3);
    assertThat(WITH_A_GAP.at(2)).isEqualTo(6);
    assertThat(WITH_A_GAP.at(3)).isEqualTo(10);
    assertThat(WITH_A_GAP.energyMj(2, 3)).isEqualTo(4);
  }

  @Test
  void outsideTheKnotsAndInAGapNothingIsAdded() {
    assertThat(WITH_A_GAP.at(-100)).isZero();
    assertThat(WITH_A_GAP.at(4)).isEqualTo(10);
    assertThat(WITH_A_GAP.at(1_000)).isEqualTo(17);
    assertThat(WITH_A_GAP.gaps()).containsExactly(new TimeRange(3, 5));
  }

  @Test
  void anHourOfAHundredKilowattsIsInterpolatedExactly() {
    // 100 kW x 3 600 s = 360 MJ = 3.6e11 mJ; after a third: 1.2e11 mJ
    long hourUs = 3_600_000_000L;
    EnergyCurve curve =
        EnergyCurve.of(new long[] {0, hourUs}, new long[] {0, 360_000_000_000L}, new byte[] {0});

    assertThat(curve.at(hourUs / 3)).isEqualTo(120_000_000_000L);
    // one us before the end: 3.6e11 x (1 - 1 / 3.6e9) = 3.6e11 - 100
    assertThat(curve.at(hourUs - 1)).isEqualTo(359_999_999_900L);
  }

  @Test
  void coverageCountsMicrosecondsOutsideGaps() {
    assertThat(WITH_A_GAP.coveredUs(0, 12)).isEqualTo(10);
    assertThat(WITH_A_GAP.coveredUs(2, 6)).isEqualTo(2);
    assertThat(WITH_A_GAP.coveredUs(3, 5)).isZero();
    assertThat(WITH_A_GAP.coveredUs(-5, 100)).isEqualTo(10);
  }

  @Test
  void aCellOfTheCoverageMaskIsSetWhenAtLeastHalfOfItIsCovered() {
    // Slot of 128 us, cells of 2 us. Covered [0, 3) and [5, 12): cell 0 wholly, cell 1 half, cell 2
    // = [4, 6) half, cells 3 to 5 wholly.
    assertThat(WITH_A_GAP.coverageMask(0, 128, 0, 128)).isEqualTo(0b111111L);
    // Cells of 4 us: [0, 4) 3 of 4, [4, 8) 3 of 4, [8, 12) wholly.
    assertThat(WITH_A_GAP.coverageMask(0, 256, 0, 256)).isEqualTo(0b111L);
    // Only what lies in [5, 7) counts: 1 of 4 in no cell, 2 of 4 in the second.
    assertThat(WITH_A_GAP.coverageMask(0, 256, 5, 7)).isEqualTo(0b10L);
    assertThat(WITH_A_GAP.coverageMask(0, 256, 5, 6)).isZero();
    assertThat(WITH_A_GAP.coverageMask(1_000, 64, 1_000, 1_064)).isZero();
  }

  @Test
  void aWhollyCoveredSlotHasAllBits() {
    EnergyCurve curve = EnergyCurve.of(new long[] {0, 1_000}, new long[] {0, 5}, new byte[] {0});

    assertThat(curve.coverageMask(100, 640, 100, 740)).isEqualTo(-1L);
  }

  @Test
  void aCurveWithoutIntervalsHasNoEnergy() {
    EnergyCurve empty = EnergyCurve.of(new long[] {5}, new long[] {0}, new byte[0]);

    assertThat(empty.at(10)).isZero();
    assertThat(empty.coveredUs(0, 10)).isZero();
    assertThat(empty.gaps()).isEmpty();
    SlotCursor cursor = empty.slots(10);
    cursor.moveTo(0);
    assertThat(cursor.energyMj()).isZero();
    assertThat(cursor.basis()).isEqualTo(EnergyCurve.GAP);
  }

  @Test
  void theCursorTellsOfEachSlot() {
    SlotCursor cursor = WITH_A_GAP.slots(6);

    // [0, 6): 10 mJ of the counter and 1 mJ estimated, 3 + 1 us covered
    cursor.moveTo(0);
    assertThat(cursor.energyMj()).isEqualTo(11);
    assertThat(cursor.estimatedMj()).isEqualTo(1);
    assertThat(cursor.coveredUs()).isEqualTo(4);
    assertThat(cursor.basis()).isEqualTo(UTILIZATION);

    // [6, 12): 6 mJ, all estimated, wholly covered
    cursor.moveTo(6);
    assertThat(cursor.energyMj()).isEqualTo(6);
    assertThat(cursor.estimatedMj()).isEqualTo(6);
    assertThat(cursor.coverageMask()).isEqualTo(-1L);

    cursor.moveTo(12);
    assertThat(cursor.energyMj()).isZero();
    assertThat(cursor.coverageMask()).isZero();
    assertThat(cursor.basis()).isEqualTo(EnergyCurve.GAP);
  }

  @Test
  void theCursorWalksPartsOfASlotButNeverBack() {
    SlotCursor cursor = WITH_A_GAP.slots(6);

    cursor.moveTo(0, 0, 2);
    assertThat(cursor.energyMj()).isEqualTo(6);
    cursor.moveTo(0, 2, 6);
    assertThat(cursor.energyMj()).isEqualTo(5);
    assertThatThrownBy(() -> cursor.moveTo(0)).hasMessageContaining("in order of time");
  }

  @Test
  void knotsThatAreNoCurveAreRefused() {
    assertThatThrownBy(
            () -> EnergyCurve.of(new long[] {0, 0}, new long[] {0, 1}, new byte[] {COUNTER}))
        .hasMessageContaining("time must rise");
    assertThatThrownBy(
            () ->
                EnergyCurve.of(new long[] {0, 1}, new long[] {0, 1}, new byte[] {EnergyCurve.GAP}))
        .hasMessageContaining("nor grow in a gap");
    assertThatThrownBy(() -> EnergyCurve.of(new long[] {0}, new long[] {0}, new byte[] {COUNTER}))
        .hasMessageContaining("one knot and one value more");
  }

  @Test
  void aSliceHasTheSamePiecesInsideItsRangeAndNothingElse() {
    // [3, 5) is a gap, so only the piece from 5 on reaches into [3, 9); it stays whole.
    EnergyCurve slice = WITH_A_GAP.slice(3, 9);

    assertThat(slice.energyMj(5, 9)).isEqualTo(WITH_A_GAP.energyMj(5, 9)).isEqualTo(4);
    assertThat(slice.pieces()).isEqualTo(1);
    assertThat(slice.knotUs(0)).isEqualTo(5);
    assertThat(slice.knotUs(1)).isEqualTo(12);
    // A range that begins inside the first piece takes it along; one that ends at 5 lacks the last.
    assertThat(WITH_A_GAP.slice(2, 5).knotUs(0)).isZero();
    assertThat(WITH_A_GAP.slice(2, 5).pieces()).isEqualTo(1);
    assertThat(WITH_A_GAP.slice(-5, 20).pieces()).isEqualTo(3);
    assertThat(WITH_A_GAP.slice(12, 20).pieces()).isZero();
  }

  @Test
  void aCurveSentToAnotherMachineIsTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(WITH_A_GAP);
    }
    EnergyCurve received;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      received = (EnergyCurve) in.readObject();
    }

    assertThat(received.pieces()).isEqualTo(3);
    for (int us = -1; us <= 13; us++) {
      assertThat(received.at(us)).as("at %d us", us).isEqualTo(WITH_A_GAP.at(us));
    }
    for (int piece = 0; piece < 3; piece++) {
      assertThat(received.basis(piece)).isEqualTo(WITH_A_GAP.basis(piece));
    }
  }
}

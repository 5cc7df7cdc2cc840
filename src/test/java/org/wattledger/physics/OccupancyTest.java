package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cells of a slot of 1 s: 15,625 us, of which 7,813 us are at least a half. */
class OccupancyTest {

  private static final long CELL = 15_625;

  @Test
  void theFirstCellCountsWhenAtLeastHalfOfItIsCovered() {
    // 15,625 - 7,812 = 7,813 us of cell 0 are covered, then 7,812 us.
    assertThat(Occupancy.firstCell(7_812, 10 * CELL, CELL)).isEqualTo(0);
    assertThat(Occupancy.firstCell(7_813, 10 * CELL, CELL)).isEqualTo(1);
  }

  @Test
  void theLastCellCountsWhenAtLeastHalfOfItIsCovered() {
    assertThat(Occupancy.lastCell(0, 3 * CELL + 7_812, CELL)).isEqualTo(2);
    assertThat(Occupancy.lastCell(0, 3 * CELL + 7_813, CELL)).isEqualTo(3);
  }

  @Test
  void anEndOnABorderDoesNotTouchTheNextCell() {
    assertThat(Occupancy.firstCell(2 * CELL, 5 * CELL, CELL)).isEqualTo(2);
    assertThat(Occupancy.lastCell(2 * CELL, 5 * CELL, CELL)).isEqualTo(4);
  }

  @Test
  void aRequestShorterThanACellSetsTheOneItBeginsIn() {
    occupies(CELL - 1, CELL + 10_000, 0, 0);
    occupies(CELL + 3, CELL + 4, 1, 1);
    occupies(0, CELL - 1, 0, 0);
  }

  @Test
  void aRequestOfOneCellAcrossABorderSetsTheCellThatHoldsMoreOfIt() {
    occupies(7_812, 7_812 + CELL, 0, 0);
    occupies(7_813, 7_813 + CELL, 1, 1);
  }

  @Test
  void exactlyHalfOfBothCellsSetsBoth() {
    // Cells of 64 us: 32 us in each.
    assertThat(Occupancy.firstCell(32, 96, 64)).isEqualTo(0);
    assertThat(Occupancy.lastCell(32, 96, 64)).isEqualTo(1);
  }

  @Test
  void bitsAreInclusive() {
    assertThat(Occupancy.bits(0, 63)).isEqualTo(Occupancy.FULL);
    assertThat(Occupancy.bits(0, 0)).isEqualTo(1);
    assertThat(Occupancy.bits(63, 63)).isEqualTo(Long.MIN_VALUE);
    assertThat(Occupancy.bits(2, 5)).isEqualTo(0b111100);
  }

  private static void occupies(long startUs, long endUs, long first, long last) {
    assertThat(Occupancy.firstCell(startUs, endUs, CELL)).isEqualTo(first);
    assertThat(Occupancy.lastCell(startUs, endUs, CELL)).isEqualTo(last);
  }
}

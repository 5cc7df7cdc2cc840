package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlotGridTest {

  private static final long DAY = 20_000 * 86_400_000_000L;

  @Test
  void anHourOfOneSecondSlotsHas3600() {
    SlotGrid grid = new SlotGrid(DAY, 1_000_000);

    assertThat(grid.slotsPerInterval()).isEqualTo(3_600);
    assertThat(grid.hourStartUs(23)).isEqualTo(DAY + 23 * 3_600_000_000L);
    assertThat(grid.dayEndUs()).isEqualTo(DAY + 86_400_000_000L);
  }

  @Test
  void instantsOutsideTheDayLieInHoursBeforeAndAfterIt() {
    SlotGrid grid = new SlotGrid(DAY, 1_000_000);

    assertThat(grid.intervalOf(DAY - 1)).isEqualTo(-1);
    assertThat(grid.intervalOf(DAY)).isZero();
    assertThat(grid.intervalOf(DAY + 3_600_000_000L - 1)).isZero();
    assertThat(grid.intervalOf(DAY + 3_600_000_000L)).isEqualTo(1);
    assertThat(grid.intervalOf(grid.dayEndUs())).isEqualTo(24);
  }

  @Test
  void aDayThatDoesNotStartAtMidnightIsRefused() {
    assertThatThrownBy(() -> new SlotGrid(DAY + 1, 1_000_000)).hasMessageContaining("midnight");
  }

  @Test
  void aSlotThatDoesNotDivideAnHourOrHasNoWholeCellsIsRefused() {
    assertThatThrownBy(() -> new SlotGrid(DAY, 7_000_000)).hasMessageContaining("7000000");
    // 100 ms / 64 is no whole number of microseconds.
    assertThatThrownBy(() -> new SlotGrid(DAY, 100_000)).hasMessageContaining("100000");
    assertThatThrownBy(() -> new SlotGrid(DAY, 0)).hasMessageContaining("1 s");
  }
}

package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Slots of 1 s; energy in nanojoules, costs in millijoules. */
class AttributionCurveTest {

  private static final long HOUR = 20_000 * 86_400_000_000L;
  private static final long SECOND = 1_000_000;

  private final long[] energyNj = new long[3_600];
  private final long[] weight = new long[3_600];

  @Test
  void twoRequestsAllTheTimeShareASlotByTheirRates() {
    // 300 J; rates 2 and 1 over 1 s.
    fill(0, 300_000_000_000L, 3 * SECOND);

    assertThat(cost(0, SECOND, 2)).isCloseTo(200_000, within(1e-6));
    assertThat(cost(0, SECOND, 1)).isCloseTo(100_000, within(1e-6));
  }

  @Test
  void halfASlotCostsHalfOfIt() {
    // One request for half of the slot carries all of the slot's weight.
    fill(0, 300_000_000_000L, 2 * (SECOND / 2));

    assertThat(cost(250_000, 750_000, 2)).isCloseTo(300_000, within(1e-6));
    assertThat(cost(250_000, 500_000, 2)).isCloseTo(150_000, within(1e-6));
  }

  @Test
  void aPhaseOverThreeSlotsPaysEachSlotAtItsOwnPrice() {
    fill(0, 100_000_000_000L, SECOND / 2);
    fill(1, 50_000_000_000L, SECOND);
    fill(2, 10_000_000_000L, SECOND / 4);

    // 100 J + 50 J + 10 J
    assertThat(cost(SECOND / 2, 2 * SECOND + SECOND / 4, 1)).isCloseTo(160_000, within(1e-6));
  }

  @Test
  void aSlotWithoutWeightCostsNothing() {
    fill(0, 300_000_000_000L, 0);
    fill(1, 100_000_000_000L, SECOND);

    assertThat(cost(0, SECOND, 5)).isZero();
    assertThat(cost(0, 2 * SECOND, 1)).isCloseTo(100_000, within(1e-6));
  }

  @Test
  void anHourWithoutAnyWeightCostsNothing() {
    assertThat(cost(0, SlotGrid.HOUR_US, 1_000_000_000_000L)).isZero();
  }

  @Test
  void onlyThePartInsideTheHourIsPaid() {
    fill(0, 7_000_000_000L, SECOND);
    fill(3_599, 9_000_000_000L, SECOND);

    assertThat(cost(-5 * SECOND, SECOND, 1)).isCloseTo(7_000, within(1e-6));
    assertThat(cost(SlotGrid.HOUR_US - SECOND, SlotGrid.HOUR_US + SECOND, 1))
        .isCloseTo(9_000, within(1e-6));
    assertThat(cost(SlotGrid.HOUR_US, SlotGrid.HOUR_US + SECOND, 1)).isZero();
    assertThat(cost(-SECOND, 0, 1)).isZero();
  }

  @Test
  void cheapSlotsBesideAVeryDearOneKeepTheirDigits() {
    // In slot 0 a single unit of rate paid 1 kJ; later a rate of 10^12 pays 1 kJ in each slot.
    fill(0, 1_000_000_000_000L, SECOND);
    for (int slot = 1; slot < 3_600; slot++) {
      fill(slot, 1_000_000_000_000L, 1_000_000_000_000L * SECOND);
    }

    // 3,599 kJ = 3,599,000,000 mJ
    assertThat(cost(SECOND, SlotGrid.HOUR_US, 1_000_000_000_000L))
        .isCloseTo(3_599_000_000.0, within(0.5));
  }

  private void fill(int slot, long nanojoules, long slotWeight) {
    energyNj[slot] = nanojoules;
    weight[slot] = slotWeight;
  }

  private double cost(long fromUs, long toUs, long rate) {
    return new AttributionCurve(HOUR, SECOND, SlotPrices.of(SECOND, energyNj, weight))
        .costMj(HOUR + fromUs, HOUR + toUs, rate);
  }
}

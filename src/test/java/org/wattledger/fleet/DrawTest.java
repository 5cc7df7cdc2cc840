package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrawTest {

  @Test
  void firstBitsUnderKeyZeroAreThePublishedOnesOfSplitMix64() {
    assertThat(new Draw(0).bits(0)).isEqualTo(0xE220A8397B1DCDAFL);
  }

  @Test
  void normalDrawsHaveMeanZeroAndVarianceOne() {
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double normal = new Draw(7).at(i).normal(0);
      sum += normal;
      squares += normal * normal;
    }

    // Standard errors: 1 / sqrt(20 000) = 0.007 and sqrt(2 / 20 000) = 0.01; four of them.
    assertThat(sum / draws).isCloseTo(0, within(0.028));
    assertThat(squares / draws).isCloseTo(1, within(0.04));
  }
}

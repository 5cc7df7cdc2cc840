package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table of edges gives the bin of the logarithm, for each amount there is. */
class LogBinsTest {

  /**
   * The logarithm is off by less than one unit in its last place, 7.2e-15 for the largest here, so
   * it can only disagree with a table within 33 units in the last place of an amount at an edge.
   */
  private static final int ULPS = 64;

  private static final int LEAST_BIN = LogHistogram.binByLogarithm(LogHistogram.LEAST);
  private static final int GREATEST_BIN = LogHistogram.binByLogarithm(LogHistogram.GREATEST);

  @Test
  void amountsAtEachEdgeFallWhereTheLogarithmPutsThem() {
    for (int bin = LEAST_BIN; bin <= GREATEST_BIN; bin++) {
      long edge = Double.doubleToRawLongBits(StrictMath.exp(bin * LogHistogram.LOG_OF_BASE));
      for (int ulps = -ULPS; ulps <= ULPS; ulps++) {
        assertSame(Double.longBitsToDouble(edge + ulps));
      }
    }
  }

  @Test
  void amountsOfEachCellFallWhereTheLogarithmPutsThem() {
    Random random = new Random(25);
    for (double amount = LogHistogram.LEAST; amount < LogHistogram.GREATEST; amount *= 1.0007) {
      assertSame(amount);
      assertSame(amount * (1 + 0.0007 * random.nextDouble()));
    }
  }

  @Test
  void theEndsOfTheRangeHaveBins() {
    // ln(1e12) / ln(1.01) = 2776.9
    assertThat(LogBins.bin(LogHistogram.LEAST)).isEqualTo(-2777);
    assertThat(LogBins.bin(LogHistogram.GREATEST)).isEqualTo(2776);
    assertThat(LogHistogram.histogramBin(1e300)).isEqualTo(2776);
    assertThat(LogHistogram.histogramBin(Math.nextDown(LogHistogram.LEAST)))
        .isEqualTo(LogHistogram.ZERO_BIN);
  }

  private static void assertSame(double amount) {
    if (amount < LogHistogram.LEAST || amount > LogHistogram.GREATEST) {
      return;
    }
    // Half a million amounts: an assertion object for each would take the time.
    if (LogBins.bin(amount) != LogHistogram.binByLogarithm(amount)) {
      assertThat(LogBins.bin(amount))
          .as(Double.toString(amount))
          .isEqualTo(LogHistogram.binByLogarithm(amount));
    }
  }
}

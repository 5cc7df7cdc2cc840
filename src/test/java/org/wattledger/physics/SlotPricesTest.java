package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slots of 1 s, 3,600 of them unless said otherwise. */
class SlotPricesTest {

  private static final long HOUR = 20_000 * 86_400_000_000L;
  private static final long SECOND = 1_000_000;
  private static final int SLOTS = 3_600;

  private final long[] energyNj = new long[SLOTS];
  private final long[] weight = new long[SLOTS];

  @Test
  void anIdleHourIsOneRunOfNothing() {
    SlotPrices prices = prices();

    assertThat(prices.runs()).isEqualTo(1);
    assertThat(prices.end(0)).isEqualTo(SLOTS);
    assertThat(prices.mj(0)).isZero();
    // one byte of runs, two of length, a double
    assertThat(written(prices)).hasSize(11);
    assertArrives(prices);
  }

  @Test
  void aSteadyHourIsOneRun() {
    Arrays.fill(energyNj, 300_000_000_000L);
    Arrays.fill(weight, 3 * SECOND);
    SlotPrices prices = prices();

    assertThat(prices.runs()).isEqualTo(1);
    // 300,000 mJ for a rate of 3
    assertThat(prices.mj(0)).isEqualTo(100_000);
    assertArrives(prices);
  }

  @Test
  void aShortRequestIsARunBetweenTwo() {
    Arrays.fill(energyNj, 90, 100, 50_000_000_000L);
    Arrays.fill(weight, 90, 100, SECOND);
    SlotPrices prices = prices();

    assertThat(prices.runs()).isEqualTo(3);
    assertThat(new int[] {prices.end(0), prices.end(1), prices.end(2)})
        .containsExactly(90, 100, SLOTS);
    assertThat(written(prices).length).isLessThan(40);
    assertArrives(prices);
  }

  @Test
  void energyWithoutWeightHasNoPrice() {
    Arrays.fill(energyNj, 1);

    assertThat(prices().runs()).isEqualTo(1);
    assertThat(prices().mj(0)).isZero();
  }

  @Test
  void anHourThatChangesEverySecondHasAsManyRunsAsSeconds() {
    everySecondAnother();

    assertThat(prices().runs()).isEqualTo(SLOTS);
    assertArrives(prices());
  }

  @Test
  void theSmallestAndTheLargestPriceArriveAsTheyAre() {
    energyNj[0] = 1;
    weight[0] = Long.MAX_VALUE;
    energyNj[1] = Long.MAX_VALUE;
    weight[1] = 1;

    assertArrives(prices());
  }

  @Test
  void anIntervalOfOneSlotArrives() {
    assertArrives(SlotPrices.of(SECOND, new long[] {7}, new long[] {3}));
  }

  /** What is left out of a curve where G stands still changes no bit of any cost. */
  @Test
  void aCurveOfFewBordersCostsWhatOneOfAllBordersDoes() {
    Random random = new Random(11);
    for (int request = 0; request < 12; request++) {
      int from = random.nextInt(SLOTS - 40);
      for (int slot = from; slot < from + 1 + random.nextInt(40); slot++) {
        energyNj[slot] = random.nextLong(1_000_000_000_000L);
        // Dearer by up to twelve powers of ten than the slot beside it.
        weight[slot] = (long) Math.pow(10, 6 + random.nextInt(12));
      }
    }
    assertSameCosts(random);
  }

  @Test
  void aCurveThatRisesEverySecondCostsWhatItsPricesSay() {
    everySecondAnother();

    assertSameCosts(new Random(12));
  }

  @Test
  void aCurveThatNeverRisesCostsNothing() {
    assertSameCosts(new Random(13));
  }

  private void everySecondAnother() {
    for (int slot = 0; slot < SLOTS; slot++) {
      energyNj[slot] = 1_000_000_000L + slot;
      weight[slot] = SECOND;
    }
  }

  private SlotPrices prices() {
    return SlotPrices.of(SECOND, energyNj, weight);
  }

  private void assertSameCosts(Random random) {
    AttributionCurve curve = new AttributionCurve(HOUR, SECOND, prices());
    AllBorders all = new AllBorders();
    for (int i = 0; i < 20_000; i++) {
      int from = random.nextInt(SLOTS + 1);
      int to = from + random.nextInt(SLOTS + 1 - from);
      // On the borders of slots a cost is the difference of G alone.
      assertThat(curve.costMj(HOUR + from * SECOND, HOUR + to * SECOND, 1))
          .isEqualTo(to == from ? 0 : all.cost(from, to));
    }
  }

  /** G at every border, as the formula has it. */
  private final class AllBorders {
    private final double[] high = new double[SLOTS + 1];
    private final double[] low = new double[SLOTS + 1];

    AllBorders() {
      for (int i = 0; i < SLOTS; i++) {
        double price = weight[i] > 0 ? energyNj[i] * 1e-6 * SECOND / weight[i] : 0;
        double sum = high[i] + price;
        double added = sum - high[i];
        double rest = low[i] + ((high[i] - (sum - added)) + (price - added));
        high[i + 1] = sum + rest;
        low[i + 1] = rest - (high[i + 1] - sum);
      }
    }

    double cost(int from, int to) {
      if (to == from + 1) {
        return between(from, to);
      }
      return between(from, from + 1) + between(from + 1, to - 1) + between(to - 1, to);
    }

    private double between(int from, int to) {
      return (high[to] - high[from]) + (low[to] - low[from]);
    }
  }

  private static void assertArrives(SlotPrices prices) {
    byte[] bytes = written(prices);
    SlotPrices arrived = SlotPrices.readFrom(ByteBuffer.wrap(bytes));

    assertThat(arrived.runs()).isEqualTo(prices.runs());
    for (int run = 0; run < prices.runs(); run++) {
      assertThat(arrived.end(run)).isEqualTo(prices.end(run));
      assertThat(Double.doubleToRawLongBits(arrived.mj(run)))
          .isEqualTo(Double.doubleToRawLongBits(prices.mj(run)));
    }
    assertThat(written(arrived)).isEqualTo(bytes);
  }

  private static byte[] written(SlotPrices prices) {
    ByteBuffer out = ByteBuffer.allocate(prices.mostBytes());
    prices.writeTo(out);
    return Arrays.copyOf(out.array(), out.position());
  }
}

package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.Size;

class SharesAndFootprintProperties {

  @Property
  void floorAndDynamicAddUpToTheEnergy(
      @ForAll @LongRange(min = 0, max = 360_000_000_000L) long energyMj,
      @ForAll @DoubleRange(min = 0, max = 100_000) double idleW,
      @ForAll @LongRange(min = 0, max = 3_600_000_000L) long coveredUs) {
    long floorMj = IdleSplit.floorMj(energyMj, idleW, coveredUs);
    long dynamicMj = IdleSplit.dynamicMj(energyMj, idleW, coveredUs);

    assertThat(floorMj).isBetween(0L, energyMj);
    assertThat(dynamicMj).isNotNegative();
    assertThat(floorMj + dynamicMj).isEqualTo(energyMj);
  }

  @Property
  void theBusyPartNeverExceedsTheAmountAndGrowsWithPresence(
      @ForAll @LongRange(min = 0, max = 360_000_000_000L) long mj,
      @ForAll long occupancy,
      @ForAll long more,
      @ForAll long coverage) {
    long busyNj = IdleSplit.busyNanojoules(mj, occupancy, coverage);

    assertThat(busyNj).isBetween(0L, mj * 1_000_000);
    assertThat(IdleSplit.busyNanojoules(mj, occupancy | more, coverage))
        .isGreaterThanOrEqualTo(busyNj);
  }

  @Property
  void sharesNeverExceedTheWholeAndFollowTheirWeights(
      @ForAll @LongRange(min = 0) long whole,
      @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 1L << 57) Long> weights) {
    long[] values = weights.stream().mapToLong(Long::longValue).toArray();
    ProportionalShare.Shares shares = ProportionalShare.of(whole, values);

    assertThat(Arrays.stream(shares.shares()).sum() + shares.remainder()).isEqualTo(whole);
    if (Arrays.stream(values).sum() > 0) {
      assertThat(shares.remainder()).isBetween(0L, (long) values.length);
    }
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (values[i] <= values[j]) {
          assertThat(shares.shares()[i]).isLessThanOrEqualTo(shares.shares()[j]);
        }
      }
    }
  }

  @Property
  void theFloorOfAProportionIsThatOfUnboundedIntegers(
      @ForAll @LongRange(min = 0) long amount,
      @ForAll @LongRange(min = 0) long first,
      @ForAll @Positive long second) {
    long part = Math.min(first, second);
    long whole = Math.max(first, second);
    BigInteger exact =
        BigInteger.valueOf(amount)
            .multiply(BigInteger.valueOf(part))
            .divide(BigInteger.valueOf(whole));

    assertThat(ProportionalShare.floor(amount, part, whole)).isEqualTo(exact.longValueExact());
  }

  @Property
  void theFloorOfAProportionOfAnHourIsThatOfUnboundedIntegers(
      @ForAll @LongRange(min = 0, max = 360_000_000_000L) long amount,
      @ForAll @LongRange(min = 0, max = 1L << 32) long first,
      @ForAll @LongRange(min = 1, max = 1L << 32) long second) {
    theFloorOfAProportionIsThatOfUnboundedIntegers(amount, first, second);
  }

  @Property
  void quantilesAreWithinOnePercentOfTheExactOnes(
      @ForAll @NotEmpty List<@DoubleRange(min = -11.9, max = 11.9) Double> decades,
      @ForAll @DoubleRange(min = 0, max = 1) double p) {
    LogHistogram histogram = new LogHistogram();
    List<Double> sorted = amounts(decades).stream().sorted().toList();
    sorted.forEach(histogram::add);
    double exact = sorted.get(Math.max(0, (int) Math.ceil(p * sorted.size()) - 1));

    assertThat(histogram.quantile(p)).isCloseTo(exact, within(0.01 * exact));
  }

  @Property
  void mergingHistogramsIsCountingTheUnion(
      @ForAll List<@DoubleRange(min = -3, max = 6) Double> leftDecades,
      @ForAll List<@DoubleRange(min = -14, max = 0) Double> rightDecades) {
    List<Double> left = amounts(leftDecades);
    List<Double> right = amounts(rightDecades);
    LogHistogram merged = histogramOf(left);
    merged.merge(histogramOf(right));
    LogHistogram otherWay = histogramOf(right);
    otherWay.merge(histogramOf(left));
    LogHistogram union = histogramOf(left);
    right.forEach(union::add);

    assertThat(merged).isEqualTo(union).isEqualTo(otherWay);
    assertThat(merged.total()).isEqualTo(left.size() + right.size());
  }

  private static List<Double> amounts(List<Double> decades) {
    return decades.stream().map(decade -> Math.pow(10, decade)).toList();
  }

  private static LogHistogram histogramOf(List<Double> amounts) {
    LogHistogram histogram = new LogHistogram();
    amounts.forEach(histogram::add);
    return histogram;
  }
}

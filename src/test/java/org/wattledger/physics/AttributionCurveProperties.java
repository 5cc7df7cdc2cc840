package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** One subtraction per phase, against a loop over all slots. Slots of 1 s. */
class AttributionCurveProperties {

  private static final long HOUR = 20_000 * 86_400_000_000L;
  private static final long SLOT = 1_000_000;
  private static final int SLOTS = 3_600;

  record Phase(long fromUs, long toUs, long rate) {}

  /** Rates from 1 to 10^12, as likely large as small; eight of the largest still fit a long. */
  @Provide
  Arbitrary<Phase> phase() {
    Arbitrary<Long> starts = Arbitraries.longs().between(-10 * SLOT, SlotGrid.HOUR_US);
    Arbitrary<Long> lengths =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 3 * SLOT),
            Arbitraries.longs().between(1, SlotGrid.HOUR_US));
    Arbitrary<Long> rates =
        Arbitraries.doubles().between(0, 12).map(power -> (long) Math.pow(10, power));
    return Combinators.combine(starts, lengths, rates)
        .as((start, length, rate) -> new Phase(HOUR + start, HOUR + start + length, rate));
  }

  @Property(tries = 300)
  void eachPhasePaysWhatALoopOverAllSlotsFinds(
      @ForAll @Size(min = 1, max = 8) List<@From("phase") Phase> phases,
      @ForAll @LongRange(min = 1, max = 10_000_000_000_000L) long mostNj,
      @ForAll long seed) {
    long[] energyNj = energies(mostNj, seed);
    long[] weight = weights(phases);
    AttributionCurve curve =
        new AttributionCurve(HOUR, SLOT, SlotPrices.of(SLOT, energyNj, weight));

    for (Phase phase : phases) {
      double expected = 0;
      for (int slot = 0; slot < SLOTS; slot++) {
        if (weight[slot] > 0) {
          expected += energyNj[slot] / 1e6 * (phase.rate * overlap(phase, slot)) / weight[slot];
        }
      }
      double cost = curve.costMj(phase.fromUs, phase.toUs, phase.rate);
      assertThat(cost).isBetween(expected * (1 - 1e-9) - 1e-6, expected * (1 + 1e-9) + 1e-6);
    }
  }

  @Property(tries = 300)
  void thePartsNeverExceedTheWholeAndMissNoMoreThanRounding(
      @ForAll @Size(min = 1, max = 8) List<@From("phase") Phase> phases,
      @ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long mostNj,
      @ForAll long seed) {
    long[] energyNj = energies(mostNj, seed);
    long[] weight = weights(phases);
    AttributionCurve curve =
        new AttributionCurve(HOUR, SLOT, SlotPrices.of(SLOT, energyNj, weight));

    double whole = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      whole += weight[slot] > 0 ? energyNj[slot] / 1e6 : 0;
    }
    double parts = 0;
    for (Phase phase : phases) {
      parts += curve.costMj(phase.fromUs, phase.toUs, phase.rate);
    }
    assertThat(parts).isBetween(whole * (1 - 1e-9) - 1e-6, whole * (1 + 1e-12) + 1e-9);
  }

  private static long[] energies(long mostNj, long seed) {
    Random random = new Random(seed);
    long[] energyNj = new long[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      energyNj[slot] = random.nextInt(4) == 0 ? 0 : (long) (random.nextDouble() * mostNj);
    }
    return energyNj;
  }

  private static long[] weights(List<Phase> phases) {
    long[] weight = new long[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      for (Phase phase : phases) {
        weight[slot] += phase.rate * overlap(phase, slot);
      }
    }
    return weight;
  }

  private static long overlap(Phase phase, int slot) {
    long start = HOUR + slot * SLOT;
    return Math.max(0, Math.min(phase.toUs, start + SLOT) - Math.max(phase.fromUs, start));
  }
}

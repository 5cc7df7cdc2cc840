package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.wattledger.physics.DeviceSamples.Sample;

/** Laws that hold for any series of samples, however dirty. */
class DeviceEnergyProperties {

  private static final MeterBounds RATED_400_W = new MeterBounds(50, 400);
  private static final long SECOND_US = 1_000_000;
  private static final long LOOKAROUND_US = 600 * SECOND_US;
  private static final MeterRules RULES = new MeterRules(60 * SECOND_US, LOOKAROUND_US);

  @Property(tries = 200)
  void theSlotsOfAnyLengthAddUpToTheWhole(
      @ForAll long seed, @ForAll @LongRange(min = 1_000_000, max = 90_000_000) long slotUs) {
    List<Sample> samples = dirtySeries(seed, 300);
    DeviceEnergy energy = energyOf(samples);
    long startUs = samples.get(0).atUs() - 5 * SECOND_US;
    long endUs = samples.get(samples.size() - 1).atUs() + slotUs;

    SlotCursor cursor = energy.curve().slots(slotUs);
    long sumMj = 0;
    long estimatedMj = 0;
    long coveredUs = 0;
    for (long slot = startUs; slot < endUs; slot += slotUs) {
      cursor.moveTo(slot);
      assertThat(cursor.energyMj()).isEqualTo(energy.curve().energyMj(slot, slot + slotUs));
      assertThat(cursor.coveredUs()).isEqualTo(energy.curve().coveredUs(slot, slot + slotUs));
      assertThat(cursor.coverageMask())
          .isEqualTo(energy.curve().coverageMask(slot, slotUs, slot, slot + slotUs));
      sumMj += cursor.energyMj();
      estimatedMj += cursor.estimatedMj();
      coveredUs += cursor.coveredUs();
    }

    assertThat(sumMj).isEqualTo(energy.curve().at(Long.MAX_VALUE)).isPositive();
    assertThat(estimatedMj).isBetween(0L, sumMj);
    assertThat(coveredUs).isEqualTo(energy.curve().coveredUs(startUs, endUs));
  }

  @Property(tries = 200)
  void partsAddUpWhereverTheCurveIsCut(@ForAll long seed) {
    List<Sample> samples = dirtySeries(seed, 100);
    EnergyCurve curve = energyOf(samples).curve();
    Random random = new Random(seed);
    long firstUs = samples.get(0).atUs();
    long spanUs = samples.get(samples.size() - 1).atUs() - firstUs;

    long formerUs = firstUs;
    long sumMj = 0;
    long[] cuts = random.longs(50, firstUs, firstUs + spanUs + 1).sorted().toArray();
    for (long cutUs : cuts) {
      assertThat(curve.energyMj(formerUs, cutUs)).isNotNegative();
      sumMj += curve.energyMj(formerUs, cutUs);
      formerUs = cutUs;
    }
    sumMj += curve.energyMj(formerUs, firstUs + spanUs);

    assertThat(sumMj).isEqualTo(curve.at(Long.MAX_VALUE));
  }

  @Property(tries = 200)
  void theOrderOfSamplesOfEqualTimeDoesNotMatter(@ForAll long seed) {
    List<Sample> samples = dirtySeries(seed, 100);
    List<Sample> withRivals = new ArrayList<>(samples);
    withRivals.addAll(rivals(samples, seed));
    List<Sample> shuffled = new ArrayList<>(withRivals);
    Collections.shuffle(shuffled, new Random(seed));

    DeviceEnergy first = energyOf(withRivals);
    DeviceEnergy second = energyOf(shuffled);

    for (Sample sample : samples) {
      assertThat(second.curve().at(sample.atUs())).isEqualTo(first.curve().at(sample.atUs()));
    }
    assertThat(second.curve().gaps()).isEqualTo(first.curve().gaps());
    assertThat(second.curve().pieces()).isEqualTo(first.curve().pieces());
    assertThat(withoutIndices(second)).containsExactlyInAnyOrderElementsOf(withoutIndices(first));
  }

  @Property(tries = 200)
  void sayingEverythingTwiceChangesNothingButTheRepeats(@ForAll long seed) {
    List<Sample> samples = dirtySeries(seed, 100);
    List<Sample> twice = new ArrayList<>(samples);
    twice.addAll(samples);

    DeviceEnergy once = energyOf(samples);
    DeviceEnergy repeated = energyOf(twice);

    assertThat(repeated.curve().at(Long.MAX_VALUE)).isEqualTo(once.curve().at(Long.MAX_VALUE));
    assertThat(repeated.count(MeterEvent.Kind.REPEAT, 0, Long.MAX_VALUE)).isEqualTo(samples.size());
    assertThat(repeated.events()).hasSize(once.events().size() + samples.size());
  }

  @Property(tries = 200)
  void theRunsOfTwoDaysAgreeAtTheirMidnight(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 999_999) int offsetUs) {
    List<Sample> samples = dirtySeries(seed, 600);
    long firstUs = samples.get(0).atUs();
    long lastUs = samples.get(samples.size() - 1).atUs();
    long midnightUs = (firstUs + lastUs) / 2 + offsetUs;

    EnergyCurve whole = energyOf(samples).curve();
    EnergyCurve evening =
        energyOf(samples.stream().filter(s -> s.atUs() < midnightUs + LOOKAROUND_US).toList())
            .curve();
    EnergyCurve morning =
        energyOf(samples.stream().filter(s -> s.atUs() >= midnightUs - LOOKAROUND_US).toList())
            .curve();

    assertThat(evening.energyMj(firstUs, midnightUs) + morning.energyMj(midnightUs, lastUs))
        .isEqualTo(whole.energyMj(firstUs, lastUs));
  }

  @Property(tries = 200)
  void neverMoreThanTheDeviceCanDrawIsBooked(@ForAll long seed) {
    List<Sample> samples = dirtySeries(seed, 100);
    EnergyCurve curve = energyOf(samples).curve();

    for (int piece = 0; piece < curve.pieces(); piece++) {
      long fromUs = curve.knotUs(piece);
      long toUs = curve.knotUs(piece + 1);
      // 1.5 x 400 W holds for power, 1.1 x 400 W x (dt + 1 s) for the counter
      long mostMj =
          Math.max((toUs - fromUs) * 600 / 1_000, EnergyCounter.boundMj(toUs - fromUs, 400));
      assertThat(curve.energyMj(fromUs, toUs)).isBetween(0L, mostMj + 1);
    }
  }

  private static DeviceEnergy energyOf(List<Sample> samples) {
    DeviceSamples all = DeviceSamples.samples();
    samples.forEach(all::add);
    return DeviceEnergy.of(all.build(), RATED_400_W, RULES);
  }

  private static List<MeterEvent> withoutIndices(DeviceEnergy energy) {
    return energy.events().stream()
        .map(event -> new MeterEvent(event.kind(), 0, event.atUs(), event.mj()))
        .toList();
  }

  /**
   * Samples 1 to 20 s apart, at times a silence of 100 s; the counter at times missing, reset,
   * stale, moved far down or much too high; power and utilisation at times missing or refused.
   */
  private static List<Sample> dirtySeries(long seed, int count) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    long atUs = 1_000_000_000_000L + random.nextInt(1_000_000);
    long counterMj = 500_000_000L;
    for (int i = 0; i < count; i++) {
      long stepUs = random.nextInt(20) == 0 ? 100 * SECOND_US : 1 + random.nextLong(20 * SECOND_US);
      atUs += stepUs;
      counterMj += (long) (random.nextDouble() * 400 * stepUs / 1_000);
      long shownMj = counterMj;
      switch (random.nextInt(30)) {
        case 0 -> shownMj = counterMj = random.nextInt(100_000);
        case 1 -> shownMj = Math.max(0, counterMj - 300_000);
        case 2 -> shownMj = counterMj = counterMj / 3;
        case 3 -> shownMj = counterMj = counterMj + 50_000_000;
        case 4, 5, 6, 7 -> shownMj = MeterSamples.NO_ENERGY;
        default -> {}
      }
      double powerW =
          random.nextInt(3) == 0
              ? Double.NaN
              : random.nextInt(25) == 0 ? 5_000 : random.nextDouble() * 400;
      double busy = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 1.02;
      samples.add(new Sample(atUs, shownMj, powerW, busy));
    }
    return samples;
  }

  private static List<Sample> rivals(List<Sample> samples, long seed) {
    Random random = new Random(seed + 1);
    List<Sample> rivals = new ArrayList<>();
    for (Sample sample : samples) {
      switch (random.nextInt(4)) {
        case 0 -> rivals.add(sample);
        case 1 ->
            rivals.add(
                new Sample(sample.atUs(), sample.energyMj(), sample.powerW() + 1, Double.NaN));
        case 2 ->
            rivals.add(
                new Sample(
                    sample.atUs(), random.nextInt(1_000_000), Double.NaN, sample.utilization()));
        default -> {}
      }
    }
    return rivals;
  }
}

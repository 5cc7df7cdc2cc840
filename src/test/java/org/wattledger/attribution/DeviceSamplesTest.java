package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.MeterSamples;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.EnergyBasis;

/** One device of at most 400 W; times in seconds of the day. */
class DeviceSamplesTest {

  private static final long DAY = 20_000 * 86_400_000_000L;
  private static final SlotGrid GRID = new SlotGrid(DAY, 1_000_000);
  private static final MeterRules RULES = new MeterRules(MeterRules.AUTO, 3_600_000_000L);

  private final SampleChunk chunk = new SampleChunk();

  @Test
  void eachHourHasItsOwnAccount() {
    sample(3_590, 1_000_000L, null);
    sample(3_610, 5_000_000L, null);

    DeviceDay day = day();

    // 4,000 J in 20 s, half of it in each hour.
    assertThat(day.hours().get(0).measuredMj()).isEqualTo(2_000_000);
    assertThat(day.hours().get(1).measuredMj()).isEqualTo(2_000_000);
    assertThat(day.hours().get(0).samples()).isEqualTo(1);
    assertThat(day.hours().get(0).gapS()).isEqualTo(3_590);
    assertThat(day.hours().get(1).weakestBasis()).isEqualTo((byte) EnergyBasis.COUNTER.ordinal());
    assertThat(day.hours()).hasSize(2);
    assertThat(day.lastSampleUs()).isEqualTo(DAY + 3_610_000_000L);
  }

  @Test
  void anHourThatEnergyReachesWithoutAReadingHasAnAccount() {
    sample(3_000, 1_000_000L, null);
    sample(3_500, 1_500_000L, null);
    sample(7_000, 5_000_000L, null);

    DeviceDay day = day();

    // 3,500 J in 3,500 s: 100 s of the first hour, 3,400 s of the second.
    assertThat(day.hours().get(0).measuredMj()).isEqualTo(500_000 + 100_000);
    assertThat(day.hours().get(1).measuredMj()).isEqualTo(3_400_000);
    assertThat(day.hours().get(1).gapS()).isEqualTo(200);
  }

  @Test
  void readingsOfYesterdayCarryEnergyOverMidnightButAreNotCounted() {
    sample(-10, 1_000_000L, null);
    sample(10, 3_000_000L, null);

    DeviceDay day = day();

    assertThat(day.hours().get(0).measuredMj()).isEqualTo(1_000_000);
    assertThat(day.hours().get(0).samples()).isEqualTo(1);
  }

  @Test
  void aReadingToldTwiceIsCountedForItsFile() {
    sample(0, 1_000_000L, null);
    sample(0, 1_000_000L, null);
    sample(10, 2_000_000L, null);

    assertThat(day().repeats()).containsExactly(Map.entry(new DeviceDay.Origin("dcgm", "f"), 1L));
  }

  @Test
  void aReadingThatTheDeviceCannotDrawIsRefusedWithItsPlace() {
    sample(0, null, 100.0);
    sample(10, null, 601.0);
    sample(20, null, 100.0);

    DeviceDay day = day();

    // 601 W is more than 1.5 x 400 W; the neighbours are bridged at 100 W: 2,000 J.
    assertThat(day.refused()).containsExactly(new DeviceDay.Refusal("dcgm", "f", 2, "POWER_BOUND"));
    assertThat(day.hours().get(0).measuredMj()).isEqualTo(2_000_000);
  }

  @Test
  void theHardwareTableIsAskedByTheModelOfTheSamples() {
    sample(0, 1_000_000L, null);

    DeviceSamples samples = new DeviceSamples("d1");
    samples.add(chunk.trimmed());
    List<String> asked = new ArrayList<>();
    DeviceDay day =
        samples.finish(
            GRID,
            RULES,
            (device, model) -> {
              asked.addAll(List.of(device, model));
              return facts("A100");
            });

    assertThat(asked).containsExactly("d1", "NVIDIA A100");
    assertThat(day.labels().deviceModel()).isEqualTo("A100");
    assertThat(day.isAccelerator()).isTrue();
  }

  @Test
  void moreSamplesThanTheFirstArraysHoldAreAllKept() {
    for (int i = 0; i < 1_000; i++) {
      sample(i, 1_000L * i, null);
    }

    DeviceDay day = day();

    assertThat(day.hours().get(0).samples()).isEqualTo(1_000);
    assertThat(day.hours().get(0).measuredMj()).isEqualTo(999_000);
  }

  private static DeviceFacts facts(String model) {
    return new DeviceFacts(model, 50, 400, 150, false, DeviceFacts.Embodied.UNKNOWN);
  }

  private DeviceDay day() {
    DeviceSamples samples = new DeviceSamples("d1");
    samples.add(chunk);
    return samples.finish(GRID, RULES, (device, model) -> facts(model));
  }

  private void sample(long second, Long energyMj, Double powerW) {
    chunk.add(
        DAY + second * 1_000_000,
        energyMj == null ? MeterSamples.NO_ENERGY : energyMj,
        powerW == null ? Double.NaN : powerW,
        Double.NaN,
        chunk.count() + 1,
        new SampleLabels(null, null, null, null, "NVIDIA A100", null, "dcgm", "f"));
  }
}

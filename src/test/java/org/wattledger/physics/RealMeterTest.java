package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.DeviceSamples.Sample;

/** Recorded meters, read in place; skipped where they are absent. */
class RealMeterTest {

  private static final Path TWO_GPUS = Path.of("../shared/real/two-gpu-serving/raw_nvml_50ms.csv");

  @Test
  void twoGpusSampledEveryFiftyMillisecondsYieldTheirKnownEnergy() throws IOException {
    assumeTrue(Files.exists(TWO_GPUS), TWO_GPUS + " is absent; this test needs the recording");

    // Known from the recording: 29 702 J and 30 405 J
    assertThat(joulesOf("0")).isCloseTo(29_702, within(1.0));
    assertThat(joulesOf("1")).isCloseTo(30_405, within(1.0));
  }

  private static double joulesOf(String gpu) throws IOException {
    DeviceSamples samples = DeviceSamples.samples();
    List<String> lines = Files.readAllLines(TWO_GPUS);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells[1].equals(gpu)) {
        long atUs = Long.parseLong(cells[0]) / 1_000;
        double powerW = Double.parseDouble(cells[2]) / 1_000;
        samples.add(new Sample(atUs, MeterSamples.NO_ENERGY, powerW, Double.NaN));
      }
    }
    DeviceEnergy energy =
        DeviceEnergy.of(
            samples.build(),
            new MeterBounds(Double.NaN, 575),
            new MeterRules(MeterRules.AUTO, 3_600_000_000L));
    assertThat(energy.events()).isEmpty();
    return energy.curve().at(Long.MAX_VALUE) / 1_000.0;
  }
}

package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.MeterSamples;

/** However the samples of a device were spread over chunks, they come in one order. */
class DeviceReadingsTest {

  /** A sample as the arguments of {@link SampleChunk#add}. */
  private record Sample(
      long atUs, long energyMj, double powerW, double ratio, long position, SampleLabels labels) {

    static Sample of(DeviceReadings readings, int i) {
      MeterSamples samples = readings.samples();
      return new Sample(
          readings.atUs(i),
          samples.energyMj()[i],
          samples.powerW()[i],
          samples.utilization()[i],
          readings.position(i),
          readings.labels(i));
    }
  }

  @Test
  void atOneTimeWhatIsAbsentComesFirstAndNamesGoByTheirBytes() {
    List<Sample> ordered =
        List.of(
            sample(1, 5, 100, "b", "n", 9),
            sample(2, MeterSamples.NO_ENERGY, 100, "a", "n", 8),
            sample(2, 3, Double.NaN, "a", "n", 7),
            sample(2, 3, 90, "a", null, 6),
            sample(2, 3, 90, "a", "n", 2),
            sample(2, 3, 90, "a", "n", 3),
            sample(2, 3, 90, "a", "é", 1),
            sample(2, 4, 10, "a", "n", 5),
            sample(2, 1, 10, "b", "n", 4),
            sample(3, 1, 1, "a", "n", 1));

    for (int seed = 0; seed < 20; seed++) {
      assertThat(read(shuffled(ordered, seed), 1 + seed % 4)).containsExactlyElementsOf(ordered);
    }
  }

  @Test
  void samplesThatRiseInTimeStayAsTheyAre() {
    List<Sample> rising = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rising.add(sample(i, i, 100 - i, "dcgm", "n", i));
    }

    assertThat(read(rising, 1)).containsExactlyElementsOf(rising);
  }

  private static Sample sample(
      long at, long energyMj, double powerW, String source, String node, long position) {
    return new Sample(
        at,
        energyMj,
        powerW,
        Double.NaN,
        position,
        new SampleLabels(node, "u", "m", "s", null, null, source, "f"));
  }

  private static List<Sample> shuffled(List<Sample> samples, int seed) {
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  private static List<Sample> read(List<Sample> samples, int chunks) {
    List<SampleChunk> parts = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      parts.add(new SampleChunk());
    }
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      parts
          .get(i * chunks / samples.size())
          .add(
              sample.atUs(),
              sample.energyMj(),
              sample.powerW(),
              sample.ratio(),
              sample.position(),
              sample.labels());
    }
    parts.forEach(SampleChunk::trimmed);
    DeviceReadings readings = DeviceReadings.of(parts);
    List<Sample> read = new ArrayList<>();
    for (int i = 0; i < readings.count(); i++) {
      read.add(Sample.of(readings, i));
    }
    return read;
  }
}

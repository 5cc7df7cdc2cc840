package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;

/** The first hour of a day in slots of 1 s; meters run evenly, in watts. */
class NodeHourTest {

  private static final long SECOND = 1_000_000;
  private static final SlotGrid GRID = new SlotGrid(0, SECOND, 3_600 * SECOND);
  private static final DeviceFacts RATED = facts(50, false);
  private static final DeviceFacts SUPERCHIP = facts(0, true);
  private static final DeviceFacts UNKNOWN = facts(Double.NaN, false);

  @Test
  void theNodesMeterLessItsAcceleratorsGoesEvenlyToThem() {
    // 1,000 W less 300 W and 201 W leaves 499 J a second: 249,500 mJ each.
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 300, 0, 10, RATED),
            meter("b", "accelerator", 201, 0, 10, RATED),
            meter("n", "platform", 1_000, 0, 10, UNKNOWN));

    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).energyMj()[3]).isEqualTo(249_500);
    assertThat(parts.get(1).energyMj()[3]).isEqualTo(249_500);
    assertThat(parts.get(0).basis()[3]).isEqualTo((byte) HostBasis.PLATFORM.ordinal());
    assertThat(total(parts)).isEqualTo(10 * 499_000);
  }

  @Test
  void whatDoesNotDivideGoesToTheFirstDevices() {
    // 100 W among three: 33,334 + 33,333 + 33,333 mJ a second.
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 10, 0, 1, RATED),
            meter("b", "accelerator", 10, 0, 1, RATED),
            meter("c", "accelerator", 10, 0, 1, RATED),
            meter("cpu", "host", 100, 0, 1, UNKNOWN));

    assertThat(parts)
        .extracting(part -> part.energyMj()[0])
        .containsExactly(33_334L, 33_333L, 33_333L);
    assertThat(parts.get(0).basis()[0]).isEqualTo((byte) HostBasis.HOST.ordinal());
  }

  @Test
  void aPlatformThatReadsLessThanItsAcceleratorsLeavesNothing() {
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 300, 0, 10, RATED),
            meter("n", "platform", 250, 0, 10, UNKNOWN));

    assertThat(total(parts)).isZero();
    assertThat(parts.get(0).basis()[0]).isEqualTo((byte) HostBasis.PLATFORM.ordinal());
  }

  @Test
  void whereTheNodesMeterIsSilentItsPartsCountAndWithoutThemTheRatedWatts() {
    // Seconds 0 and 1: 500 W less 300 W. Second 2: the processor's 80 W. Second 3: rated 50 W.
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 300, 0, 4, RATED),
            meter("n", "platform", 500, 0, 2, UNKNOWN),
            meter("cpu", "host", 80, 0, 3, UNKNOWN));

    assertThat(parts.get(0).energyMj()).startsWith(200_000, 200_000, 80_000, 50_000, 0);
    assertThat(parts.get(0).basis())
        .startsWith(
            (byte) HostBasis.PLATFORM.ordinal(),
            (byte) HostBasis.PLATFORM.ordinal(),
            (byte) HostBasis.HOST.ordinal(),
            (byte) HostBasis.RATED.ordinal(),
            (byte) -1);
  }

  @Test
  void anAcceleratorWithoutAReadingMakesTheNodesMeterUseless() {
    // Nobody knows how much of the platform's 1,000 W the silent device drew.
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 300, 0, 4, RATED),
            meter("b", "accelerator", 300, 0, 2, RATED),
            meter("n", "platform", 1_000, 0, 4, UNKNOWN));

    assertThat(parts.get(0).energyMj()).startsWith(200_000, 200_000, 50_000, 50_000);
    assertThat(parts.get(1).energyMj()).startsWith(200_000, 200_000, 0, 0);
  }

  @Test
  void aDeviceThatMetersItsOwnHostGetsNoPartOfAnother() {
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 300, 0, 1, SUPERCHIP),
            meter("b", "accelerator", 300, 0, 1, RATED),
            meter("cpu", "host", 80, 0, 1, UNKNOWN));

    assertThat(parts.get(0).energyMj()[0]).isZero();
    assertThat(parts.get(1).energyMj()[0]).isEqualTo(80_000);
  }

  @Test
  void withoutRatedWattsOrAMeterTheHostIsUnknownNotZero() {
    List<HostPart> parts =
        parts(
            meter("a", "accelerator", 300, 0, 4, UNKNOWN), meter("cpu", "host", 80, 0, 2, UNKNOWN));

    assertThat(parts.get(0).isUnknown()).isTrue();
    assertThat(total(parts)).isEqualTo(2 * 80_000);
  }

  @Test
  void aNodeWithoutAcceleratorsKeepsItsEnergyToItself() {
    List<HostPart> parts = parts(meter("cpu", "host", 80, 0, 5, UNKNOWN));

    assertThat(parts).hasSize(1);
    assertThat(total(parts)).isEqualTo(5 * 80_000);
  }

  private static List<HostPart> parts(NodeHosts.Slice... slices) {
    return new NodeHour(GRID, 0, List.of(slices)).parts();
  }

  private static long total(List<HostPart> parts) {
    return parts.stream().flatMapToLong(part -> LongStream.of(part.energyMj())).sum();
  }

  private static NodeHosts.Slice meter(
      String device, String kind, long watts, int fromS, int toS, DeviceFacts facts) {
    long[] knots = {fromS * SECOND, toS * SECOND};
    long[] mj = {0, watts * (toS - fromS) * 1_000};
    byte[] basis = {(byte) EnergyBasis.COUNTER.ordinal()};
    return new NodeHosts.Slice(
        device,
        kind,
        new Topology.DeviceSpan(
            Long.MIN_VALUE, Long.MAX_VALUE, 0, new int[] {0}, new int[0], "s", "n1"),
        EnergyCurve.of(knots, mj, basis),
        facts);
  }

  private static DeviceFacts facts(double hostW, boolean includesHost) {
    return new DeviceFacts("device", 50, 400, hostW, includesHost, DeviceFacts.Embodied.UNKNOWN);
  }
}

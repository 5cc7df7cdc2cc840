package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slots of 1 s. */
class HourLoadTest {

  private static final long DAY = 20_000 * 86_400_000_000L;
  private static final SlotGrid GRID = new SlotGrid(DAY, 1_000_000);
  private static final long ONE = DAY + SlotGrid.HOUR_US;

  private final HourLoad first = new HourLoad(GRID, 0);
  private final HourLoad second = new HourLoad(GRID, 1);

  @Test
  void halfASecondInTheMiddleOfASlotSetsHalfOfItsBits() {
    first.addPresence(DAY + 250_000, DAY + 750_000);

    assertThat(first.occupancy()[0]).isEqualTo(Occupancy.bits(16, 47));
    assertThat(first.presenceUs()[0]).isEqualTo(500_000);
    assertThat(first.presenceUs()[1]).isZero();
  }

  @Test
  void overlappingRequestsAddTheirTimeAndJoinTheirBits() {
    first.addPresence(DAY, DAY + 500_000);
    first.addPresence(DAY + 250_000, DAY + 750_000);

    assertThat(first.presenceUs()[0]).isEqualTo(1_000_000);
    assertThat(first.occupancy()[0]).isEqualTo(Occupancy.bits(0, 47));
  }

  @Test
  void aRequestOverThreeSlotsFillsTheMiddleOne() {
    first.addPresence(DAY + 500_000, DAY + 2_250_000);
    first.addWork(DAY + 500_000, DAY + 2_250_000, 10);

    assertThat(Arrays.copyOf(first.work(), 4)).containsExactly(5_000_000, 10_000_000, 2_500_000, 0);
    assertThat(Arrays.copyOf(first.occupancy(), 4))
        .containsExactly(Occupancy.bits(32, 63), Occupancy.FULL, Occupancy.bits(0, 15), 0);
  }

  @Test
  void aRequestAcrossTheHourIsInEachHourWithItsPart() {
    for (HourLoad hour : new HourLoad[] {first, second}) {
      hour.addPresence(ONE - 1_500_000, ONE + 250_000);
      hour.addWork(ONE - 1_500_000, ONE + 250_000, 4);
    }

    assertThat(first.presenceUs()[3598]).isEqualTo(500_000);
    assertThat(first.presenceUs()[3599]).isEqualTo(1_000_000);
    assertThat(first.work()[3599]).isEqualTo(4_000_000);
    assertThat(first.occupancy()[3599]).isEqualTo(Occupancy.FULL);
    assertThat(second.presenceUs()[0]).isEqualTo(250_000);
    assertThat(second.work()[0]).isEqualTo(1_000_000);
    assertThat(second.occupancy()[0]).isEqualTo(Occupancy.bits(0, 15));
    assertThat(Arrays.stream(second.presenceUs()).sum()).isEqualTo(250_000);
  }

  @Test
  void aRequestShorterThanACellAcrossTheHourSetsOnlyTheBitItBeginsIn() {
    for (HourLoad hour : new HourLoad[] {first, second}) {
      hour.addPresence(ONE - 10, ONE + 90);
    }

    assertThat(first.occupancy()[3599]).isEqualTo(Long.MIN_VALUE);
    assertThat(second.occupancy()[0]).isZero();
    assertThat(first.presenceUs()[3599]).isEqualTo(10);
    assertThat(second.presenceUs()[0]).isEqualTo(90);
  }

  @Test
  void aRequestFromYesterdayCountsFromMidnight() {
    first.addPresence(DAY - 5_000_000, DAY + 1_000_000);
    first.addWork(DAY - 5_000_000, DAY + 1_000_000, 3);

    assertThat(first.presenceUs()[0]).isEqualTo(1_000_000);
    assertThat(first.work()[0]).isEqualTo(3_000_000);
    assertThat(first.occupancy()[0]).isEqualTo(Occupancy.FULL);
    assertThat(Arrays.stream(first.presenceUs()).sum()).isEqualTo(1_000_000);
  }

  @Test
  void aRequestIntoTomorrowCountsUntilMidnight() {
    HourLoad last = new HourLoad(GRID, 23);
    long midnight = GRID.dayEndUs();

    last.addPresence(midnight - 1_000_000, midnight + 5_000_000);

    assertThat(last.presenceUs()[3599]).isEqualTo(1_000_000);
    assertThat(last.occupancy()[3599]).isEqualTo(Occupancy.FULL);
    assertThat(Arrays.stream(last.presenceUs()).sum()).isEqualTo(1_000_000);
  }

  @Test
  void workBeyondTheExactRangeIsRefusedAndNamesTheRemedy() {
    first.addWork(DAY, DAY + 1_000_000, 6_000_000_000_000L);
    first.addWork(DAY, DAY + 1_000_000, 6_000_000_000_000L);

    // 2 x 6e12 x 1e6 = 1.2e19, more than 2^63 = 9.2e18
    assertThatThrownBy(first::work)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("shorten attribution.slot");
  }

  @Test
  void aLoadArrivesAsItLeft() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      long from = DAY - 5_000_000 + random.nextLong(SlotGrid.HOUR_US + 5_000_000);
      long to = from + 1 + random.nextLong(90_000_000);
      first.addPresence(from, to);
      first.addWork(from, to, 1 + random.nextInt(1_000));
    }
    HourLoad arrived = travelled(first);

    assertThat(arrived.work()).isEqualTo(first.work());
    assertThat(arrived.presenceUs()).isEqualTo(first.presenceUs());
    assertThat(arrived.occupancy()).isEqualTo(first.occupancy());
    assertThat(arrived.merge(first).work()[1800]).isEqualTo(2 * first.work()[1800]);
  }

  /** It is laid out slot by slot from its 1,801st part on; two parts a request here. */
  @Test
  void aLoadOfManyRequestsArrivesAndIsMergedAsOneOfFewIs() throws Exception {
    HourLoad whole = new HourLoad(GRID, 0);
    HourLoad many = new HourLoad(GRID, 0);
    Random random = new Random(6);
    for (int i = 0; i < 1_200; i++) {
      long from = DAY + random.nextLong(SlotGrid.HOUR_US);
      long to = from + 1 + random.nextLong(90_000_000);
      for (HourLoad load : new HourLoad[] {whole, i < 1_000 ? many : first}) {
        load.addPresence(from, to);
        load.addWork(from, to, 1 + i);
      }
    }

    assertSame(travelled(many).merge(first), whole);
    assertSame(travelled(first).merge(many), whole);
  }

  @Test
  void anEmptyLoadArrivesEmpty() throws Exception {
    HourLoad arrived = travelled(first);

    assertThat(arrived.work()).containsOnly(0).hasSize(3_600);
    assertThat(arrived.presenceUs()).containsOnly(0);
    assertThat(arrived.occupancy()).containsOnly(0);
  }

  @Test
  void aNegativeRateIsRefused() {
    assertThatThrownBy(() -> first.addWork(DAY, DAY + 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static void assertSame(HourLoad load, HourLoad expected) {
    assertThat(load.work()).isEqualTo(expected.work());
    assertThat(load.presenceUs()).isEqualTo(expected.presenceUs());
    assertThat(load.occupancy()).isEqualTo(expected.occupancy());
  }

  /** An hour of slots is 100 kB in memory. */
  @Test
  void aHandfulOfRequestsTravelsLight() throws Exception {
    first.addPresence(DAY + 250_000, DAY + 9_750_000);
    first.addWork(DAY + 250_000, DAY + 9_750_000, 7);

    assertThat(written(first).length).isLessThan(1_000);
  }

  private static HourLoad travelled(HourLoad load) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written(load)))) {
      return (HourLoad) in.readObject();
    }
  }

  private static byte[] written(HourLoad load) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(load);
    }
    return bytes.toByteArray();
  }
}

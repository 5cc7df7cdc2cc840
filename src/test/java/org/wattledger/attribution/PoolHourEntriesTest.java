package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.PoolHour;
import org.wattledger.quantity.HostBasis;

class PoolHourEntriesTest {

  /** Nobody was present, no host is known, the embodied emissions neither. */
  private static final PoolHourEntry IDLE =
      new PoolHourEntry(
          PoolPart.key(7, 23),
          null,
          5_000,
          0,
          0,
          0,
          (byte) 0,
          null,
          true,
          true,
          0,
          new PoolHourEntry.Embodied(false, 0, 1, 1),
          0.02,
          0.02,
          List.of(new PoolHourEntry.Provision(PoolHour.NO_OWNER, 5_000, 0, 0)));

  private static final PoolHourEntry BUSY =
      new PoolHourEntry(
          PoolPart.key(7, 3),
          new CurveStore.Place(1_982, 1L << 40, 4_711),
          Long.MAX_VALUE,
          1,
          2,
          3,
          (byte) 2,
          HostBasis.RATED,
          true,
          false,
          3_600_000_000L,
          new PoolHourEntry.Embodied(true, 12, 0.8, 1.25),
          0.01,
          0.05,
          List.of(
              new PoolHourEntry.Provision(0, 40, 4, 1), new PoolHourEntry.Provision(5, 41, 5, 2)));

  /** Requests of a pool without any meter. */
  private static final PoolHourEntry UNMETERED =
      new PoolHourEntry(
          PoolPart.key(0, 0),
          new CurveStore.Place(0, 0, 0),
          0,
          0,
          0,
          0,
          (byte) -1,
          null,
          false,
          false,
          1,
          new PoolHourEntry.Embodied(false, 0, 1, 1),
          0,
          0,
          List.of());

  @Test
  void anEntryIsFoundAsItWasWritten() throws Exception {
    PoolHourEntries entries = arrived(block(IDLE, UNMETERED), block(), block(BUSY));

    assertThat(entries.get(IDLE.key())).isEqualTo(IDLE);
    assertThat(entries.get(BUSY.key())).isEqualTo(BUSY);
    assertThat(entries.get(UNMETERED.key())).isEqualTo(UNMETERED);
    assertThat(entries.get(PoolPart.key(7, 4))).isNull();
  }

  @Test
  void entriesOfAllTasksComeByPoolThenByInterval() throws Exception {
    assertThat(arrived(block(IDLE, UNMETERED), block(BUSY))).containsExactly(UNMETERED, BUSY, IDLE);
  }

  @Test
  void aDayWithoutAnyHasNone() throws Exception {
    assertThat(arrived()).isEmpty();
    assertThat(arrived().get(0)).isNull();
  }

  private static PoolHourEntries.Block block(PoolHourEntry... entries) throws IOException {
    PoolHourEntries.Writer writer = new PoolHourEntries.Writer();
    for (PoolHourEntry entry : entries) {
      writer.add(entry);
    }
    return writer.block();
  }

  private static PoolHourEntries arrived(PoolHourEntries.Block... blocks) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new PoolHourEntries(List.of(blocks)));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PoolHourEntries) in.readObject();
    }
  }
}

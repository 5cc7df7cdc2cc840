package org.wattledger.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedSumsTest {

  @Test
  void amountsUnderOneKeyAddUp() {
    KeyedSums sums = new KeyedSums(2, 2);
    sums.addAll(sums.cell(7, -1), new long[] {1, 10});
    sums.addAll(sums.cell(7, 0), new long[] {2, 20});
    sums.addAll(sums.cell(7, -1), new long[] {3, 30});

    assertThat(sums.size()).isEqualTo(2);
    assertThat(sums.sum(sums.find(7, -1), 0)).isEqualTo(4);
    assertThat(sums.sum(sums.find(7, -1), 1)).isEqualTo(40);
    assertThat(sums.total(1)).isEqualTo(60);
    assertThat(sums.part(sums.find(7, -1), 1)).isEqualTo(-1);
  }

  @Test
  void lookingForAKeyDoesNotMakeIt() {
    KeyedSums sums = new KeyedSums(1, 1);

    assertThat(sums.find(3)).isNegative();
    assertThat(sums.size()).isZero();
  }

  @Test
  void thousandsOfKeysStayApart() {
    KeyedSums sums = thousands();

    assertThat(sums.size()).isEqualTo(100 * 100);
    for (int cell = 0; cell < sums.size(); cell++) {
      assertThat(sums.sum(cell, 0)).isEqualTo(1_000L * sums.part(cell, 0) + sums.part(cell, 1));
    }
  }

  @Test
  void whatCrossesTheWireIsTheSame() throws IOException, ClassNotFoundException {
    KeyedSums sums = thousands();
    sums.add(sums.cell(0, 0), 0, Long.MIN_VALUE / 2);
    sums.add(sums.cell(-1, Integer.MIN_VALUE), 0, Long.MAX_VALUE);

    KeyedSums received = received(sums);

    assertThat(received.size()).isEqualTo(sums.size());
    assertThat(received.sum(received.find(0, 0), 0)).isEqualTo(Long.MIN_VALUE / 2);
    assertThat(received.sum(received.find(-1, Integer.MIN_VALUE), 0)).isEqualTo(Long.MAX_VALUE);
    for (int cell = 0; cell < sums.size(); cell++) {
      assertThat(received.sum(received.find(sums.part(cell, 0), sums.part(cell, 1)), 0))
          .isEqualTo(sums.sum(cell, 0));
    }
    // Sums that were received can be added to.
    received.addAll(thousands());
    assertThat(received.sum(received.find(99, 98), 0)).isEqualTo(2 * 99_098);
  }

  @Test
  void nothingCrossesTheWireToo() throws IOException, ClassNotFoundException {
    KeyedSums received = received(new KeyedSums(2, 1));

    received.add(received.cell(1, 2), 0, 5);
    assertThat(received.sum(received.find(1, 2), 0)).isEqualTo(5);
  }

  @Test
  void partsOfAWholeAreTheWhole() {
    KeyedSums whole = thousands();
    List<KeyedSums> parts = List.of(new KeyedSums(2, 1), new KeyedSums(2, 1));
    whole.addTo(parts, key -> key[0] = key[0] % 10, key -> key[1] % 2);

    // 10 x 100 keys, half of them odd
    assertThat(parts).extracting(KeyedSums::size).containsExactly(500, 500);
    assertThat(parts.get(0).total(0) + parts.get(1).total(0)).isEqualTo(whole.total(0));
    // 1 000 x (3 + 13 + ... + 93) + 10 x 4
    assertThat(parts.get(0).sum(parts.get(0).find(3, 4), 0)).isEqualTo(480_040);
  }

  @Test
  void cellsComeInTheOrderAskedFor() {
    KeyedSums sums = new KeyedSums(1, 1);
    for (int key : new int[] {5, 1, 3}) {
      sums.cell(key);
    }

    assertThat(sums.sorted((a, b) -> Integer.compare(sums.part(a, 0), sums.part(b, 0))))
        .containsExactly(1, 2, 0);
  }

  @Test
  void sumsThatOutgrowTheirNumbersAreRefused() {
    KeyedSums sums = new KeyedSums(1, 1);
    sums.add(sums.cell(0), 0, Long.MAX_VALUE);

    assertThatThrownBy(() -> sums.add(0, 0, 1)).isInstanceOf(ArithmeticException.class);
  }

  private static KeyedSums thousands() {
    KeyedSums sums = new KeyedSums(2, 1);
    for (int left = 0; left < 100; left++) {
      for (int right = 0; right < 100; right++) {
        sums.add(sums.cell(left, right), 0, 1_000L * left + right);
      }
    }
    return sums;
  }

  private static KeyedSums received(KeyedSums sent) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (KeyedSums) in.readObject();
    }
  }
}

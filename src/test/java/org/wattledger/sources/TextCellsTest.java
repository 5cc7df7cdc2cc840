package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TextCellsTest {

  private static final int BATCH = 4096;

  /** Where each row of a log stands: the same array, written over from row to row. */
  private final byte[] line = new byte[1 << 17];

  private final List<String> asked = new ArrayList<>();
  private final TextRule rule =
      text -> {
        asked.add(text.toString());
        return text.numBytes() == 0 ? null : UTF8String.fromString("<" + text + ">");
      };

  @Test
  void textsThatRecurAreNumberedAndTheRuleIsAskedOnce() {
    TextCells cells = TextCells.recurring(rule);

    assertThat(batch(cells, List.of("a", "a", "", "b", "a", "longer than eight", "b")))
        .containsExactly("<a>", "<a>", null, "<b>", "<a>", "<longer than eight>", "<b>");
    assertThat(batch(cells, List.of("b", "longer than eighty", "longer than eight")))
        .containsExactly("<b>", "<longer than eighty>", "<longer than eight>");
    assertThat(asked).containsExactly("a", "", "b", "longer than eight", "longer than eighty");
    assertThat(cells.isNumbered()).isTrue();
    assertThat(cells.names()).isEqualTo(4);
  }

  /** 70,000 texts are more than the 65,536 that are numbered. */
  @Test
  void withTooManyNamesTextsStandForThemselves() {
    List<String> texts = IntStream.range(0, 70_000).mapToObj(i -> "user-" + i * 7919).toList();
    TextCells cells = TextCells.recurring(rule);

    assertArrive(cells, texts);

    assertThat(cells.isNumbered()).isFalse();
    assertThat(asked).isEqualTo(texts);
  }

  /** 140,000 texts are more than the 131,072 that are numbered; then all come once more. */
  @Test
  void withTooManyNamesUnderAnExpensiveRuleThoseKnownStayKnown() {
    List<String> texts = IntStream.range(0, 140_000).mapToObj(i -> "user-" + i * 7919).toList();
    TextCells cells = TextCells.recurringUnderExpensive(rule);

    assertArrive(cells, texts);
    assertArrive(cells, texts);

    assertThat(cells.isNumbered()).isFalse();
    // The 33rd batch of 4,096 went over: it and those before are known, 135,168 texts.
    assertThat(asked).hasSize(135_168 + 2 * (140_000 - 135_168));
  }

  /** 16 MB of names are kept at most: 160 texts of 100 kB are less, 180 are more. */
  @Test
  void withTooLongNamesTextsStandForThemselvesToo() {
    TextCells cells = TextCells.recurring(rule);

    for (int batch = 0; batch < 9; batch++) {
      int first = 20 * batch;
      List<String> texts =
          IntStream.range(first, first + 20).mapToObj(i -> i + "x".repeat(100_000)).toList();
      assertThat(batch(cells, texts))
          .containsExactlyElementsOf(texts.stream().map(text -> "<" + text + ">").toList());
      assertThat(cells.isNumbered()).isEqualTo(batch < 8);
    }
  }

  @Test
  void distinctTextsStayReadableUntilTheirBatchEndsHoweverMuchRoomTheyNeed() {
    TextCells cells = TextCells.distinct(TextRule.SAME);
    List<String> growing = IntStream.range(0, 300).mapToObj(i -> "x".repeat(i * i / 10)).toList();

    assertThat(batch(cells, growing)).isEqualTo(growing);
    assertThat(batch(cells, List.of("next"))).containsExactly("next");
    assertThat(cells.isNumbered()).isFalse();
  }

  private void assertArrive(TextCells cells, List<String> texts) {
    for (int first = 0; first < texts.size(); first += BATCH) {
      List<String> part = texts.subList(first, Math.min(first + BATCH, texts.size()));
      assertThat(batch(cells, part))
          .containsExactlyElementsOf(part.stream().map(text -> "<" + text + ">").toList());
    }
  }

  private List<String> batch(TextCells cells, List<String> texts) {
    cells.reserve(BATCH);
    for (int row = 0; row < texts.size(); row++) {
      byte[] text = texts.get(row).getBytes(UTF_8);
      int start = row % 5;
      System.arraycopy(text, 0, line, start, text.length);
      cells.set(row, line, start, text.length);
    }
    cells.settle(texts.size());
    return IntStream.range(0, texts.size())
        .mapToObj(cells::text)
        .map(text -> text == null ? null : text.toString())
        .toList();
  }
}

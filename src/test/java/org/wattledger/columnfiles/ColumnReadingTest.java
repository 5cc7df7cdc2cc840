package org.wattledger.columnfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that {@link ColumnFile} wrote, read back by columns. */
class ColumnReadingTest {

  private static final long ABSENT = -7_777;

  @TempDir private Path folder;

  /** Pages and row groups end within batches, and batches within row groups. */
  @ParameterizedTest
  @CsvSource({"1,0", "2,1", "3,17", "4,150", "5,1000", "6,20000"})
  void theColumnsThatWereTakenComeBackRowByRow(long seed, int count) throws IOException {
    RandomTable table = RandomTable.of(seed, count);
    for (FileLayout layout : List.of(new FileLayout(16, 80, 150, 1 << 20), FileLayout.STANDARD)) {
      Path file = folder.resolve(layout.hashCode() + ".parquet");
      table.writeTo(file, layout, Map.of());

      assertThat(read(file)).containsExactlyElementsOf(expected(table));
    }
  }

  @Test
  void aColumnIsReadOnlyAsWhatItIs() throws IOException {
    Path file = folder.resolve("one.parquet");
    RandomTable.of(1, 1).writeTo(file, FileLayout.STANDARD, Map.of());

    try (ColumnReading reading = new ColumnReading(LocalParquet.open(file))) {
      assertThatThrownBy(() -> reading.longs("label", 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("label");
      assertThatThrownBy(() -> reading.texts("count"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("count");
    }
  }

  /** Not in the order of the file, and not all of them. */
  private static List<String> read(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ColumnReading reading = new ColumnReading(LocalParquet.open(file))) {
      String[] texts = reading.texts("text").values();
      long[] days = reading.longs("day", ABSENT).values();
      long[] numbers = reading.longs("number", ABSENT).values();
      String[] labels = reading.texts("label").values();
      long[] unknown = reading.longs("unknown", ABSENT).values();
      long[] counts = reading.longs("count", ABSENT).values();
      for (int size = reading.next(); size > 0; size = reading.next()) {
        for (int i = 0; i < size; i++) {
          rows.add(
              Arrays.toString(
                  new Object[] {texts[i], days[i], numbers[i], labels[i], unknown[i], counts[i]}));
        }
      }
      assertThat(reading.next()).isZero();
    }
    return rows;
  }

  private static List<String> expected(RandomTable table) {
    return table.rows.stream()
        .map(
            row ->
                Arrays.toString(
                    new Object[] {
                      row[9], orAbsent(row[6]), row[0], row[1], ABSENT, orAbsent(row[4])
                    }))
        .toList();
  }

  private static Object orAbsent(Object cell) {
    return cell == null ? ABSENT : cell;
  }
}

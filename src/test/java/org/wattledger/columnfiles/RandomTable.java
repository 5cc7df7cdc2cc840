package org.wattledger.columnfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;

/**
 * Rows of every kind of column, drawn from a seed. Each column goes through stretches in which no,
 * some or all rows have a value, and in which values are all the same, few, or all different.
 */
final class RandomTable {

  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message rows {
            required int64 number;
            required binary label (STRING);
            required double share;
            required boolean flag;
            optional int64 count;
            optional int64 seen_at (TIMESTAMP(MICROS,true));
            optional int32 day (DATE);
            optional double amount;
            optional binary name (STRING);
            optional binary text (STRING);
            optional binary note (STRING);
            optional int64 unknown;
          }
          """);

  private static final long NO_LONG = Long.MIN_VALUE;
  private static final int NO_INT = Integer.MIN_VALUE;
  private static final int STRETCH = 30;

  private final Random random;

  /** Cells in the order of the schema; instants in microseconds, days since the epoch. */
  final List<Object[]> rows = new ArrayList<>();

  private RandomTable(long seed) {
    this.random = new Random(seed);
  }

  static RandomTable of(long seed, int rows) {
    RandomTable table = new RandomTable(seed);
    int[] nulls = new int[SCHEMA.getFieldCount()];
    int[] variety = new int[SCHEMA.getFieldCount()];
    for (int i = 0; i < rows; i++) {
      if (i % STRETCH == 0) {
        Arrays.setAll(nulls, column -> table.random.nextInt(3));
        Arrays.setAll(variety, column -> List.of(1, 5, 1000).get(table.random.nextInt(3)));
      }
      Object[] cells = new Object[SCHEMA.getFieldCount()];
      for (int column = 0; column < cells.length - 1; column++) {
        boolean isNull =
            SCHEMA.getType(column).isRepetition(Type.Repetition.OPTIONAL)
                && table.random.nextInt(2) < nulls[column];
        cells[column] = isNull ? null : table.value(column, table.random.nextInt(variety[column]));
      }
      table.rows.add(cells);
    }
    return table;
  }

  private Object value(int column, int choice) {
    return switch (SCHEMA.getFieldName(column)) {
      case "number", "count" -> choice % 7 == 6 ? Long.MAX_VALUE - choice : -3L + choice;
      case "seen_at" -> 1_763_683_200_000_000L + choice * 977L;
      case "day" -> 20_000 + choice;
      case "share", "amount" -> choice == 3 ? -0.0 : (choice - 2) / 7.0;
      case "flag" -> choice % 2 == 0;
      default -> choice == 4 ? "" : "é" + Integer.toString(choice * 7919, 36);
    };
  }

  /** Writes the rows in batches of random size. */
  long writeTo(Path path, FileLayout layout, Map<String, String> metadata) throws IOException {
    try (ColumnFile file =
        ColumnFile.create(
            HadoopOutputFile.fromPath(
                new org.apache.hadoop.fs.Path(path.toUri()), new Configuration()),
            SCHEMA,
            layout)) {
      Columns columns = new Columns(file, random);
      for (int first = 0; first < rows.size(); ) {
        int last = Math.min(rows.size(), first + random.nextInt(60));
        columns.append(rows.subList(first, last));
        file.endBatch(last - first);
        first = last;
      }
      file.finish(metadata);
      return file.rows();
    }
  }

  private static final class Columns {
    private final LongColumn number;
    private final NameColumn label;
    private final DoubleColumn share;
    private final BooleanColumn flag;
    private final LongColumn count;
    private final LongColumn seenAt;
    private final IntColumn day;
    private final DoubleColumn amount;
    private final NameColumn name;
    private final TextColumn text;
    private final TextColumn note;
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Integer> notes = new HashMap<>();
    private final Random random;

    Columns(ColumnFile file, Random random) {
      this.random = random;
      number = file.longs("number", NO_LONG);
      label = file.names("label");
      share = file.doubles("share");
      flag = file.booleans("flag");
      count = file.longs("count", NO_LONG);
      seenAt = file.longs("seen_at", NO_LONG);
      day = file.ints("day", NO_INT);
      amount = file.doubles("amount");
      name = file.names("name");
      text = file.texts("text");
      note = file.texts("note");
    }

    void append(List<Object[]> rows) {
      int size = rows.size();
      number.append(longs(rows, 0), size);
      label.append(numbers(rows, 1, label, labels), size);
      share.append(doubles(rows, 2), size);
      boolean[] flags = new boolean[size];
      for (int i = 0; i < size; i++) {
        flags[i] = (boolean) rows.get(i)[3];
      }
      flag.append(flags, size);
      count.append(longs(rows, 4), size);
      seenAt.append(longs(rows, 5), size);
      day.append(
          rows.stream().mapToInt(row -> row[6] == null ? NO_INT : (int) row[6]).toArray(), size);
      amount.append(doubles(rows, 7), size);
      name.append(numbers(rows, 8, name, names), size);
      texts(rows, 9, text);
      if (random.nextInt(3) == 0) {
        texts(rows, 10, note);
      } else {
        numberedTexts(rows, 10, note);
      }
    }

    /** As ids of a dictionary of theirs, which is another one from time to time. */
    private void numberedTexts(List<Object[]> rows, int column, TextColumn into) {
      if (random.nextInt(5) == 0) {
        into.beginNumbers();
        notes.clear();
      }
      for (Object[] row : rows) {
        if (row[column] == null) {
          into.appendNull();
          continue;
        }
        String given = (String) row[column];
        int number = notes.computeIfAbsent(given, key -> notes.size());
        boolean isTaken = into.append(number);
        if (!isTaken && into.lacks(number)) {
          into.define(new int[] {number}, new byte[][] {utf8(given)}, 1);
          assertThat(into.append(number)).isTrue();
        } else if (!isTaken) {
          into.append(utf8(given), 0, utf8(given).length);
        }
      }
    }

    private static long[] longs(List<Object[]> rows, int column) {
      return rows.stream()
          .mapToLong(row -> row[column] == null ? NO_LONG : (long) row[column])
          .toArray();
    }

    private static double[] doubles(List<Object[]> rows, int column) {
      return rows.stream()
          .mapToDouble(row -> row[column] == null ? Double.NaN : (double) row[column])
          .toArray();
    }

    private static int[] numbers(
        List<Object[]> rows, int column, NameColumn into, Map<String, Integer> known) {
      return rows.stream()
          .mapToInt(
              row ->
                  row[column] == null
                      ? NameColumn.ABSENT
                      : known.computeIfAbsent(
                          (String) row[column], text -> into.define(utf8(text))))
          .toArray();
    }

    private static void texts(List<Object[]> rows, int column, TextColumn into) {
      for (Object[] row : rows) {
        if (row[column] == null) {
          into.appendNull();
        } else {
          byte[] padded = utf8("<" + row[column] + ">");
          into.append(padded, 1, padded.length - 2);
        }
      }
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}

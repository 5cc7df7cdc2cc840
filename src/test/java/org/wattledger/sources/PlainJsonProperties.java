package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Lines are read twice: as they are, and with a first member whose name is written with an escape,
 * which leaves them to Jackson. Both ways must find the same.
 */
class PlainJsonProperties {

  private static final List<List<String>> CELLS =
      List.of(
          List.of("id"),
          List.of("n"),
          List.of("meta", "team"),
          List.of("meta", "x"),
          List.of("raw"));
  private static final JsonPaths PATHS =
      JsonPaths.of(TestSource.requests("json", Path.of("log.jsonl")).config(), CELLS);
  private static final String FOR_JACKSON = "{\"\\u0061\":0,";

  private final JsonFactory factory = new JsonFactory();

  @Provide
  Arbitrary<String> record() {
    return members(value(2));
  }

  @Property(tries = 2_000)
  void recordsAreReadAsJacksonReadsThem(@ForAll @From("record") String record) {
    assertSame(record.getBytes(UTF_8));
  }

  /** Bytes are put in, taken out or written over, until most lines are no JSON any more. */
  @Property(tries = 4_000)
  void damagedLinesAreJudgedAsJacksonJudgesThem(
      @ForAll @From("record") String record,
      @ForAll @IntRange(min = 1, max = 3) int changes,
      @ForAll @Size(3) List<@From("mark") Character> marks,
      @ForAll @Size(3) List<Integer> places) {
    byte[] line = record.getBytes(UTF_8);
    for (int i = 0; i < changes; i++) {
      int place = 1 + Math.floorMod(places.get(i), line.length);
      byte[] before = Arrays.copyOf(line, place);
      int rest = Math.min(line.length, place + Math.floorMod(places.get(i), 3) / 2);
      byte[] mark = i % 2 == 0 ? new byte[] {(byte) marks.get(i).charValue()} : new byte[0];
      line = joined(before, mark, Arrays.copyOfRange(line, rest, line.length));
    }
    assertSame(line);
  }

  @Test
  void aRecordInPlainJsonIsTakenWithoutTheParser() {
    JsonCells cells = new JsonCells(factory, CELLS.size());
    byte[] line =
        "{\"id\": \"a b\",\"n\":-1.50,\"meta\":{\"team\":\"t\",\"z\":[1,{\"q\":\"\\n\"}]} , \"raw\":[ 1 ]}\r"
            .getBytes(UTF_8);
    cells.begin(line);

    assertThat(
            plain(cells, StreamReadConstraints.defaults())
                .read(line, line.length, PATHS.members()[0]))
        .isTrue();
    assertThat(shown(cells)).isEqualTo("a b|-1.50|t|.|[ 1 ]");
  }

  @Test
  void whatTheParserIsForbiddenIsLeftToIt() {
    byte[] line = "{\"id\":[[12345]]}".getBytes(UTF_8);
    for (StreamReadConstraints limits :
        List.of(
            StreamReadConstraints.builder().maxNumberLength(4).build(),
            StreamReadConstraints.builder().maxNestingDepth(2).build(),
            StreamReadConstraints.builder().maxStringLength(line.length - 1).build(),
            StreamReadConstraints.builder().maxNameLength(line.length - 1).build())) {
      JsonCells cells = new JsonCells(factory, CELLS.size());
      cells.begin(line);
      assertThat(plain(cells, limits).read(line, line.length, PATHS.members()[0])).isFalse();
    }
  }

  @Provide
  Arbitrary<Character> mark() {
    return Arbitraries.of(
        '"', '\\', '{', '}', '[', ']', ',', ':', '0', '1', '-', '.', 'e', 'n', 't', 'f', 'u', ' ',
        '\t', '\n', '\r', '\0', '\u0001', '\u007f', '\u00c3', '\u00ff');
  }

  private Arbitrary<String> value(int levels) {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(
            Arbitraries.of(
                "0",
                "-0",
                "7",
                "374",
                "-1.5",
                "1.250",
                "1e3",
                "01",
                "1.",
                "null",
                "true",
                "false",
                "nul",
                "\"\"",
                "\"null\"",
                "\"\\\"\"",
                "\"\\u00fc\"",
                "\"\\x\"",
                "\"\u00fc\"",
                "\"a\\\\\"",
                "123456789012345678901234567890123456789012345"),
            Arbitraries.strings().ascii().ofMaxLength(8).map(text -> '"' + text + '"'),
            Arbitraries.strings().alpha().ofMaxLength(20).map(text -> '"' + text + '"'));
    if (levels == 0) {
      return scalar;
    }
    Arbitrary<String> below = value(levels - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalar),
        Tuple.of(1, members(below)),
        Tuple.of(1, below.list().ofMaxSize(3).map(all -> "[" + String.join(" , ", all) + "]")));
  }

  private Arbitrary<String> members(Arbitrary<String> value) {
    Arbitrary<String> name =
        Arbitraries.of("id", "n", "meta", "team", "x", "raw", "prompt", "i\\u0064", "\u00fc", "");
    Arbitrary<String> blank = Arbitraries.of("", "", " ", "\t", "\r\n");
    Arbitrary<String> member =
        Combinators.combine(name, blank, value, blank)
            .as((n, before, v, after) -> "\"" + n + "\"" + before + ":" + after + v + before);
    return member.list().ofMaxSize(6).map(all -> "{" + String.join(",", all) + "}");
  }

  private void assertSame(byte[] line) {
    if (line.length < 2 || line[0] != '{' || isEmptyRecord(line)) {
      return;
    }
    byte[] forJackson =
        joined(FOR_JACKSON.getBytes(UTF_8), Arrays.copyOfRange(line, 1, line.length));
    assertThat(found(line)).as(new String(line, UTF_8)).isEqualTo(found(forJackson));
  }

  /** Has no member that the first one could stand before. */
  private static boolean isEmptyRecord(byte[] line) {
    int at = 1;
    while (at < line.length && line[at] <= ' ' && line[at] >= 0) {
      at++;
    }
    return at == line.length || line[at] != '"';
  }

  private List<String> found(byte[] text) {
    JsonLine line = new JsonLine(factory, PATHS);
    line.begin(text, text.length);
    List<String> found = new ArrayList<>();
    try {
      for (JsonLine.Found next = line.next(); next != JsonLine.Found.NOTHING; next = line.next()) {
        found.add(next == JsonLine.Found.RECORD ? shown(line.cells()) : next.name());
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return found;
  }

  private static PlainJson plain(JsonCells cells, StreamReadConstraints limits) {
    return new PlainJson(cells, limits);
  }

  private static String shown(JsonCells read) {
    return IntStream.range(0, CELLS.size())
        .mapToObj(cell -> read.isAbsent(cell) ? "." : new String(read.copy(cell), UTF_8))
        .collect(Collectors.joining("|"));
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}

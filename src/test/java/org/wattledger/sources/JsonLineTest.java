package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

/** Cells are shown with a bar between them, absent ones as a dot. */
class JsonLineTest {

  private final List<List<String>> cells = new ArrayList<>();
  private final TestSource source = TestSource.requests("json", Path.of("log.jsonl"));

  @Test
  void membersOfARecordAreFoundAndTheOthersSkipped() throws IOException {
    name("id");
    name("meta", "team");

    assertThat(records("{\"prompt\":{\"id\":\"no\"},\"meta\":{\"x\":[1],\"team\":\"t\"},\"id\":7}"))
        .containsExactly("7|t");
    assertThat(records("{\"id\":{\"a\": [1, 2]}}")).containsExactly("{\"a\": [1, 2]}|.");
    assertThat(records("[{\"id\":1},{\"meta\":{\"team\":\"t\"}}]")).containsExactly("1|.", ".|t");
    assertThat(records("[]")).isEmpty();
    assertThat(records(" ")).isEmpty();
  }

  @Test
  void aLineIsTakenWholeOrNotAtAll() throws IOException {
    name("id");

    assertThat(records("{\"id\":1}{\"id\":2}")).containsExactly("MALFORMED");
    assertThat(records("{\"id\":1} tail")).containsExactly("MALFORMED");
    assertThat(records("[{\"id\":1},5]")).containsExactly("MALFORMED");
    assertThat(records("{\"id\":1,")).containsExactly("MALFORMED");
    assertThat(records("17")).containsExactly("MALFORMED");
  }

  /** A parser or a copy that calls itself for each level would run out of stack. */
  @Test
  @Threat("S17")
  void aRecordOfMoreLevelsThanAThousandIsRefusedAlone() throws IOException {
    name("id");
    name("deep");
    String tooDeep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(records("{\"id\":1,\"other\":%s}".formatted(tooDeep))).containsExactly("MALFORMED");
    assertThat(records("{\"id\":1,\"deep\":%s}".formatted(tooDeep))).containsExactly("MALFORMED");
    assertThat(records("{\"id\":1,\"deep\":" + "[".repeat(100_000))).containsExactly("MALFORMED");
    assertThat(records("{\"id\":2}")).containsExactly("2|.");
  }

  @Test
  void aRecordOfAnArrayThatIsNotAsTheMappingHasItIsRefusedAlone() throws IOException {
    name("meta", "team");

    assertThat(records("[{\"meta\":{\"team\":1}},{\"meta\":5},{\"meta\":{\"team\":3}}]"))
        .containsExactly("1", "MALFORMED", "3");
  }

  @Test
  void levelsLeadToTheRecordsAndLendThemTheirCells() throws IOException {
    source.records("batches.calls");
    name("id");
    name("batches", "team");

    // What an element has may stand behind its records; one object counts as an array of it.
    assertThat(
            records(
                "{\"x\":1,\"batches\":[{\"calls\":[{\"id\":1},{\"id\":2}],\"team\":\"a\"},"
                    + "{\"team\":\"b\",\"calls\":{\"id\":3}},{\"calls\":[{\"id\":4}]},"
                    + "{\"team\":\"c\",\"calls\":null}]}"))
        .containsExactly("1|a", "2|a", "3|b", "4|.");
    assertThat(
            records("[{\"batches\":{\"calls\":{\"id\":1}}},{\"batches\":{\"calls\":{\"id\":2}}}]"))
        .containsExactly("1|.", "2|.");
  }

  @Test
  void aLineThatLeadsToNoRecordIsCountedAndOneThatDoesNotParseIsOne() throws IOException {
    source.records("batches.calls");
    name("id");

    assertThat(records("{}")).containsExactly("NO_RECORD");
    assertThat(records("{\"batches\":[{\"calls\":[]}]}")).containsExactly("NO_RECORD");
    assertThat(records("{\"metrics\":[1]}")).containsExactly("NO_RECORD");
    assertThat(records("{\"batches\":[{\"calls\":[{\"id\":1},{\"id\":2}"))
        .containsExactly("MALFORMED");
    assertThat(records("{\"batches\":[{\"calls\":[{\"id\":1},2]}]}")).containsExactly("MALFORMED");
    assertThat(records("{\"batches\":[{\"calls\":[{\"id\":1}]}]}{}")).containsExactly("MALFORMED");
  }

  @Test
  void aListOfKeysAndValuesReadsLikeARecord() throws IOException {
    name("attributes", "model");
    name("attributes", "tokens");
    name("attributes", "stream");

    assertThat(
            records(
                "{\"attributes\":[{\"key\":\"prompt\",\"value\":{\"stringValue\":\"secret\"}},"
                    + "{\"value\":{\"stringValue\":\"m\"},\"key\":\"model\"},"
                    + "{\"key\":\"tokens\",\"value\":{\"intValue\":\"374\"}},"
                    + "{\"key\":\"stream\",\"value\":{\"boolValue\":true}}]}"))
        .containsExactly("m|374|true");
    assertThat(
            records(
                "{\"attributes\":[{\"key\":\"tokens\",\"value\":{\"doubleValue\":1.5}},"
                    + "{\"key\":\"model\",\"value\":\"plain\"},"
                    + "{\"key\":\"stream\",\"value\":{\"arrayValue\":{\"values\":[]}}},{}]}"))
        .containsExactly("plain|1.5|.");
    // The last one of a key counts, as with members.
    assertThat(
            records(
                "{\"attributes\":[{\"key\":\"model\",\"value\":{\"stringValue\":\"a\"}},"
                    + "{\"key\":\"model\",\"value\":{}}]}"))
        .containsExactly(".|.|.");
    assertThat(records("{\"attributes\":[]}")).containsExactly(".|.|.");
    assertThat(records("{\"attributes\":[5]}")).containsExactly("MALFORMED");
  }

  @Test
  void nestedValuesKeepTheirTextWhereverTheRecordBegins() throws IOException {
    source.records("calls");
    name("id");
    name("tags");

    assertThat(
            records(
                "{\"calls\":[{\"id\":\"\\u00fc\",\"tags\":[ 1, 2]},{\"tags\":{\"a\":3},\"id\":\"x\"}]}"))
        .containsExactly("\u00fc|[ 1, 2]", "x|{\"a\":3}");
  }

  @Test
  void oneNameCannotBeAValueAndARecord() {
    name("meta");
    name("meta", "team");

    assertThatThrownBy(() -> JsonPaths.of(source.config(), cells))
        .hasMessageContaining("meta")
        .hasMessageContaining("both as a value and as a record");
  }

  private void name(String... path) {
    cells.add(List.of(path));
  }

  private List<String> records(String text) throws IOException {
    JsonLine line = new JsonLine(new JsonFactory(), JsonPaths.of(source.config(), cells));
    byte[] utf8 = text.getBytes(UTF_8);
    line.begin(utf8, utf8.length);
    List<String> found = new ArrayList<>();
    for (JsonLine.Found next = line.next(); next != JsonLine.Found.NOTHING; next = line.next()) {
      found.add(next == JsonLine.Found.RECORD ? shown(line.cells()) : next.name());
    }
    return found;
  }

  private String shown(JsonCells read) {
    List<String> texts = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      byte[] text = read.copy(cell);
      texts.add(text == null ? "." : new String(text, UTF_8));
    }
    return String.join("|", texts);
  }
}

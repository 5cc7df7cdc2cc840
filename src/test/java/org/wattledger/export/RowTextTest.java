package org.wattledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattledger.testing.Threat;

class RowTextTest {

  private static final List<String> COLUMNS =
      List.of("usage_date", "started_at", "team_id", "requests", "energy_wh", "is_estimated");

  private static final Row ROW =
      RowFactory.create(
          LocalDate.of(2026, 11, 21),
          Instant.parse("2026-11-21T10:00:00.5Z"),
          "a \"b\", c",
          9_007_199_254_740_993L,
          0.1 + 0.2,
          true);

  private static final Row NOTHING = RowFactory.create(null, null, "", null, null, null);

  @Test
  void csvQuotesWhatNeedsItAndKeepsEveryDigit() {
    CsvText text = CsvText.forPeople(COLUMNS);

    assertThat(text.header())
        .contains("usage_date,started_at,team_id,requests,energy_wh,is_estimated");
    assertThat(text.line(ROW))
        .isEqualTo(
            "2026-11-21,2026-11-21T10:00:00.500000Z,\"a \"\"b\"\", c\",9007199254740993,"
                + "0.30000000000000004,true");
    assertThat(text.lineEnd()).isEqualTo("\r\n");
  }

  @ParameterizedTest
  @CsvSource({"1.5E-7,0.00000015", "-2.5E9,-2500000000", "1.0E21,1000000000000000000000"})
  void noNumberIsWrittenWithAnExponent(double value, String shown) {
    assertThat(CsvText.forPeople(List.of("energy_wh")).line(RowFactory.create(value)))
        .isEqualTo(shown);
  }

  @Test
  void unknownIsAnEmptyCellAndNoTextIsNot() {
    assertThat(CsvText.forPeople(COLUMNS).line(NOTHING)).isEqualTo(",,\"\",,,");
  }

  @Test
  void jsonHasEveryColumnInEachRow() throws IOException {
    JsonText text = new JsonText(COLUMNS);

    assertThat(text.header()).isEmpty();
    assertThat(text.line(ROW))
        .isEqualTo(
            "{\"usage_date\":\"2026-11-21\",\"started_at\":\"2026-11-21T10:00:00.500000Z\","
                + "\"team_id\":\"a \\\"b\\\", c\",\"requests\":9007199254740993,"
                + "\"energy_wh\":0.30000000000000004,\"is_estimated\":true}");
    assertThat(new ObjectMapper().readTree(text.line(NOTHING)).get("requests").isNull()).isTrue();
  }

  @Test
  void aNameOfSeveralLinesStaysOneRecordOfJson() throws IOException {
    String name = "a\r\nb\u2028\u0000\u001b[2J";
    String line = new JsonText(List.of("model_id")).line(RowFactory.create(name));

    assertThat(line.lines()).hasSize(1);
    assertThat(line).doesNotContain("\u001b");
    assertThat(new ObjectMapper().readTree(line).get("model_id").asText()).isEqualTo(name);
  }

  @Test
  void anAmountThatIsNoNumberIsUnknownInJson() {
    assertThat(new JsonText(List.of("energy_wh")).line(RowFactory.create(Double.NaN)))
        .isEqualTo("{\"energy_wh\":null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\tx",
        "\rx",
        "\nx",
        "＝1"
      })
  @Threat("S12")
  void aTextThatASpreadsheetWouldComputeIsText(String name) {
    CsvText text = CsvText.forPeople(List.of("team_id"));

    assertThat(text.line(RowFactory.create(name)).replaceFirst("^\"", "")).startsWith("'");
    assertThat(CsvText.forPostgres(List.of("team_id")).line(RowFactory.create(name)))
        .doesNotContain("''")
        .contains(name.substring(1, 2));
  }

  @ParameterizedTest
  @CsvSource({"-1.5,-1.5", "-7,-7.0"})
  @Threat("S12")
  void aNegativeNumberStaysANumber(double value, String shown) {
    assertThat(CsvText.forPeople(List.of("energy_wh")).line(RowFactory.create(value)))
        .isEqualTo(shown);
  }

  @Test
  @Threat("S12")
  void aNameCannotBreakOutOfItsCell() {
    assertThat(CsvText.forPeople(List.of("a", "b")).line(RowFactory.create("x\",=1+1,\"", "y")))
        .isEqualTo("\"x\"\",=1+1,\"\"\",y");
  }

  @Test
  void whatPostgresCannotHoldIsReplacedAndAnEndOfRowsIsAText() {
    CsvText text = CsvText.forPostgres(List.of("team_id"));

    assertThat(text.line(RowFactory.create("a\0b"))).isEqualTo("a\ufffdb");
    assertThat(text.line(RowFactory.create("\\."))).isEqualTo("\"\\.\"");
  }
}

package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Samples are written as metric|gpu|Hostname|microseconds|value, malformed pieces as "malformed".
 */
class PrometheusReaderTest {

  private static final String ANSWER =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"__name__":"P","gpu":"0","Hostname":"a","pod":"secret"},
         "values":[[1772359200,"318.4"],[1772359215.25,"NaN"]]},
        {"metric":{"__name__":"P","gpu":"1"},"values":[[1772359200.0000015,"+Inf"]]}]}}
      """;
  private static final List<String> SAMPLES =
      List.of(
          "P|0|a|1772359200000000|318.4",
          "P|0|a|1772359215250000|NaN",
          "P|1|null|1772359200000001|+Inf");

  @Test
  void anAnswerMayStandOnManyLinesOrOnOne() throws IOException {
    String oneLine = ANSWER.replaceAll("\\n *", "") + "\n";

    assertThat(json(ANSWER)).isEqualTo(SAMPLES);
    assertThat(json(oneLine)).isEqualTo(SAMPLES);
    assertThat(json(oneLine + oneLine)).hasSize(6);
    assertThat(json(ANSWER + "\n" + ANSWER.replace("{\"status\"", "{ \n  \"status\""))).hasSize(6);
    assertThat(json(ANSWER.strip() + ANSWER)).hasSize(6);
  }

  @Test
  void anAnswerLongerThanTheBufferIsCutNowhere() throws IOException {
    StringBuilder values = new StringBuilder("[1,\"7\"]");
    for (int i = 2; i <= 20_000; i++) {
      values.append(i % 100 == 0 ? ",\n[" : ",[").append(i).append(",\"7\"]");
    }
    String answer = answer("{\"metric\":{\"__name__\":\"P\"},\"values\":[" + values + "]}");

    List<String> samples = json(answer + "\n" + answer + "\n");

    assertThat(samples).hasSize(40_000);
    assertThat(samples.get(39_999)).isEqualTo("P|null|null|20000000000|7");
    assertThat(samples).doesNotContain("malformed");
  }

  @Test
  void aVectorHasOneSampleOfEachSeries() throws IOException {
    assertThat(json(answer("{\"metric\":{\"__name__\":\"P\"},\"value\":[1772359200.5,\"7\"]}")))
        .containsExactly("P|null|null|1772359200500000|7");
  }

  @Test
  void labelsMayComeBehindTheirSamples() throws IOException {
    assertThat(json(answer("{\"values\":[[1,\"7\"],[2,\"8\"]],\"metric\":{\"gpu\":\"3\"}}")))
        .containsExactly("null|3|null|1000000|7", "null|3|null|2000000|8");
  }

  @Test
  void anErrorIsOneMalformedRecord() throws IOException {
    assertThat(
            json("{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}"))
        .containsExactly("malformed");
    assertThat(json("{}\n{\"status\":\"success\"}\n" + answer(""))).hasSize(2);
    assertThat(
            json(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}"))
        .containsExactly("malformed");
  }

  @Test
  void anEmptyAnswerHasNoRecord() throws IOException {
    assertThat(json(answer(""))).isEmpty();
    assertThat(json("")).isEmpty();
  }

  @Test
  void aCutAnswerKeepsItsSamplesAndSparesTheNext() throws IOException {
    String whole = answer("{\"metric\":{\"gpu\":\"0\"},\"values\":[[1,\"7\"],[2,\"8\"]]}");
    String cutInText = whole.substring(0, whole.indexOf("8"));
    String cutBetween = whole.substring(0, whole.indexOf("\"8"));

    for (String cut : List.of(cutInText, cutBetween)) {
      assertThat(json(cut + "\n" + whole))
          .containsExactly(
              "null|0|null|1000000|7",
              "malformed",
              "null|0|null|1000000|7",
              "null|0|null|2000000|8");
      assertThat(json(cut)).containsExactly("null|0|null|1000000|7", "malformed");
    }
  }

  @Test
  void whatIsNoPairOfTimeAndValueIsRefusedAlone() throws IOException {
    assertThat(
            json(
                answer(
                    "{\"metric\":{},\"values\":[[1],[],[2,\"7\",3],[\"x\",\"7\"],9,[[4,5],\"7\"],[6,{}],"
                        + "[7,null],[8,\"7\"]],\"histograms\":[[1,{\"count\":\"2\"}]]}")))
        .containsExactly(
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "null|null|null|7000000|null",
            "null|null|null|8000000|7",
            "malformed");
  }

  @Test
  void aLineOfTextIsASample() throws IOException {
    assertThat(
            text(
                """
                # HELP P Power draw (in W).
                # TYPE P gauge
                P{gpu="0",pod="b\\\"},{c",Hostname="a\\\\b"} 318.4 1772359200250
                P { gpu = "1" , } NaN 1772359200250\r

                up 1
                {__name__="P",gpu="2"} +Inf 1772359200250
                {"P", "gpu"="3"} 7 1772359200250 # {trace_id="x"} 0.6
                P{gpu="4"}\t7\t1772359200.25
                # EOF
                """))
        .containsExactly(
            "P|0|a\\b|1772359200250000|318.4",
            "P|1|null|1772359200250000|NaN",
            "up|null|null|none|1",
            "P|2|null|1772359200250000|+Inf",
            "P|3|null|1772359200250000|7",
            "P|4|null|1772359200250000|7");
  }

  @Test
  void aLineThatDoesNotParseIsMalformed() throws IOException {
    assertThat(
            text(
                """
                P
                P{gpu="0"
                P{gpu="0} 7 1772359200250
                P{gpu=0} 7 1772359200250
                P{gpu} 7 1772359200250
                {gpu="0"} 7 1772359200250
                P 7 yesterday
                P 7 1772359200250 8
                P 7 17723592002500000
                P{gpu="0"} 318.4 1772359200250
                P{gpu="0"} 3"""))
        .containsExactly(
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "P|0|null|1772359200250000|318.4",
            "P|0|null|none|3");
  }

  @Test
  void theBeginningTellsJsonFromText() {
    assertThat(
            List.of(
                "{\"status\":", "\ufeff {\n  \"data\" :", "{\"very long and cut", "[1]", "{}", "{"))
        .allMatch(beginning -> PrometheusBeginning.isJson(beginning.getBytes(UTF_8)));
    assertThat(
            List.of(
                "{__name__=\"up\"} 1",
                "{\"up\"} 1",
                "{\"up\", gpu=\"0\"} 1",
                "\ufeff# HELP up",
                "up 1",
                ""))
        .noneMatch(beginning -> PrometheusBeginning.isJson(beginning.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "1772359200, 1772359200000000",
    "1772359200.9999999, 1772359200999999",
    "1.7723592e9, 1772359200000000",
    "-0.5, -500000",
    "0, 0"
  })
  void secondsBecomeMicrosecondsRoundedDown(String seconds, long us) {
    byte[] bytes = seconds.getBytes(UTF_8);

    assertThat(PrometheusTime.ofSeconds(bytes, 0, bytes.length)).isEqualTo(us);
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "1.x", "NaN", "9999999999999", "1e400", "1.2.3"})
  void whatIsNoTimeHasNone(String text) {
    byte[] bytes = text.getBytes(UTF_8);

    assertThat(PrometheusTime.ofSeconds(bytes, 0, bytes.length))
        .isEqualTo(PrometheusSample.NO_TIME);
  }

  private static String answer(String series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + series
        + "]}}";
  }

  private static List<String> json(String text) throws IOException {
    return read(new PrometheusJson(stream(text), labels()));
  }

  private static List<String> text(String text) throws IOException {
    return read(new PrometheusText(stream(text), labels()));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static PrometheusLabels labels() {
    return new PrometheusLabels(List.of("gpu", "Hostname"));
  }

  private static List<String> read(PrometheusReader reader) throws IOException {
    List<String> read = new ArrayList<>();
    for (PrometheusSample next = reader.next(); next != null; next = reader.next()) {
      read.add(next.isMalformed() ? "malformed" : written(next));
    }
    return read;
  }

  private static String written(PrometheusSample sample) {
    boolean hasTime = sample.timestampUs() != PrometheusSample.NO_TIME;
    return "%s|%s|%s|%s|%s"
        .formatted(
            sample.series().metric(),
            sample.series().labels().getUTF8String(0),
            sample.series().labels().getUTF8String(1),
            hasTime ? sample.timestampUs() : "none",
            sample.value());
  }
}

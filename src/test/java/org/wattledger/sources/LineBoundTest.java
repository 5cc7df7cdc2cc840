package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

class LineBoundTest {

  private final LineBound bound = new LineBound(10);

  @Test
  void aLineMayBeAsLongAsTheBoundHoweverItIsCut() {
    assertThatCode(() -> read("abcdefghij\n", "abcde", "fghij", "\r\nabc\nabcde", "fghi", "j\n"))
        .doesNotThrowAnyException();
  }

  @Test
  @Threat("S17")
  void aLongerOneIsToldByItsPlace() {
    // "ab", a line feed and "c" before: it begins at byte 3.
    assertThatThrownBy(() -> read("ab\nc", "1234567890"))
        .isInstanceOf(InputTooLarge.class)
        .hasMessageContaining("from byte 3 on is longer than 10 bytes")
        .hasMessageContaining("maxLineBytes");
  }

  @Test
  void theLimitsAreThoseOfThePage() {
    // docs/security.md: 64 MiB, 1 GiB, 250.
    assertThat(ReadLimits.of((Configuration) null))
        .isEqualTo(new ReadLimits(67_108_864, 1_073_741_824, 250));
  }

  @Test
  void whatIsNotReadInLinesHasNoLongestOne() {
    TestSource csv = TestSource.requests("csv", Path.of("log.csv"));
    TestSource whole = TestSource.requests("csv", Path.of("log.csv")).option("MultiLine", "true");
    TestSource parquet = TestSource.requests("parquet", Path.of("log.parquet"));

    assertThat(ReadLimits.of(csv.option("maxLineBytes", "5").config()).lineBytes()).isEqualTo(5);
    assertThat(ReadLimits.of(whole.config()).lineBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(ReadLimits.of(parquet.config()).lineBytes()).isEqualTo(Long.MAX_VALUE);
  }

  private void read(String... parts) throws InputTooLarge {
    for (String part : parts) {
      byte[] bytes = ("x" + part + "x").getBytes(UTF_8);
      bound.read(bytes, 1, bytes.length - 2);
    }
  }
}

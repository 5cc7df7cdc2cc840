package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

class ShownTextTest {

  @Test
  @Threat("S14")
  void whatATerminalWouldObeyStandsAsItsNumber() {
    assertThat(ShownText.of("a\u001b[31m\r\nb")).isEqualTo("a\\u001b[31m\\u000d\\u000ab");
    assertThat(ShownText.of("abc\u202edef\u200b")).isEqualTo("abc\\u202edef\\u200b");
    assertThat(ShownText.of("Zürich 模型 😀")).isEqualTo("Zürich 模型 😀");
    assertThat(ShownText.of("\ud800")).isEqualTo("\\ud800");
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(ShownText.shortened("abcd", 4)).isEqualTo("abcd");
    assertThat(ShownText.shortened("abcde", 4)).isEqualTo("abc…");
    assertThat(ShownText.shortened("ab😀de", 4)).isEqualTo("ab…");
    assertThat(ShownText.shortened("ab\u001bde", 4)).isEqualTo("ab…");
  }
}

package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenClassTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1-63",
    "63, 1-63",
    "64, 64-255",
    "255, 64-255",
    "256, 256-1023",
    "1023, 256-1023",
    "1024, 1024-4095",
    "4095, 1024-4095",
    "4096, 4096+",
    "9223372036854775807, 4096+"
  })
  void aCountFallsIntoTheClassThatNamesIt(long outputTokens, String label) {
    assertThat(TokenClass.of(outputTokens).label()).isEqualTo(label);
  }

  @Test
  void anAbsentCountIsUnknownAndNotZero() {
    assertThat(TokenClass.of(RequestWork.NONE)).isEqualTo(TokenClass.UNKNOWN);
  }
}

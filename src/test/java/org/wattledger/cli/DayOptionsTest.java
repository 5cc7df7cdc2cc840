package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DayOptionsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @Test
  void withoutAnyOptionItIsYesterday() {
    assertThat(new DayOptions(null, null, null).days(TODAY)).containsExactly(day(22));
  }

  @Test
  void aRangeIncludesBothEnds() {
    assertThat(new DayOptions(null, day(20), day(22)).days(TODAY))
        .containsExactly(day(20), day(21), day(22));
  }

  @Test
  void halfARangeIsRefused() {
    assertThatThrownBy(() -> new DayOptions(null, day(20), null).days(TODAY))
        .hasMessage("--from 2026-11-20 has no --to");
  }

  @Test
  void aReversedRangeIsRefused() {
    assertThatThrownBy(() -> new DayOptions(null, day(21), day(20)).days(TODAY))
        .hasMessageContaining("is after");
  }

  @Test
  void aDayAndARangeTogetherAreRefused() {
    assertThatThrownBy(() -> new DayOptions(day(1), day(2), day(3)).days(TODAY))
        .hasMessageContaining("together");
  }

  private static LocalDate day(int ofNovember) {
    return LocalDate.of(2026, 11, ofNovember);
  }
}

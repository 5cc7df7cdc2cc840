package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattledger.ingest.SourceTimes;
import org.wattledger.quality.Check;
import org.wattledger.staging.TimeScale;

class TimeChecksTest {

  @Test
  void logsThatTellEndsInTheRightUnitPass() {
    List<Check> checks = TimeChecks.of(List.of(new SourceTimes("a", 5, 2, Map.of())), List.of());

    assertThat(checks).extracting(Check::status).containsOnly(Check.Status.OK);
    assertThat(checks).extracting(Check::actual).containsOnly(0.0);
  }

  @Test
  void epochsOfAnotherUnitNameTheSourceAndTheRemedy() {
    SourceTimes seconds =
        new SourceTimes("gateway", 0, 0, Map.of(TimeScale.THOUSAND_TIMES_TOO_SMALL, 7L));

    Check check = TimeChecks.of(List.of(seconds), List.of()).get(0);

    assertThat(check.status()).isEqualTo(Check.Status.WARN);
    assertThat(check.actual()).isEqualTo(7);
    assertThat(check.subject())
        .startsWith("gateway: times lie in January 1970: seconds read as milliseconds?")
        .contains("Use epoch_s instead of epoch_ms");
  }

  @Test
  void modelsWithoutAnyEndAreNamedWithTheSourcesThatTellNone() {
    List<SourceTimes> sources =
        List.of(
            new SourceTimes("trace", 4, 4, Map.of()),
            new SourceTimes("gateway", 4, 1, Map.of()),
            new SourceTimes("empty", 0, 0, Map.of()));

    Check check = TimeChecks.of(sources, List.of("m1", "m2")).get(1);

    assertThat(check.status()).isEqualTo(Check.Status.WARN);
    assertThat(check.subject()).isEqualTo("m1, m2; map ended_at in source trace");
    assertThat(check.actual()).isEqualTo(2);
  }
}

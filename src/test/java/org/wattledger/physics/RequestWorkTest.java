package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.physics.RequestWork.NONE;

import org.junit.jupiter.api.Test;
import org.wattledger.physics.RequestWork.Phases;
import org.wattledger.physics.RequestWork.Rates;
import org.wattledger.physics.RequestWork.Rule;
import org.wattledger.physics.RequestWork.Weights;

class RequestWorkTest {

  private static final long DAY_US = 86_400_000_000L;
  private static final long SECOND = 1_000_000;

  /** Noon of some day. */
  private static final long START = 20_000 * DAY_US + DAY_US / 2;

  /** w_prefill 1, w_cached 0.1, w_decode 2, and 0.001 per token of mean context. */
  private static final Weights WEIGHTS = new Weights(1, 0.1, 2, 0.001);

  /** A prompt of 100 tokens and an answer of 50 tokens each second; 4 s on average. */
  private static final Rates RATES = new Rates(100e-6, 50e-6, 4e6);

  private Rule rule = Rule.WORK;
  private Rates rates = RATES;
  private long start = START;
  private long end = START + 2_500_000;
  private long firstToken = START + 500_000;
  private long prompt = 1_000;
  private long cached = 400;
  private long output = 100;

  @Test
  void prefillLiesBeforeTheFirstTokenAndDecodeAfterIt() {
    Phases phases = laid();

    assertThat(phases.count).isEqualTo(2);
    // 600 + 0.1 x 400 = 640 units in 500,000 us: 640 x 2^32 / 500,000 = 5,497,558.1
    phase(phases, 0, START, START + 500_000, 5_497_558);
    // (2 + 0.001 x (1,000 + 50)) x 100 = 305 units in 2 s: 305 x 2^32 / 2,000,000 = 654,982.5
    phase(phases, 1, START + 500_000, START + 2_500_000, 654_983);
    assertThat(phases.isEndEstimated).isFalse();
    assertThat(phases.isTokensEstimated).isFalse();
  }

  @Test
  void withoutAFirstTokenAllWorkIsSpreadOverTheWholeRequest() {
    firstToken = NONE;

    Phases phases = laid();

    assertThat(phases.count).isEqualTo(1);
    // (640 + 305) x 2^32 / 2,500,000 us = 1,623,497.6
    phase(phases, 0, START, START + 2_500_000, 1_623_498);
  }

  @Test
  void aFirstTokenBeforeTheStartLeavesPrefillTheFirstMicrosecond() {
    firstToken = START - 7;

    Phases phases = laid();

    // 640 units in 1 us
    phase(phases, 0, START, START + 1, 640L << 32);
    // 305 x 2^32 / 2,500,000 us = 523,986.0
    phase(phases, 1, START, START + 2_500_000, 523_986);
  }

  @Test
  void aFirstTokenAfterTheEndLeavesDecodeTheLastMicrosecond() {
    firstToken = end + 7;

    Phases phases = laid();

    // 640 x 2^32 / 2,500,000 us = 1,099,511.6
    phase(phases, 0, START, START + 2_500_000, 1_099_512);
    phase(phases, 1, START + 2_499_999, START + 2_500_000, 305L << 32);
  }

  @Test
  void aRequestWithoutLengthDidItsWorkInOneMicrosecond() {
    end = START;
    firstToken = START;

    Phases phases = laid();

    assertThat(phases.endUs).isEqualTo(START + 1);
    phase(phases, 0, START, START + 1, 640L << 32);
    phase(phases, 1, START, START + 1, 305L << 32);
  }

  @Test
  void aRequestWithoutTokensIsPresentAndDoesNoWork() {
    prompt = 0;
    cached = 0;
    output = 0;

    Phases phases = laid();

    assertThat(phases.count).isZero();
    assertThat(phases.endUs - phases.startUs).isEqualTo(2_500_000);
    assertThat(phases.isTokensEstimated).isFalse();
  }

  @Test
  void cachedTokensBeyondThePromptCountAsThePrompt() {
    cached = 5_000;
    output = 0;

    // 0.1 x 1,000 = 100 units in 500,000 us: 100 x 2^32 / 500,000 = 858,993.5
    phase(laid(), 0, START, START + 500_000, 858_993);
  }

  @Test
  void aMissingCachedCountMeansNothingWasCached() {
    cached = NONE;
    output = 0;

    Phases phases = laid();

    // 1,000 x 2^32 / 500,000 = 8,589,934.6
    phase(phases, 0, START, START + 500_000, 8_589_935);
    assertThat(phases.isTokensEstimated).isFalse();
  }

  @Test
  void aMissingEndFollowsFromTheAnswerAndTheRateOfTheModel() {
    end = NONE;

    Phases phases = laid();

    // 100 tokens at 50 tokens/s = 2 s
    assertThat(phases.endUs).isEqualTo(START + 2 * SECOND);
    assertThat(phases.isEndEstimated).isTrue();
  }

  @Test
  void aMissingEndWithoutAnAnswerIsTheMeanDurationLater() {
    end = NONE;
    output = NONE;

    Phases phases = laid();

    assertThat(phases.endUs).isEqualTo(START + 4 * SECOND);
    assertThat(phases.isEndEstimated).isTrue();
    assertThat(phases.isTokensEstimated).isTrue();
  }

  @Test
  void aMissingEndOfAModelThatNeverAnswersInTokensIsTheMeanDurationLater() {
    end = NONE;
    output = 0;
    rates = new Rates(100e-6, 0, 4e6);

    assertThat(laid().endUs).isEqualTo(START + 4 * SECOND);
  }

  @Test
  void aMissingEndOfAnUnknownModelIsTheShortestPresence() {
    end = NONE;
    rates = Rates.UNKNOWN;

    Phases phases = laid();

    assertThat(phases.endUs).isEqualTo(START + 1);
    assertThat(phases.isEndEstimated).isTrue();
  }

  @Test
  void anEstimatedEndStopsAtMidnight() {
    start = 20_001 * DAY_US - SECOND;
    firstToken = NONE;
    end = NONE;

    // 2 s would reach one second into the next day.
    assertThat(laid().endUs).isEqualTo(20_001 * DAY_US);
  }

  @Test
  void anEstimatedEndOfAnEndlessAnswerStopsAtMidnight() {
    end = NONE;
    output = Long.MAX_VALUE;

    assertThat(laid().endUs).isEqualTo(20_001 * DAY_US);
  }

  @Test
  void missingTokensFollowFromTheDurationAndTheRateOfTheModel() {
    firstToken = NONE;
    prompt = NONE;
    cached = NONE;
    output = NONE;
    end = START + 2 * SECOND;

    Phases phases = laid();

    // prompt 100/s x 2 s = 200, output 50/s x 2 s = 100: 200 + (2 + 0.001 x 250) x 100 = 425 units
    // 425 x 2^32 / 2,000,000 us = 912,680.6
    phase(phases, 0, START, START + 2 * SECOND, 912_681);
    assertThat(phases.isTokensEstimated).isTrue();
  }

  @Test
  void missingTokensOfAnUnknownModelAreNone() {
    prompt = NONE;
    output = NONE;
    rates = Rates.UNKNOWN;

    Phases phases = laid();

    assertThat(phases.count).isZero();
    assertThat(phases.isTokensEstimated).isFalse();
  }

  @Test
  void byTimeEverySecondOfPresenceWeighsTheSame() {
    rule = Rule.TIME;

    // 2.5 units in 2,500,000 us: 2^32 / 1,000,000 = 4,294.97
    onlyPhase(4_295);
  }

  @Test
  void byTotalTokensPromptAndAnswerWeighTheSame() {
    rule = Rule.TOTAL_TOKENS;

    // 1,100 x 2^32 / 2,500,000 = 1,889,785.6
    onlyPhase(1_889_786);
  }

  @Test
  void byOutputTokensOnlyTheAnswerWeighs() {
    rule = Rule.OUTPUT_TOKENS;

    // 100 x 2^32 / 2,500,000 = 171,798.7
    onlyPhase(171_799);
  }

  @Test
  void byRequestsEachWeighsOneHoweverLong() {
    rule = Rule.REQUESTS;

    // 2^32 / 2,500,000 = 1,717.99
    onlyPhase(1_718);
  }

  @Test
  void theLeastWorkStillHasARate() {
    rule = Rule.REQUESTS;
    end = START + DAY_US;

    // 2^32 / 86,400,000,000 us = 0.05, raised to 1
    phase(laid(), 0, START, START + DAY_US, 1);
  }

  @Test
  void anImpossibleCountIsBoundedSoThatSumsStayExact() {
    rule = Rule.OUTPUT_TOKENS;
    output = Long.MAX_VALUE;
    end = START;

    // 2^27 units x 2^32 in 1 us = 2^59
    phase(laid(), 0, START, START + 1, 1L << 59);
  }

  private void onlyPhase(long rate) {
    Phases phases = laid();
    assertThat(phases.count).isEqualTo(1);
    phase(phases, 0, START, START + 2_500_000, rate);
  }

  private static void phase(Phases phases, int i, long fromUs, long toUs, long rate) {
    assertThat(phases.fromUs[i]).isEqualTo(fromUs);
    assertThat(phases.toUs[i]).isEqualTo(toUs);
    assertThat(phases.rate[i]).isEqualTo(rate);
  }

  private Phases laid() {
    Phases phases = new Phases();
    new RequestWork(rule, new Weights[] {WEIGHTS}, new Rates[] {rates})
        .lay(0, start, end, firstToken, prompt, cached, output, phases);
    return phases;
  }
}

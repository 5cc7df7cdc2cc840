package org.wattledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pinned regressions alone, with the coefficients of their commit. */
class EcoLogitsTest {

  private static final double ALPHA = 1.1665273170451914e-06;
  private static final double BETA = -0.011205921025579175;
  private static final double GAMMA = 4.052928146734005e-05;

  @Test
  void energyOfTwoHundredTokensOfMistral() {
    double perTokenWh = EcoLogits.tokenEnergyWh(ALPHA, BETA, GAMMA, 64, 7.3);

    assertThat(200 * perTokenWh).isCloseTo(8.93720056859519e-03, within(1e-15));
  }

  /** 0.162, 0.289 and 0.976 J per token at a batch of 64. */
  @ParameterizedTest
  @CsvSource({"8, 0.162", "70, 0.289", "405, 0.976"})
  void largerModelsTakeMorePerToken(double parametersB, double joules) {
    double perTokenWh = EcoLogits.tokenEnergyWh(ALPHA, BETA, GAMMA, 64, parametersB);

    assertThat(perTokenWh * 3_600).isCloseTo(joules, within(0.001));
  }

  @ParameterizedTest
  @CsvSource({"12.9, 200, 9.638013443198895", "405, 400, 125.693"})
  void latencyOfAnAnswer(double activeParametersB, int tokens, double seconds) {
    double perToken =
        EcoLogits.tokenLatencyS(
            0.0006785088094353663,
            0.0003119310311688259,
            0.019473717579473387,
            64,
            activeParametersB);

    assertThat(tokens * perToken).isCloseTo(seconds, within(0.0005));
  }

  /** 1.2 x 46.7e9 x 2 bytes = 112 GB: two of 80 GB; 972 GB: thirteen, so sixteen. */
  @ParameterizedTest
  @CsvSource({"7.3, 1", "46.7, 2", "405, 16"})
  void acceleratorsComeInPowersOfTwo(double parametersB, double accelerators) {
    assertThat(EcoLogits.accelerators(parametersB, 16, 1.2, 80)).isEqualTo(accelerators);
  }
}

package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wattledger.physics.TrainingEnergy.Basis;

class TrainingEnergyTest {

  private static final double UNKNOWN = Double.NaN;

  @Test
  void bloomUsedFourHundredAndThirtyThreeMegawattHours() {
    // 1 082 990 A100-hours x 400 W = 433 196 kWh
    assertThat(TrainingEnergy.energyWh(UNKNOWN, 1_082_990, 400, 250) / 1_000).isEqualTo(433_196);
  }

  @Test
  void gpt3UsedAsMuchAsPublished() {
    // 10 000 V100 x 14.8 d x 24 h x 330 W x PUE 1.10 = 1 289.4 MWh; published: 1 287
    double itWh = TrainingEnergy.ratedEnergyWh(10_000 * 14.8 * 24, 330);
    assertThat(FacilityEnergy.facilityEnergyWh(itWh, 1.10) / 1e6).isCloseTo(1_289.4, within(0.05));
  }

  @Test
  void theBestStatementOfEnergyWins() {
    assertThat(TrainingEnergy.energyWh(5, 10, 300, 400)).isEqualTo(5);
    assertThat(TrainingEnergy.basis(5, 300, 400)).isEqualTo(Basis.STATED_ENERGY);
    assertThat(TrainingEnergy.energyWh(0, 10, 300, 400)).isZero();
    // 10 h x 300 W, and 10 h x 400 W
    assertThat(TrainingEnergy.energyWh(UNKNOWN, 10, 300, 400)).isEqualTo(3_000);
    assertThat(TrainingEnergy.basis(UNKNOWN, 300, 400)).isEqualTo(Basis.STATED_POWER);
    assertThat(TrainingEnergy.energyWh(UNKNOWN, 10, UNKNOWN, 400)).isEqualTo(4_000);
    assertThat(TrainingEnergy.basis(UNKNOWN, UNKNOWN, 400)).isEqualTo(Basis.RATED);
    assertThat(TrainingEnergy.energyWh(UNKNOWN, 10, UNKNOWN, UNKNOWN)).isNaN();
    assertThat(TrainingEnergy.basis(UNKNOWN, UNKNOWN, UNKNOWN)).isNull();
  }

  @Test
  void thePartsOfAStretchAddUpToTheWhole() {
    // 10 units over 3 us: the curve passes 0, 3, 7, 10
    assertThat(TrainingEnergy.part(10, 100, 103, 100, 101)).isEqualTo(3);
    assertThat(TrainingEnergy.part(10, 100, 103, 101, 102)).isEqualTo(4);
    assertThat(TrainingEnergy.part(10, 100, 103, 102, 103)).isEqualTo(3);
    assertThat(TrainingEnergy.part(10, 100, 103, 0, 1_000)).isEqualTo(10);
    assertThat(TrainingEnergy.part(10, 100, 103, 103, 1_000)).isZero();
  }

  @Test
  void aStretchWithoutLengthLiesAtItsStart() {
    assertThat(TrainingEnergy.part(10, 100, 100, 0, 100)).isZero();
    assertThat(TrainingEnergy.part(10, 100, 100, 100, 200)).isEqualTo(10);
  }

  @Test
  void twentyThousandQueriesUseAsMuchAsASmallTraining() {
    // 2 devices x 10 h x 300 W = 6 000 Wh; 6 000 Wh / 0.3 Wh = 20 000 queries
    double trainingWh = TrainingEnergy.ratedEnergyWh(2 * 10, 300);
    assertThat(trainingWh).isEqualTo(6_000);
    assertThat(TrainingEnergy.breakEvenQueries(trainingWh, 0.3)).isCloseTo(20_000, within(1e-9));
    assertThat(TrainingEnergy.breakEvenQueries(trainingWh, 0)).isNaN();
    // 5 000 queries so far: a quarter of the training
    assertThat(TrainingEnergy.inferenceToTrainingRatio(5_000 * 0.3, trainingWh)).isEqualTo(0.25);
    assertThat(TrainingEnergy.inferenceToTrainingRatio(1, 0)).isNaN();
  }

  @Test
  void bloomzWasTrainedForFiveHundredAndNinetyThreeMillionInferences() {
    // (51 686 + 7 571 kWh) / 1.0e-4 kWh = 592 570 000 inferences of BLOOMz-7B
    assertThat(TrainingEnergy.breakEvenQueries(51_686_000 + 7_571_000, 0.1))
        .isCloseTo(592_570_000, within(1e-3));
  }
}

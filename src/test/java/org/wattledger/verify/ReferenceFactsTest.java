package org.wattledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceFactsTest {

  private static final ReferenceFacts FACTS = Verification.rows(Optional.empty(), Map.of()).facts();

  @ParameterizedTest
  @CsvSource({
    "@hardware:A100-SXM4-40GB:max_w, 400, W",
    "@hardware:A100-SXM4-40GB:idle_w, 46, W",
    "@hardware:A100-SXM4-40GB:loaded_idle_w, 81, W",
    "@hardware:A100-SXM4-40GB:lifetime_h, 26280, h",
    "@hardware:A100-SXM4-40GB:embodied_kgco2e, 150, kg",
    "@energy_sources:cambridge:coal, 820, g/kWh",
    "@models:mixtral-8x7b:parameters_b, 46.7, billion",
    "@constants:ecologits-2026-03:batch, 64, requests",
  })
  void aReferenceIsTheCellOfItsTable(String reference, double value, String unit) {
    assertThat(FACTS.find(reference)).containsExactly(new Amount(value, unit));
  }

  @Test
  void aGridZoneHasItsFactorsOfThatDay() {
    assertThat(FACTS.find("@grid:SE:location")).singleElement().hasNoNullFieldsOrProperties();
    assertThat(FACTS.find("@grid:SE:ewif").get(0).unit()).isEqualTo("L/kWh");
  }

  @Test
  void aSetIsAllOfItsSourcesCleanestFirst() {
    assertThat(FACTS.find("@energy_sources:cambridge:*"))
        .containsExactly(new Amount(34, "g/kWh"), new Amount(820, "g/kWh"));
  }

  @ParameterizedTest
  @CsvSource({
    "@hardware:T4",
    "@hardware:T4:weight",
    "@hardware:Abacus:max_w",
    "@hardware:RTX 5090:idle_w",
    "@moon:T4:max_w",
    "@energy_sources:cambridge:peat",
  })
  void whatIsNotThereIsNamed(String reference) {
    assertThatThrownBy(() -> FACTS.find(reference))
        .isInstanceOf(VerificationProblem.class)
        .hasMessageContaining("'" + reference + "' is no");
  }
}

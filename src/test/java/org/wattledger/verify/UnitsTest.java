package org.wattledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "1, kWh, J, 3600000",
    "2, d, h, 48",
    "1, kg/kWh, kg/MWh, 1000",
    "1, t/kWh, g/kWh, 1000000",
    "2, lb/kWh, kg/kWh, 0.90718474",
    "0.26, mL, L, 0.00026",
    "75, %, '', 0.75",
    "1, J/token, Wh, 0.0002777777777777778",
    "19, kg/day, g, 19000",
    "3, GPU-h, s, 10800",
  })
  void unitsOfADimensionConvert(double value, String from, String to, double converted) {
    assertThat(Units.convert(value, from, to)).isCloseTo(converted, within(1e-12 * converted));
  }

  @Test
  void unitsOfTwoDimensionsDoNot() {
    assertThatThrownBy(() -> Units.convert(1, "kg", "kWh"))
        .hasMessage(
            "kg is a unit of mass and kWh one of energy; give the number in a unit of energy");
    assertThatThrownBy(() -> Units.convert(1, "furlong", "h"))
        .hasMessageContaining("'furlong' is not known; use one of [");
    assertThat(Units.knows("Wh/request")).isTrue();
    assertThat(Units.knows("kg/kg")).isFalse();
  }

  @Test
  void numbersAreWrittenForReaders() {
    assertThat(Numbers.text(1_082_990)).isEqualTo("1082990");
    assertThat(Numbers.text(8.193786478452047e-05)).isEqualTo("0.000081937865");
    assertThat(Numbers.text(0)).isEqualTo("0");
    assertThat(Numbers.difference(24.69, 24.692172)).isEqualTo("+0.0022");
    assertThat(Numbers.difference(3.6, 3.6000000000000005)).isEqualTo("0");
  }

  @Test
  void aToleranceIsAShareOrAnAmount() {
    Tolerance share = Tolerance.parse("1.7 %");
    Tolerance amount = Tolerance.parse("0.5");

    // 1.7 % of 200 are 3.4
    assertThat(share.covers(200, 203.3)).isTrue();
    assertThat(share.covers(200, 203.5)).isFalse();
    assertThat(amount.covers(200, 199.5)).isTrue();
    assertThat(amount.covers(200, 199.4)).isFalse();
    assertThat(amount.covers(200, Double.NaN)).isFalse();
    assertThatThrownBy(() -> Tolerance.parse("some"))
        .hasMessageContaining("tolerance 'some' is none; write 1.7 %");
  }

  @Test
  void inputsAreNumbersListsAndUnits() {
    Map<String, List<Amount>> inputs = InputText.parse("power=40|50 W; pue=1.2", null);

    assertThat(Inputs.of(inputs).list("power", "kW")).containsExactly(0.04, 0.05);
    assertThat(Inputs.of(inputs).of("pue")).isEqualTo(1.2);
    assertThatThrownBy(() -> Inputs.of(inputs).of("power", "W"))
        .hasMessageContaining("input 'power' has 2 values and the method takes one");
    assertThatThrownBy(() -> InputText.parse("power=40 W; power=1 W", null))
        .hasMessageContaining("input 'power' is given twice");
    assertThatThrownBy(() -> InputText.parse("power=forty W", null))
        .hasMessageContaining("input 'power' is 'forty', not a number");
  }
}

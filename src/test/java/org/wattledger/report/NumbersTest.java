package org.wattledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  /** The largest of a column sets the decimals; 3.6e9 mJ are a kWh. */
  @ParameterizedTest
  @CsvSource({
    "112487998167, 112487998167, 31.25",
    "112487998167, 2040037888, 0.57",
    "112487998167, 10474, <0.01",
    "112487998167, -10474, >-0.01",
    "112487998167, 0, 0.00",
    "3600000000000, 5400000000, 1.5",
    "360000000000000, 5400000000, 2",
    "0, 0, 0"
  })
  void kilowattHoursOfAColumnStandAligned(long largest, long energyMj, String shown) {
    int decimals = Numbers.decimals(Quantity.ENERGY_MJ, largest);

    assertThat(Numbers.shown(Quantity.ENERGY_MJ, decimals, energyMj)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0023123, 0.00231",
    "12.345, 12.3",
    "1234.5, '1,235'",
    "3, 3",
    "0.00001, <0.0001",
    "0, 0"
  })
  void numbersOfQueriesStandForThemselves(double wh, String shown) {
    int decimals = Numbers.decimals(Quantity.QUERY_WH, 99);

    assertThat(Numbers.shown(Quantity.QUERY_WH, decimals, wh)).isEqualTo(shown);
  }

  @Test
  void theExactValueHasEveryDigitAndThePublishedUnit() {
    assertThat(Numbers.exact(Quantity.ENERGY_MJ, 112487998167L)).isEqualTo("112487998167 mJ");
    assertThat(Numbers.exact(Quantity.EMISSIONS_G, 8.355794965352961E-7))
        .isEqualTo("0.0000008355794965352961 gCO2e");
    assertThat(Numbers.exact(Quantity.WATER_L, null)).isEqualTo("unknown");
  }

  /** 2 x (2^53 + 1) fits no double. */
  @Test
  void totalsAddWholeNumbersExactlyAndSkipTheUnknown() {
    long large = (1L << 53) + 1;
    ReportTable table =
        new ReportTable(
            "t",
            "t",
            List.of(
                TableColumn.text("name", "Name", ""),
                new TableColumn("mj", "mJ", Quantity.ENERGY_MJ, "", false),
                new TableColumn("g", "g", Quantity.EMISSIONS_G, "", false),
                new TableColumn("share", "Share", Quantity.SHARE, "", false),
                new TableColumn("l", "l", Quantity.WATER_L, "", false)),
            List.of(
                Arrays.asList("a", large, 1.5, 0.5, null),
                Arrays.asList("b", large, null, 0.5, null)),
            true);

    assertThat(table.totals("All"))
        .isEqualTo(Arrays.asList("All", 18014398509481986L, 1.5, null, null));
  }

  @Test
  void wholeNumbersThatABrowserWouldRoundGoAsText() {
    ReportContents contents = SampleContents.named(List.of("a")).contents();
    ReportContents large =
        new ReportContents(
            contents.scope(),
            contents.headline(),
            List.of(
                new Flow("s", Flow.Part.ACTIVE, "t", 1L << 53),
                new Flow("s", Flow.Part.SHARED_IDLE, "t", (1L << 53) + 1)),
            contents.tables(),
            List.of());

    assertThat(PageData.of(large)).contains("9007199254740992]", "\"9007199254740993\"]");
  }
}

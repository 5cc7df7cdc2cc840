package org.wattledger.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/** A text means the same in a loop as in an expression of a query. */
class TextValueTest {

  private static final List<String> SEEDS =
      List.of(
          "7",
          "-0",
          "007",
          "+5",
          "5.",
          ".5",
          "3.000000000",
          "3.0000000001",
          "3.000000004",
          "3.000000005",
          "2.999999999",
          "-3.000000004",
          "-2.5",
          "1e3",
          "1E-3",
          "12e2",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "9223372036854775807.0",
          "92233720368547758070000000000000",
          "0.30000000000000004",
          "1e400",
          "-1e400",
          "4.9e-324",
          "NaN",
          "nan",
          "Infinity",
          "-Infinity",
          "inf",
          "1.0d",
          "2f",
          "1_000",
          "1,5",
          "１２",
          "",
          " 12 ",
          "\t4\n",
          "abc",
          "2026-03-01",
          "2026-03-01T12:00:00Z",
          "2026-03-01 12:00:00.123456789",
          "2026-03-01 12:00:00.1+05:30",
          "2026-03-29 02:30:00",
          "2026-03-01T12:00:00 Europe/Berlin",
          "2026/03/01 12:00:00",
          "2026/3/1 12:00:00 America/Argentina/Buenos_Aires",
          "2026/03-01",
          "2026-3-1",
          "2026-13-01",
          "2026-02-30T00:00:00",
          "12:30:00",
          "20260301T120000Z",
          "0001-01-01T00:00:00Z",
          "294247-01-10T04:00:54.775807Z",
          "-290308-12-21T19:59:05.224192Z",
          "+2026-03-01",
          "２０２６-03-01",
          "202é-03-01",
          "2026");

  private static final String ALPHABET = "0123456789.-+/:eETZ dNaInf é";

  @ParameterizedTest
  @CsvSource({"UTC, 0", "Europe/Berlin, 0", "America/St_Johns, 3600", "UTC, -7"})
  void everyTextMeansWhatItMeansToAnExpression(String zone, long aheadSeconds) {
    SourceConfig source =
        TestSource.telemetry("csv", Path.of("meters.csv"))
            .zone(zone)
            .offset(Duration.ofSeconds(aheadSeconds))
            .config();
    List<String> texts = texts();
    for (Field field :
        List.of(CanonicalTables.ENERGY_MJ, CanonicalTables.POWER_W, CanonicalTables.SAMPLED_AT)) {
      List<String> expected = byExpression(texts, field, source);
      TextValue value = TextValue.of(field, source);
      for (int i = 0; i < texts.size(); i++) {
        Object cell = value.of(UTF8String.fromString(texts.get(i)));

        assertThat(cell + " " + value.isNonFinite())
            .as("%s of \"%s\"", field.name(), texts.get(i))
            .isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void theTextsAreNumbersAndInstantsAndNeither() {
    SourceConfig source = TestSource.telemetry("csv", Path.of("meters.csv")).config();
    for (Field field : List.of(CanonicalTables.ENERGY_MJ, CanonicalTables.SAMPLED_AT)) {
      TextValue value = TextValue.of(field, source);
      long known =
          texts().stream().filter(text -> value.of(UTF8String.fromString(text)) != null).count();

      assertThat(known).isBetween(20L, texts().size() - 20L);
    }
  }

  /** Those that are known to be hard, and what becomes of them when a character changes. */
  private static List<String> texts() {
    Random random = new Random(26);
    Set<String> texts = new LinkedHashSet<>(SEEDS);
    for (int round = 0; round < 12; round++) {
      for (String seed : SEEDS) {
        StringBuilder text = new StringBuilder(seed);
        int at = random.nextInt(text.length() + 1);
        char letter = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        if (at < text.length() && random.nextBoolean()) {
          text.setCharAt(at, letter);
        } else {
          text.insert(at, letter);
        }
        texts.add(text.toString());
      }
    }
    return List.copyOf(texts);
  }

  private static List<String> byExpression(List<String> texts, Field field, SourceConfig source) {
    SparkSession spark = LocalSpark.session();
    CanonicalValue canonical =
        CanonicalValue.of(functions.col("value"), DataTypes.StringType, field, source);
    List<Row> rows =
        spark
            .createDataset(texts, Encoders.STRING())
            .toDF()
            .select(
                field.type().equals(DataTypes.TimestampType)
                    ? functions.unix_micros(canonical.value())
                    : canonical.value(),
                canonical.isNonFinite())
            .collectAsList();
    List<String> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(0) + " " + Boolean.TRUE.equals(row.get(1))));
    return values;
  }
}

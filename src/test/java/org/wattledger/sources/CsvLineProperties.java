package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.catalyst.util.BadRecordException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.wattledger.config.SourceConfig;
import scala.jdk.javaapi.CollectionConverters;

/** Lines are cut or parsed as Spark's own reader parses them. */
class CsvLineProperties {

  private static final SourceConfig SOURCE =
      TestSource.telemetry("csv", Path.of("meters.csv")).config();

  /** By number of cells; a parser is costly to make. */
  private static final Map<Integer, CsvLine> READING =
      Map.of(
          1, new CsvLine(options(), 1),
          2, new CsvLine(options(), 2),
          3, new CsvLine(options(), 3),
          4, new CsvLine(options(), 4));

  private static final Map<Integer, UnivocityParser> SPARKS =
      Map.of(1, sparks(1), 2, sparks(2), 3, sparks(3), 4, sparks(4));

  /** Mostly what numbers and names are made of, and now and then what makes a line hard. */
  @Provide
  Arbitrary<String> line() {
    Arbitrary<Character> plain = Arbitraries.of('a', 'b', '1', '.', '-', ' ', ',', ',');
    Arbitrary<Character> hard = Arbitraries.of('"', '\\', '\t', '\0', 'é', '#', ';', '\u0001');
    return Arbitraries.oneOf(
        plain.list().ofMaxSize(12).map(CsvLineProperties::text),
        Arbitraries.oneOf(plain, plain, plain, hard)
            .list()
            .ofMaxSize(12)
            .map(CsvLineProperties::text));
  }

  private static String text(List<Character> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::append);
    return text.toString();
  }

  @Property(tries = 5_000)
  void aLineHasTheCellsThatSparkFinds(
      @ForAll @From("line") String line, @ForAll @IntRange(min = 1, max = 4) int cells)
      throws Exception {
    byte[] text = line.getBytes(UTF_8);

    assertThat(CsvLine.isBlank(text, text.length)).isEqualTo(line.trim().isEmpty());
    if (!line.trim().isEmpty()) {
      assertThat(read(line, cells)).isEqualTo(bySpark(line, cells));
    }
  }

  /** The line stands in a longer array, as a reader's buffer is. */
  private static String read(String line, int cells) throws Exception {
    CsvLine reading = READING.get(cells);
    byte[] buffer = (line + ",\"rest").getBytes(UTF_8);
    if (!reading.read(buffer, line.getBytes(UTF_8).length)) {
      return "malformed " + new String(reading.malformed(), UTF_8);
    }
    List<String> found = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      found.add(
          reading.isAbsent(cell)
              ? null
              : new String(reading.bytes(cell), reading.start(cell), reading.length(cell), UTF_8));
    }
    return found.toString();
  }

  private static String bySpark(String line, int cells) throws Exception {
    try {
      InternalRow row = SPARKS.get(cells).parse().apply(line).get();
      List<String> found = new ArrayList<>();
      for (int cell = 0; cell < cells; cell++) {
        found.add(row.isNullAt(cell) ? null : row.getUTF8String(cell).toString());
      }
      return found.toString();
    } catch (Exception failure) {
      if (failure instanceof BadRecordException bad) {
        return "malformed " + bad.record().apply();
      }
      throw failure;
    }
  }

  private static UnivocityParser sparks(int cells) {
    StructType schema = new StructType();
    for (int cell = 0; cell < cells; cell++) {
      schema = schema.add("column" + cell, DataTypes.StringType);
    }
    return new UnivocityParser(schema, options());
  }

  private static CSVOptions options() {
    Map<String, String> options = ReaderOptions.of(SOURCE);
    return new CSVOptions(
        scala.collection.immutable.Map.from(CollectionConverters.asScala(options)),
        false,
        "UTC",
        RawRecords.MALFORMED_TEXT);
  }
}

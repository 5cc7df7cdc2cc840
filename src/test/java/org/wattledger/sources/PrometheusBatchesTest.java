package org.wattledger.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/** The same samples as rows and as batches. */
class PrometheusBatchesTest {

  private static final String ANSWERS =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"__name__":"power","gpu":" 0 ","host":"a"},
       "values":[[1772359200.25,"71.5"],[1772359215,"NaN"],[1772359230,"twelve"],[1772359245]]},
      {"metric":{"__name__":"energy","gpu":"1","host":"N/A"},
       "values":[[1772359200,"9223372036854775794"],[1772359215,"5000"],[1772359230,"5000.5"]]},
      {"metric":{"__name__":"power","host":"(a)"},"values":[[1772359200,"3"]]},
      {"metric":{"__name__":"fan","gpu":"x","host":"b"},"values":[[1772359200,"40"]]}]}}
      {"status":"error"}
      """;
  private static final String LINES =
      """
      power{gpu="0",host="a"} 71.5 1772359200250
      energy{gpu="0",host="a"} 1000 1772359200250
      power{gpu="x",host="b"} 8 1772359200250
      power{gpu="0",host="a"} 4 1772359215250
      power{gpu="0 5
      energy{gpu="0",host="a"} 2000
      fan 7 1772359200250
      """;

  private final SparkSession spark = LocalSpark.caseSensitive();

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("1.json"), ANSWERS);
    Files.writeString(folder.resolve("2.prom"), LINES);
  }

  private TestSource source() {
    return TestSource.telemetry("prometheus", folder.resolve("*"))
        .column("device_id", "concat(labels.host, '/', labels.gpu)")
        .column("sampled_at", "timestamp")
        .column("energy_mj", "CASE WHEN metric = 'energy' THEN value END")
        .column("power_w", "CASE WHEN metric = 'power' THEN value END")
        .column("node_id", "labels.host")
        .column("device_kind", "'accelerator'");
  }

  @Test
  void theValuesOfASeriesAreThoseOfItsRows() {
    List<String> records = assertSame(source());

    // 4 + 3 + 1 + 1 samples and one answer that says error; seven lines.
    assertThat(records).hasSize(17);
    assertThat(records).filteredOn(record -> record.contains("device_id=a/0 ")).hasSize(7);
  }

  @Test
  void aConditionOverSeriesFiltersAllTheirSamples() {
    List<String> records = assertSame(source().where("metric IN ('power', 'energy')"));

    // All but two of the fan and three pieces that are no samples.
    assertThat(records).filteredOn(record -> record.contains("kept=true")).hasSize(12);
  }

  @Test
  void aConditionOverValuesFiltersSamples() {
    List<String> records = assertSame(source().where("metric = 'fan' OR value = '5000'"));

    assertThat(records).filteredOn(record -> record.contains("kept=true")).hasSize(3);
  }

  @Test
  void aFaultOfASeriesIsOneOfEachOfItsSamples() {
    List<String> records =
        assertSame(source().column("utilization_ratio", "CAST(labels.gpu AS DOUBLE) / 100"));

    byte wrong =
        CellFault.wrongType(
            List.of(CanonicalTables.TELEMETRY.columnNames()).indexOf("utilization_ratio"));
    // Both series have a GPU "x" and one sample.
    assertThat(records).filteredOn(record -> record.endsWith("fault=" + wrong)).hasSize(2);
  }

  @Test
  void allThatIsWrongWithAMappingIsToldAtOnce() {
    SourceConfig wrong =
        source()
            .column("node_id", "nofunction(labels.host)")
            .column("power_w", "timestamp")
            .config();

    assertThatThrownBy(() -> batches(wrong))
        .isInstanceOf(MappingInvalid.class)
        .hasMessageContaining("node_id")
        .hasMessageContaining("power_w");
  }

  private List<String> assertSame(TestSource source) {
    List<String> batches = batches(source.config());
    assertThat(batches).containsExactlyElementsOf(rows(source.config()));
    return batches;
  }

  private InputFiles inputs(SourceConfig source) {
    return InputFiles.of(
        source, LocalDate.of(2026, 3, 1), spark.sparkContext().hadoopConfiguration());
  }

  private List<String> rows(SourceConfig source) {
    return SourceRows.of(spark, source, inputs(source)).orElseThrow().collectAsList().stream()
        .map(PrometheusBatchesTest::shown)
        .toList();
  }

  private static String shown(Row row) {
    StringBuilder shown = new StringBuilder();
    for (Field field : CanonicalTables.TELEMETRY.fields()) {
      Object value = row.getAs(field.name());
      if (value instanceof Timestamp time) {
        value = ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
      }
      shown.append(field.name()).append('=').append(value).append(' ');
    }
    return shown
        + place(row.getAs("file"), row.getAs("malformed_digest"))
        + "kept=%s fault=%s"
            .formatted(
                row.getAs("malformed_digest") == null && row.<Boolean>getAs("is_kept"),
                row.<Byte>getAs("cell_fault"));
  }

  private static String place(String file, Object digest) {
    return "%s digest=%s ".formatted(file, digest);
  }

  private List<String> batches(SourceConfig source) {
    List<String> shown = new ArrayList<>();
    for (SourceRecords records :
        SourceRows.batches(spark, source, inputs(source), SourceRows.opening(spark))) {
      shown.addAll(records.map(user -> null, PrometheusBatchesTest::shown).collect());
    }
    return shown;
  }

  private static Iterator<String> shown(Iterator<RecordColumns> batches) {
    List<String> shown = new ArrayList<>();
    while (batches.hasNext()) {
      RecordColumns batch = batches.next();
      for (int row = 0; row < batch.rows(); row++) {
        shown.add(shown(batch, row));
      }
    }
    return shown.iterator();
  }

  private static String shown(RecordColumns batch, int row) {
    StringBuilder shown = new StringBuilder();
    for (Field field : batch.table().fields()) {
      Object value;
      if (field.type().equals(DataTypes.StringType)) {
        value = batch.texts(field).text(row);
      } else if (field.type().equals(DataTypes.DoubleType)) {
        double amount = batch.doubles(field).values()[row];
        value = Double.isNaN(amount) ? null : (Object) amount;
      } else {
        long number = batch.longs(field).values()[row];
        value = number == LongCells.ABSENT ? null : (Object) number;
      }
      shown.append(field.name()).append('=').append(value).append(' ');
    }
    byte fault = CellFault.NONE;
    if (batch.hasWrongType(row) || batch.hasNonFinite(row)) {
      int ordinal = batch.table().fields().indexOf(batch.faultyColumn(row));
      fault = batch.hasWrongType(row) ? CellFault.wrongType(ordinal) : CellFault.nonFinite(ordinal);
    }
    return shown
        + place(batch.file(), batch.malformedDigest(row))
        + "kept=%s fault=%s"
            .formatted(batch.malformedDigest(row) == null && batch.isKept(row), fault);
  }
}

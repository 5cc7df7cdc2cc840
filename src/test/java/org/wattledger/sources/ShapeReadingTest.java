package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.SourceShape.Cell;

/** What a look at some files says of a source. */
class ShapeReadingTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

  @TempDir Path folder;

  @Test
  void membersAreCountedWithTheKindsOfTheirValuesAndANullIsOfNone() throws IOException {
    write(
        "log.jsonl",
        """
        {"id":"a","start":1,"model":"m","meta":{"team":"t","plan":"p"},"cached":null}
        {"id":"b","start":"2026","model":"m","meta":{"plan":"p"}}
        {"id":"c","start":2,"model":"m"}
        no json
        """);

    SourceShape shape =
        shape(
            TestSource.requests("json", folder.resolve("log.jsonl"))
                .column("team_id", "meta.team"));

    assertThat(shape.sampled()).isEqualTo(3);
    assertThat(shape.cells())
        .containsExactlyInAnyOrder(
            new Cell("id", 3, Map.of("text", 3L)),
            new Cell("start", 3, Map.of("number", 2L, "text", 1L)),
            new Cell("model", 3, Map.of("text", 3L)),
            // Only what the mapping reads of meta: what else is in there is nobody's business.
            new Cell("meta.team", 1, Map.of("text", 1L)),
            new Cell("cached", 1, Map.of()));
  }

  @Test
  void recordsBelowLevelsAndMembersAsPairsAreFoundAsARunFindsThem() throws IOException {
    write(
        "spans.jsonl",
        """
        {"groups":[{"zone":"z","spans":[{"id":"a","start":1,"attributes":[{"key":"model","value":{"stringValue":"m"}}]},{"id":"b","start":2,"attributes":[]}]}]}
        """);

    SourceShape shape =
        shape(
            TestSource.requests("json", folder.resolve("spans.jsonl"))
                .records("groups.spans")
                .column("model_id", "attributes.model")
                .column("site_id", "groups.zone"));

    assertThat(shape.layout()).isEqualTo("json groups.spans");
    assertThat(shape.sampled()).isEqualTo(2);
    assertThat(names(shape))
        .containsExactlyInAnyOrder("id", "start", "attributes.model", "groups.zone");
    assertThat(shape.cell("attributes.model")).map(Cell::present).hasValue(1L);
    assertThat(shape.cell("groups.zone")).map(Cell::present).hasValue(2L);
  }

  @Test
  void aNameThatFewRecordsHaveIsDataUnlessItIsRead() throws IOException {
    // 20 records; "u7" is in one of them, "team" too, but team is read.
    String plain = "{\"id\":\"a\",\"start\":1,\"model\":\"m\"}\n";
    write(
        "log.jsonl",
        plain.repeat(19) + "{\"id\":\"a\",\"start\":1,\"model\":\"m\",\"u7\":1,\"team\":\"t\"}\n");

    SourceShape shape =
        shape(TestSource.requests("json", folder.resolve("log.jsonl")).column("team_id", "team"));

    assertThat(names(shape)).containsExactlyInAnyOrder("id", "start", "model", "team");
  }

  @Test
  void ofALongFileOnlyTheBeginningIsReadAlsoIfItIsCompressed() throws IOException {
    byte[] line = "{\"id\":\"a\",\"start\":1,\"model\":\"m\"}\n".getBytes(UTF_8);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
      for (int i = 0; i < 1_000; i++) {
        out.write(line);
      }
    }

    assertThat(shape(TestSource.requests("json", folder.resolve("a.jsonl.gz"))).sampled())
        .isEqualTo(200);
  }

  @Test
  void aHeaderNamesColumnsButTheFirstRecordOfAFileWithoutOneDoesNot() throws IOException {
    write("a/1.csv", "id,start,model,extra\n1,2,3,4\n");
    write("a/2.csv", "id,start,model\n1,2,3\n");
    write("b/1.csv", "secret words,1,m\n");

    SourceShape both = shape(TestSource.requests("csv", folder.resolve("a/*.csv")));
    SourceShape headless = shape(TestSource.requests("csv", folder.resolve("b/*.csv")));

    assertThat(both.sampled()).isEqualTo(2);
    assertThat(both.cell("model")).map(Cell::present).hasValue(2L);
    assertThat(both.cell("extra")).map(Cell::present).hasValue(1L);
    assertThat(headless.cells()).isEmpty();
  }

  @Test
  void footersTellTypesAlsoOfMembers() throws IOException {
    MessageType schema =
        Types.buildMessage()
            .optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("id")
            .optional(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
            .named("start")
            .optionalGroup()
            .optional(PrimitiveTypeName.INT32)
            .named("name")
            .named("model")
            .named("log");
    try (ParquetWriter<Group> file =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("a.parquet")))
            .withType(schema)
            .build()) {
      assertThat(file.getDataSize()).isZero();
    }

    SourceShape shape =
        shape(
            TestSource.requests("parquet", folder.resolve("a.parquet"))
                .column("model_id", "model.name"));

    assertThat(shape.cells())
        .containsExactlyInAnyOrder(
            new Cell("id", 1, Map.of("BINARY STRING", 1L)),
            new Cell("start", 1, Map.of("INT64 TIMESTAMP(MICROS,true)", 1L)),
            new Cell("model.name", 1, Map.of("INT32", 1L)));
  }

  @Test
  void seriesHaveTheLabelsOfTheirLinesOrAnswers() throws IOException {
    write(
        "a.prom",
        "power{gpu=\"0\",host=\"n\"} 1 1000\npower{gpu=\"1\"} 1 1000\npower{gpu=\"1\"} 2 2000\n");
    write(
        "b.json",
        "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"__name__\":\"power\",\"gpu\":\"0\"},\"values\":[[1,\"1\"]]}]}}");

    for (String file : new String[] {"a.prom", "b.json"}) {
      SourceShape shape =
          shape(
              TestSource.telemetry("prometheus", folder.resolve(file))
                  .column("device_id", "labels.gpu")
                  .column("sampled_at", "timestamp")
                  .column("power_w", "value"));

      assertThat(names(shape)).as(file).contains("metric", "timestamp", "value", "labels.gpu");
      assertThat(shape.cell("labels.gpu")).map(Cell::present).hasValue(shape.sampled());
    }
  }

  @Test
  void columnsAndConditionThatReadACellAreKnown() {
    CellReaders readers =
        CellReaders.of(
            TestSource.requests("json", folder)
                .column("team_id", "coalesce(team, meta.team)")
                .column("user_id", "if_present(team)")
                .where("kind <> 'health' AND team IS NOT NULL")
                .config());

    assertThat(readers.of("team")).containsExactlyInAnyOrder("team_id", "user_id", "where");
    assertThat(readers.of("meta.team")).containsExactly("team_id");
    assertThat(readers.of("kind")).containsExactly("where");
    assertThat(readers.of("other")).isEmpty();
    assertThat(readers.optional()).containsExactly("team");
  }

  private SourceShape shape(TestSource test) {
    SourceConfig source = test.config();
    Configuration hadoop = new Configuration();
    Optional<SourceShape> shape =
        ShapeReading.of(source, CellReaders.of(source), InputFiles.of(source, DAY, hadoop), hadoop);
    return shape.orElseThrow();
  }

  private static Set<String> names(SourceShape shape) {
    return shape.cells().stream().map(Cell::name).collect(Collectors.toSet());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

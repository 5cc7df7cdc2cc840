package org.wattledger.sources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.StructType;
import org.wattledger.config.SourceConfig;

/**
 * Reads the {@link SourceShape} of a source's day, without Spark: of at most {@value #MOST_FILES}
 * files, spread evenly over those of the day, headers and footers, or the beginning of the text.
 */
public final class ShapeReading {

  private static final int MOST_FILES = 8;
  private static final int MOST_BYTES = 1 << 19;
  private static final int MOST_RECORDS_OF_FILE = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SourceConfig source;
  private final Map<String, String> options;
  private final Configuration hadoop;
  private final Set<List<String>> paths;
  private final ShapeTally tally;

  private ShapeReading(SourceConfig source, CellReaders readers, Configuration hadoop) {
    this.source = source;
    this.options = ReaderOptions.of(source);
    this.hadoop = new Configuration(hadoop);
    options.forEach(this.hadoop::set);
    this.paths = readers.byPath().keySet();
    this.tally = new ShapeTally(paths);
  }

  /** The shape of a day's files; empty if none could be seen: then reading them will tell why. */
  public static Optional<SourceShape> of(
      SourceConfig source, CellReaders readers, InputFiles inputs, Configuration hadoop) {
    ShapeReading reading = new ShapeReading(source, readers, hadoop);
    for (InputFile file : spread(inputs)) {
      try {
        reading.add(file);
      } catch (IOException | RuntimeException unreadable) {
        return Optional.empty();
      }
    }
    String layout = source.format() + source.records().map(levels -> " " + levels).orElse("");
    return reading.tally.sampled() == 0
        ? Optional.empty()
        : Optional.of(reading.tally.shape(layout));
  }

  /** The first and the last file are among them: a change in the course of the day shows there. */
  private static List<InputFile> spread(InputFiles inputs) {
    List<InputFile> ofDay =
        inputs.files().stream().filter(file -> file.ofDay() && file.sizeBytes() > 0).toList();
    int most = Math.min(MOST_FILES, ofDay.size());
    return IntStream.range(0, most)
        .mapToObj(at -> ofDay.get(most == 1 ? 0 : at * (ofDay.size() - 1) / (most - 1)))
        .toList();
  }

  private void add(InputFile file) throws IOException {
    switch (source.format()) {
      case "csv" -> addCsv(file);
      case "parquet" -> addParquet(file);
      case "json" -> addJson(file);
      default -> addPrometheus(file);
    }
  }

  /** A file without a header begins with a record, and no record is a name of anything. */
  private void addCsv(InputFile file) throws IOException {
    List<String> header =
        options.get("header").equals("true")
            ? CsvHeader.of(file.path(), options, hadoop)
            : List.of(StructType.fromDDL(source.schema().orElseThrow()).names());
    Map<String, String> cells = new LinkedHashMap<>();
    if (paths.stream().anyMatch(path -> header.contains(Mapping.cellName(path)))) {
      header.forEach(name -> cells.put(name, null));
    }
    tally.add(cells);
  }

  private void addParquet(InputFile file) throws IOException {
    MessageType schema;
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
      schema = footer.getFileMetaData().getSchema();
    }
    Map<String, String> cells = new LinkedHashMap<>();
    schema.getFields().forEach(field -> cells.put(field.getName(), kind(field)));
    for (List<String> path : paths) {
      Type at = schema;
      for (String name : path) {
        at = at != null && !at.isPrimitive() && has(at, name) ? member(at, name) : null;
      }
      if (at != null && path.size() > 1) {
        cells.put(Mapping.cellName(path), kind(at));
        cells.remove(path.get(0));
      }
    }
    tally.add(cells);
  }

  private static boolean has(Type group, String name) {
    return group.asGroupType().containsField(name);
  }

  private static Type member(Type group, String name) {
    return group.asGroupType().getType(name);
  }

  private static String kind(Type type) {
    if (!type.isPrimitive()) {
      GroupType group = type.asGroupType();
      String annotation = String.valueOf(group.getLogicalTypeAnnotation());
      return annotation.equals("LIST") ? "list" : annotation.equals("MAP") ? "map" : "struct";
    }
    String primitive = type.asPrimitiveType().getPrimitiveTypeName().name();
    return type.getLogicalTypeAnnotation() == null
        ? primitive
        : primitive + " " + type.getLogicalTypeAnnotation();
  }

  private void addJson(InputFile file) throws IOException {
    List<String> levels =
        source.records().map(text -> List.of(text.split("[.]"))).orElse(List.of());
    JsonShape shape = new JsonShape(levels, paths, tally);
    long most = tally.sampled() + MOST_RECORDS_OF_FILE;
    byte[] text = beginning(file);
    boolean isWhole = text.length < MOST_BYTES;
    if (Boolean.parseBoolean(options.get("multiLine"))) {
      addWhole(text, shape, most);
      return;
    }
    Charset charset = Charset.forName(options.getOrDefault("encoding", "UTF-8"));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(text), charset))) {
      String line = lines.readLine();
      while (line != null && tally.sampled() < most) {
        String next = lines.readLine();
        if (next != null || isWhole) {
          addLine(line, shape);
        }
        line = next;
      }
    }
  }

  private static void addLine(String line, JsonShape shape) {
    try {
      shape.addAll(JSON.readTree(line));
    } catch (JsonProcessingException malformed) {
      return; // It is counted and refused where it is read.
    }
  }

  /** The records of an array one by one, as far as they were read; anything else as a whole. */
  private void addWhole(byte[] text, JsonShape shape, long most) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        shape.addAll(JSON.readTree(text));
        return;
      }
      while (tally.sampled() < most && parser.nextToken() == JsonToken.START_OBJECT) {
        shape.addAll(JSON.<JsonNode>readTree(parser));
      }
    } catch (JsonProcessingException cut) {
      return; // Too long to be seen whole.
    }
  }

  private void addPrometheus(InputFile file) throws IOException {
    LabelNames names = new LabelNames(tally);
    byte[] text = beginning(file);
    InputStream in = new ByteArrayInputStream(text);
    in.skipNBytes(PrometheusBeginning.bytesBefore(text));
    PrometheusReader reader =
        PrometheusBeginning.isJson(text)
            ? new PrometheusJson(in, names)
            : new PrometheusText(in, names);
    while (reader.next() != null) {
      continue; // The names of its series are taken down.
    }
  }

  private byte[] beginning(InputFile file) throws IOException {
    Path path = new Path(file.path());
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    try (InputStream raw = path.getFileSystem(hadoop).open(path);
        InputStream text = codec == null ? raw : codec.createInputStream(raw)) {
      return text.readNBytes(MOST_BYTES);
    }
  }
}

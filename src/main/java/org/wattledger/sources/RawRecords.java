package org.wattledger.sources;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.wattledger.config.SourceConfig;

/**
 * The raw records of a source, exactly as its files hold them: CSV cells and JSON leaves as text,
 * Parquet columns in their own types, samples as {@link PrometheusRecords} has them. Files of one
 * shape are read together.
 */
final class RawRecords {

  /** Holds the text of a record that could not be parsed; only ever hashed. */
  static final String MALFORMED_TEXT = "_corrupt_record";

  /** Spark's hidden column with the facts of the file. */
  static final String FILE_METADATA = "_metadata";

  private static final String NO_SHAPE = "";

  /**
   * Files that are read together.
   *
   * @param shape CSV header or Parquet schema as text; empty for JSON
   * @param ofDay whether they belong to the day itself
   */
  private record Alike(String shape, boolean ofDay) {}

  /** One readable set of files. */
  static final class Group {
    private final Supplier<Dataset<Row>> reading;
    private final List<InputFile> files;
    private final boolean ofDay;
    private final Optional<JsonScan> json;
    private final Optional<CsvScan> csv;
    private final Optional<PrometheusRecords> prometheus;
    private Dataset<Row> records;

    private Group(
        Supplier<Dataset<Row>> reading,
        List<InputFile> files,
        boolean ofDay,
        Optional<JsonScan> json,
        Optional<CsvScan> csv,
        Optional<PrometheusRecords> prometheus) {
      this.reading = reading;
      this.files = files;
      this.ofDay = ofDay;
      this.json = json;
      this.csv = csv;
      this.prometheus = prometheus;
    }

    /** With file metadata still attached, or with the columns that {@link JsonRows} has. */
    Dataset<Row> records() {
      if (records == null) {
        records = reading.get();
      }
      return records;
    }

    List<InputFile> files() {
      return files;
    }

    boolean ofDay() {
      return ofDay;
    }

    /** How the files are read, if they are JSON. */
    Optional<JsonScan> json() {
      return json;
    }

    /** How the files are read, if they are CSV under the usual options. */
    Optional<CsvScan> csv() {
      return csv;
    }

    /** How their samples are read, if that is what they hold. */
    Optional<PrometheusRecords> prometheus() {
      return prometheus;
    }

    /** The raw cell at {@code path}: a column, a member of a record, or a name with dots in it. */
    Column cell(List<String> path) {
      List<String> names = List.of(records().columns());
      String joined = Mapping.cellName(path);
      if (names.contains(joined) && !names.contains(path.get(0))) {
        return col(quoted(joined));
      }
      return col(String.join(".", path.stream().map(RawRecords::quoted).toList()));
    }

    boolean has(List<String> path) {
      List<String> names = List.of(records().columns());
      return isAboutFile(path)
          || names.contains(path.get(0))
          || names.contains(Mapping.cellName(path));
    }
  }

  private final SparkSession session;
  private final SourceConfig source;
  private final Map<String, String> options;
  private final Configuration hadoop;
  private final FileOpening opening;

  /** {@code ofAll}: how files of any source are opened. */
  RawRecords(
      SparkSession session, SourceConfig source, Broadcast<SerializableConfiguration> ofAll) {
    this.session = session;
    this.source = source;
    this.options = ReaderOptions.of(source);
    requireCharset();
    this.hadoop = new Configuration(session.sparkContext().hadoopConfiguration());
    options.forEach(hadoop::set);
    this.opening = FileOpening.of(ofAll, options);
  }

  private void requireCharset() {
    String encoding = options.getOrDefault("encoding", "UTF-8");
    try {
      Charset.forName(encoding);
    } catch (IllegalArgumentException unknown) {
      throw new MappingInvalid(
          source.name(),
          List.of(
              "options: encoding \"%s\" is unknown; use for example UTF-8, ISO-8859-1, UTF-16LE"
                  .formatted(encoding)));
    }
  }

  /**
   * Reads the files of a source, in groups of one shape and day.
   *
   * @throws InputUnreadable naming a file whose header or footer cannot be read
   */
  List<Group> of(InputFiles inputs, Mapping mapping) {
    Map<Alike, List<InputFile>> alike = new LinkedHashMap<>();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (InputFile file : inputs.files()) {
      if (file.sizeBytes() == 0) {
        continue;
      }
      List<String> shape = shape(file);
      if (shape.isEmpty()) {
        continue;
      }
      String shapeText = String.join("\u001f", shape);
      headers.put(shapeText, shape);
      alike
          .computeIfAbsent(new Alike(shapeText, file.ofDay()), unused -> new ArrayList<>())
          .add(file);
    }
    List<Group> groups = new ArrayList<>();
    alike.forEach(
        (key, files) ->
            groups.add(
                switch (source.format()) {
                  case "json" -> jsonGroup(files, key.ofDay(), mapping);
                  case "prometheus" -> prometheusGroup(files, key.ofDay(), mapping);
                  case "csv" -> csvGroup(files, key.ofDay(), headers.get(key.shape()));
                  default ->
                      new Group(
                          () -> load(files, headers.get(key.shape())),
                          List.copyOf(files),
                          key.ofDay(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty());
                }));
    return groups;
  }

  /** Whether the cell tells of the file and the record's place, not of the record. */
  static boolean isAboutFile(List<String> path) {
    return !path.isEmpty() && path.get(0).equals(FILE_METADATA)
        || path.equals(MappingFunctions.RECORD_NAME);
  }

  private List<String> shape(InputFile file) {
    try {
      return switch (source.format()) {
        case "csv" -> csvColumns(file);
        case "parquet" -> List.of(parquetSchema(file));
        default -> List.of(NO_SHAPE);
      };
    } catch (IOException | RuntimeException failure) {
      throw new InputUnreadable(
          source.name(),
          "cannot read %s: %s. Check that it is %s and complete."
              .formatted(file.name(), failure.getMessage(), source.format()),
          failure);
    }
  }

  private List<String> csvColumns(InputFile file) throws IOException {
    if (options.get("header").equals("true")) {
      return CsvHeader.of(file.path(), options, hadoop);
    }
    return List.of(declared().names());
  }

  private String parquetSchema(InputFile file) throws IOException {
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
      return footer.getFileMetaData().getSchema().toString();
    }
  }

  private StructType declared() {
    return StructType.fromDDL(
        source
            .schema()
            .orElseThrow(
                () ->
                    new MappingInvalid(
                        source.name(),
                        List.of("CSV without a header needs its columns: schema = \"a STRING\""))));
  }

  private Group jsonGroup(List<InputFile> files, boolean ofDay, Mapping mapping) {
    try {
      Optional<StructType> declared = source.schema().map(StructType::fromDDL);
      JsonPaths cells =
          declared.isPresent()
              ? JsonPaths.ofWholeRecord(source, mapping.cells())
              : JsonPaths.of(source, mapping.cells());
      JsonScan scan = JsonScan.of(session, options, files, cells, hadoop, opening);
      return new Group(
          () ->
              declared.map(schema -> JsonRows.of(scan, schema)).orElseGet(() -> JsonRows.of(scan)),
          List.copyOf(files),
          ofDay,
          Optional.of(scan),
          Optional.empty(),
          Optional.empty());
    } catch (IOException failure) {
      throw lost(failure);
    } catch (IllegalArgumentException conflict) {
      throw new MappingInvalid(source.name(), List.of(String.valueOf(conflict.getMessage())));
    }
  }

  private Group csvGroup(List<InputFile> files, boolean ofDay, List<String> columns) {
    try {
      return new Group(
          () -> load(files, columns),
          List.copyOf(files),
          ofDay,
          Optional.empty(),
          CsvScan.of(session, source, files, columns, options, hadoop, opening),
          Optional.empty());
    } catch (IOException failure) {
      throw lost(failure);
    }
  }

  /** Between the listing of the files and now. */
  private InputUnreadable lost(IOException failure) {
    return new InputUnreadable(
        source.name(),
        "a file cannot be looked at: %s. Check that it still exists and may be read."
            .formatted(failure.getMessage()),
        failure);
  }

  private static String[] paths(List<InputFile> files) {
    return files.stream().map(file -> literalPath(file.path())).toArray(String[]::new);
  }

  private Dataset<Row> load(List<InputFile> files, List<String> shape) {
    String[] paths = paths(files);
    var reader = session.read().format(source.format()).options(options);
    return switch (source.format()) {
      case "csv" -> reader.schema(withMalformed(allText(shape))).load(paths);
      case "parquet" -> reader.load(paths);
      default ->
          throw new MappingInvalid(
              source.name(),
              List.of(
                  "format \"%s\" is unknown; use json, csv, parquet or prometheus"
                      .formatted(source.format())));
    };
  }

  private Group prometheusGroup(List<InputFile> files, boolean ofDay, Mapping mapping) {
    try {
      PrometheusRecords samples = new PrometheusRecords(session, hadoop, mapping.cells());
      return new Group(
          () -> samples.of(files),
          List.copyOf(files),
          ofDay,
          Optional.empty(),
          Optional.empty(),
          Optional.of(samples));
    } catch (IllegalArgumentException unknown) {
      throw new MappingInvalid(source.name(), List.of(String.valueOf(unknown.getMessage())));
    }
  }

  private static StructType allText(List<String> names) {
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return schema;
  }

  private static StructType withMalformed(StructType schema) {
    return schema.add(MALFORMED_TEXT, DataTypes.StringType);
  }

  /** Spark expands wildcards in paths once more; these names are to be taken as they are. */
  private static String literalPath(String path) {
    return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}

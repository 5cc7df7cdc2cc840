package org.wattledger.sources;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.url_decode;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;

/**
 * The raw cells that a mapping names, one row per record, and where each record stands in its file.
 * Text is trimmed; what says nothing is null.
 */
final class RawCells {

  static final String FILE = "__file";
  static final String IS_OF_DAY = "__is_of_day";
  static final String BLOCK_START = "__block_start";
  static final String RECORD_ID = "__record_id";
  static final String MALFORMED_DIGEST = "__malformed_digest";

  /** False: a line that leads to no record; it counts as filtered. */
  static final String IS_RECORD = "__is_record";

  static final Object[] MISSING = {
    "", "-", "N/A", "n/a", "[N/A]", "[Not Supported]", "null", "NULL"
  };
  static final int LONGEST_MISSING_BYTES = 15;

  /** At and above this a meter's reading is one of DCGM's blanks, 2^63 - 16 to 2^63 - 13. */
  static final double DCGM_BLANK = 9.2e18;

  /** The lower 33 bits of an increasing id number the rows of a task. */
  private static final long ROWS_OF_TASK = (1L << 33) - 1;

  private final SourceConfig source;
  private final InputFiles inputs;

  RawCells(SourceConfig source, InputFiles inputs) {
    this.source = source;
    this.inputs = inputs;
  }

  /**
   * The cells of one group of files.
   *
   * @throws InputUnreadable if the files lack a column that the mapping names
   */
  Dataset<Row> of(RawRecords.Group group, Mapping mapping) {
    List<Column> columns = new ArrayList<>();
    for (List<String> path : mapping.cells()) {
      columns.add(cell(group, path, mapping).as(Mapping.cellName(path)));
    }
    boolean isJson = group.json().isPresent();
    Column block = col(RawRecords.FILE_METADATA + ".file_block_start");
    columns.add((isJson ? col(FILE) : fileName(group)).as(FILE));
    columns.add(lit(group.ofDay()).as(IS_OF_DAY));
    columns.add((isJson ? col(BLOCK_START) : block).as(BLOCK_START));
    columns.add((isJson ? col(RECORD_ID) : monotonically_increasing_id()).as(RECORD_ID));
    columns.add(malformedDigest(group).as(MALFORMED_DIGEST));
    columns.add((isJson ? col(IS_RECORD) : lit(true)).as(IS_RECORD));
    return group.records().select(columns.toArray(Column[]::new));
  }

  private Column cell(RawRecords.Group group, List<String> path, Mapping mapping) {
    if (!group.has(path)) {
      if (mapping.optional().contains(Mapping.cellName(path))) {
        return lit(null).cast(DataTypes.StringType);
      }
      throw withoutColumn(group, path, mapping);
    }
    if (path.equals(MappingFunctions.RECORD_NAME) && group.json().isEmpty()) {
      return concat(fileName(group), lit("#"), rowOfTask().plus(1).cast(DataTypes.StringType));
    }
    Column raw = group.cell(path);
    DataType type = group.records().select(raw).schema().fields()[0].dataType();
    if (type instanceof StringType) {
      return sayingSomething(trim(raw));
    }
    return isMeter() && type instanceof NumericType
        ? when(raw.lt(lit(DCGM_BLANK)).or(raw.isNaN()), raw)
        : raw;
  }

  /**
   * Names the columns that the file has only if they are names: the first line of a file without a
   * header is a record, and records are not shown.
   */
  private InputUnreadable withoutColumn(
      RawRecords.Group group, List<String> path, Mapping mapping) {
    boolean hasHeader =
        mapping.cells().stream().anyMatch(cell -> !RawRecords.isAboutFile(cell) && group.has(cell));
    String found =
        hasHeader
            ? "it has %s. Correct the mapping, or the file"
                .formatted(
                    Arrays.stream(group.records().columns())
                        .filter(name -> !name.equals(RawRecords.MALFORMED_TEXT))
                        .collect(Collectors.joining(", ")))
            : "nor any other. Correct sep or encoding in the options of the source; if the file"
                + " has no header, set header = false there and give its columns as schema";
    return new InputUnreadable(
        source.name(),
        "%s has no column %s, which the mapping names; %s."
            .formatted(group.files().get(0).name(), Mapping.cellName(path), found),
        null);
  }

  /** Counts from 0; the record number less one, if the task reads one whole file. */
  private static Column rowOfTask() {
    return monotonically_increasing_id().bitwiseAND(lit(ROWS_OF_TASK));
  }

  private Column sayingSomething(Column text) {
    Column isLong = octet_length(text).gt(LONGEST_MISSING_BYTES);
    Column says = isLong.or(not(text.isin(MISSING)));
    return when(isMeter() ? says.and(not(isLong.and(isDcgmBlank(text)))) : says, text);
  }

  /** 9223372036854775794, or what is left of it after a double: 9.223372036854775794E18. */
  private static Column isDcgmBlank(Column text) {
    return text.startsWith("92233720368547757")
        .or(text.startsWith("922337203685477580"))
        .or(text.startsWith("9.22337203685477").and(text.endsWith("18")));
  }

  private boolean isMeter() {
    return source.kind() == SourceKind.TELEMETRY;
  }

  /** The file as it is shown: its path below the fixed root of the pattern. */
  private Column fileName(RawRecords.Group group) {
    Column path = col(RawRecords.FILE_METADATA + ".file_path");
    // A local path is written with one slash or with three, depending on how it was found.
    String root = inputs.rootUri().replaceFirst("^file:/+", "/");
    int rootLength = root.codePointCount(0, root.length());
    Column start =
        when(path.startsWith("file:///"), lit("file://".length() + rootLength + 1))
            .when(path.startsWith("file:/"), lit("file:".length() + rootLength + 1))
            .otherwise(lit(rootLength + 1));
    Column below = substring(path, start, lit(Integer.MAX_VALUE));
    Column plain =
        group.files().stream().anyMatch(RawCells::isEncoded)
            ? url_decode(replace(below, lit("+"), lit("%2B")))
            : below;
    return inputs.shownRoot().isEmpty() ? plain : concat(lit(inputs.shownRoot()), plain);
  }

  private static boolean isEncoded(InputFile file) {
    return new Path(file.path()).toUri().toString().indexOf('%') >= 0;
  }

  private static Column malformedDigest(RawRecords.Group group) {
    Column ofLine =
        group.json().isPresent() ? col(MALFORMED_DIGEST) : lit(null).cast(DataTypes.StringType);
    if (!List.of(group.records().columns()).contains(RawRecords.MALFORMED_TEXT)) {
      return ofLine;
    }
    Column text = col(RawRecords.MALFORMED_TEXT);
    return coalesce(ofLine, when(text.isNotNull(), SourceRows.digest(text)));
  }
}

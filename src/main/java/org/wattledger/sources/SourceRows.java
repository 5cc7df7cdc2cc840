package org.wattledger.sources;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * The records of one source as canonical rows: one row per raw record, refused ones included.
 *
 * <p>Columns: those of the canonical table (what the mapping leaves out is null), then source and
 * file, then what staging needs to judge the row and to find it again. Cells that say nothing
 * (empty, "-", "N/A", "[N/A]", "[Not Supported]", "null") are missing, also for {@code where}.
 *
 * <p>A cell {@linkplain #CELL_FAULT is of a wrong type} if the value of its mapping expression is
 * null because a conversion in it failed (see {@link MappedExpression}), or is not null but has no
 * exact counterpart in the canonical type (see {@link CanonicalValue}).
 */
public final class SourceRows {

  /** Whether the file belongs to the day itself, not only to a neighbouring one. */
  public static final Column IS_OF_DAY = col("is_of_day");

  /** First byte of the block of the file that the record was read from. */
  public static final Column BLOCK_START = col("block_start");

  /** Rises by one from record to record inside a block; says nothing across blocks. */
  public static final Column RECORD_ID = col("record_id");

  /** Digest of a record that does not parse; null: it does. */
  public static final Column MALFORMED_DIGEST = col("malformed_digest");

  /** Whether {@code where} is true. */
  public static final Column IS_KEPT = col("is_kept");

  /** What is wrong with the cells, and in which column, see {@link CellFault}. */
  public static final Column CELL_FAULT = col("cell_fault");

  private static final int DIGEST_DIGITS = 16;
  private static final long WHOLE_FILE_BYTES = 1L << 42;
  private static final String VALUE = "__value_";
  private static final String KEPT = "__is_kept";

  private final SparkSession session;
  private final SourceConfig source;
  private final Table canonical;

  private SourceRows(SparkSession session, SourceConfig source) {
    this.session = session;
    this.source = source;
    this.canonical = canonicalTable(source.kind());
  }

  /** The canonical table that sources of this kind are mapped onto. */
  public static Table canonicalTable(SourceKind kind) {
    return switch (kind) {
      case REQUESTS -> CanonicalTables.REQUESTS;
      case TELEMETRY -> CanonicalTables.TELEMETRY;
      case PLACEMENTS -> CanonicalTables.PLACEMENTS;
      case TRAINING -> CanonicalTables.TRAINING;
    };
  }

  /**
   * Reads {@code inputs} as canonical rows, lazily. The session must run under ANSI rules, in UTC,
   * with case-sensitive names.
   *
   * @return empty if no file holds a record
   * @throws MappingInvalid listing everything that is wrong with the mapping
   * @throws InputUnreadable naming a file that cannot be read or lacks a mapped column
   */
  public static Optional<Dataset<Row>> of(
      SparkSession session, SourceConfig source, InputFiles inputs) {
    return new SourceRows(session, source).rows(inputs);
  }

  /**
   * Reads {@code inputs} as {@link #of} does, but in batches of columns.
   *
   * @return files of one shape and day are read together; empty if no file holds a record
   */
  public static List<RequestRecords> batches(
      SparkSession session, SourceConfig source, InputFiles inputs) {
    return new SourceRows(session, source).batches(inputs);
  }

  /** The first 64 bits of the SHA-256, hexadecimal: enough to find a record, not to read it. */
  public static Column digest(Column text) {
    return substring(sha2(text.cast(DataTypes.BinaryType), 256), 1, DIGEST_DIGITS);
  }

  private Optional<Dataset<Row>> rows(InputFiles inputs) {
    Mapping mapping = mapping();
    RawCells cells = new RawCells(source, inputs);
    return raw(mapping).of(inputs, mapping).stream()
        .map(group -> canonicalRows(cells.of(group, mapping), mapping))
        .reduce(Dataset::union);
  }

  private List<RequestRecords> batches(InputFiles inputs) {
    Mapping mapping = mapping();
    RawCells cells = new RawCells(source, inputs);
    RawRecords raw = raw(mapping);
    return raw.of(inputs, mapping).stream()
        .map(
            group ->
                PlainRecords.of(source, group, mapping)
                    .or(() -> JsonRecords.of(session, source, group, mapping, raw.hadoop()))
                    .or(() -> CsvRecords.of(session, source, group, mapping))
                    .orElseGet(
                        () ->
                            new ConvertedRecords(
                                source,
                                group.ofDay(),
                                canonicalRows(cells.of(group, mapping), mapping))))
        .toList();
  }

  private Mapping mapping() {
    return Mapping.of(
        ((org.apache.spark.sql.classic.SparkSession) session).sessionState().sqlParser(),
        source,
        canonical);
  }

  private RawRecords raw(Mapping mapping) {
    boolean needsWholeFiles = mapping.cells().contains(MappingFunctions.RECORD_NAME);
    return new RawRecords(needsWholeFiles ? readingWholeFiles(session) : session, source);
  }

  /** Tasks that read one file each, from its beginning to its end. */
  private static SparkSession readingWholeFiles(SparkSession session) {
    SparkSession copy = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    copy.conf().set("spark.sql.files.maxPartitionBytes", WHOLE_FILE_BYTES);
    copy.conf().set("spark.sql.files.openCostInBytes", WHOLE_FILE_BYTES);
    return copy;
  }

  private Dataset<Row> canonicalRows(Dataset<Row> cells, Mapping mapping) {
    List<String> problems = new ArrayList<>();
    Bound bound = new Bound(cells);
    for (Field field : canonical.fields()) {
      Expression expression = mapping.columns().get(field.name());
      try {
        bound.add(field, expression);
      } catch (Exception problem) {
        problems.add(described(field.name(), mapping.texts().get(field.name()), problem));
      }
    }
    try {
      bound.keepWhere(mapping.where());
    } catch (Exception problem) {
      problems.add(described(Mapping.WHERE, source.where().orElse(""), problem));
    }
    if (!problems.isEmpty()) {
      throw new MappingInvalid(source.name(), problems);
    }
    return bound.rows();
  }

  private static String described(String name, String text, Exception problem) {
    return "%s = \"%s\": %s".formatted(name, text, Mapping.firstLine(problem));
  }

  /** A condition under which a record has that fault. */
  private record When(Column condition, byte fault) {}

  /** The mapping bound to one set of cells, column by column. */
  private final class Bound {
    private final Dataset<Row> cells;
    private final List<Column> mappedValues = new ArrayList<>();
    private final List<Column> canonicalValues = new ArrayList<>();
    private final List<When> wrongTypes = new ArrayList<>();
    private final List<When> nonFinites = new ArrayList<>();

    Bound(Dataset<Row> cells) {
      this.cells = cells;
      for (String name : cells.columns()) {
        mappedValues.add(col(RawRecords.quoted(name)));
      }
    }

    void add(Field field, Expression expression) {
      if (expression == null) {
        canonicalValues.add(lit(null).cast(field.type()).as(field.name()));
        return;
      }
      MappedExpression mapped = MappedExpression.of(cells, expression, source.zone());
      Column value = col(VALUE + field.name());
      CanonicalValue converted = CanonicalValue.of(value, mapped.type(), field, source);
      Column isNonFinite = coalesce(converted.isNonFinite(), lit(false));
      mappedValues.add(mapped.value().as(VALUE + field.name()));
      canonicalValues.add(converted.value().as(field.name()));
      int ordinal = canonical.fields().indexOf(field);
      byte wrongType = CellFault.wrongType(ordinal);
      nonFinites.add(new When(isNonFinite, CellFault.nonFinite(ordinal)));
      if (!field.type().equals(DataTypes.StringType)) {
        Column isLost = value.isNotNull().and(converted.value().isNull());
        wrongTypes.add(new When(isLost.and(not(isNonFinite)), wrongType));
      }
      if (mapped.raises().isPresent()) {
        Column isRaised = when(value.isNull(), mapped.raises().get()).otherwise(false);
        wrongTypes.add(new When(isRaised, wrongType));
      }
    }

    void keepWhere(Optional<Expression> where) {
      Column isKept = lit(true);
      if (where.isPresent()) {
        MappedExpression condition = MappedExpression.of(cells, where.get(), source.zone());
        if (!condition.type().equals(DataTypes.BooleanType)) {
          throw new IllegalArgumentException("is no condition: " + condition.type().sql());
        }
        isKept = coalesce(condition.value(), lit(false));
      }
      mappedValues.add(isKept.as(KEPT));
    }

    private Column cellFault() {
      Column first = when(lit(false), lit(CellFault.NONE));
      for (List<When> faults : List.of(wrongTypes, nonFinites)) {
        for (When fault : faults) {
          first = first.when(fault.condition(), lit(fault.fault()));
        }
      }
      return first.otherwise(lit(CellFault.NONE));
    }

    Dataset<Row> rows() {
      List<Column> columns = new ArrayList<>(canonicalValues);
      columns.add(lit(source.name()).as(CanonicalTables.SOURCE.name()));
      columns.add(col(RawCells.FILE).as(CanonicalTables.FILE.name()));
      columns.add(col(RawCells.IS_OF_DAY).as("is_of_day"));
      columns.add(col(RawCells.BLOCK_START).as("block_start"));
      columns.add(col(RawCells.RECORD_ID).as("record_id"));
      columns.add(col(RawCells.MALFORMED_DIGEST).as("malformed_digest"));
      columns.add(col(KEPT).as("is_kept"));
      columns.add(cellFault().as("cell_fault"));
      return cells
          .select(mappedValues.toArray(Column[]::new))
          .select(columns.toArray(Column[]::new));
    }
  }
}

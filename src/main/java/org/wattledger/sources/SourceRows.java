package org.wattledger.sources;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Table;

/**
 * The records of one source as canonical rows: one row per raw record, refused ones included.
 *
 * <p>Columns: those of the canonical table (what the mapping leaves out is null), then source and
 * file, then what staging needs to judge the row and to find it again. Cells that say nothing
 * (empty, "-", "N/A", "[N/A]", "[Not Supported]", "null") are missing, also for {@code where}.
 *
 * <p>A cell {@linkplain CellFault is of a wrong type} if the value of its mapping expression is
 * null because a conversion in it failed (see {@link MappedExpression}), or is not null but has no
 * exact counterpart in the canonical type (see {@link CanonicalValue}).
 */
public final class SourceRows {

  private static final int DIGEST_DIGITS = 16;
  private static final long WHOLE_FILE_BYTES = 1L << 42;

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
    return new SourceRows(session, source).rows(inputs, opening(session));
  }

  /**
   * Reads {@code inputs} as {@link #of} does, but in batches of columns.
   *
   * @param opening how the files of all sources are opened, see {@link #opening}
   * @return files of one shape and day are read together; empty if no file holds a record
   */
  public static List<SourceRecords> batches(
      SparkSession session,
      SourceConfig source,
      InputFiles inputs,
      Broadcast<SerializableConfiguration> opening) {
    return new SourceRows(session, source).batches(inputs, opening);
  }

  /** How tasks open files under a session. */
  public static Broadcast<SerializableConfiguration> opening(SparkSession session) {
    return SerializableConfiguration.broadcast(
        session.sparkContext(), session.sparkContext().hadoopConfiguration());
  }

  /** The first 64 bits of the SHA-256, hexadecimal: enough to find a record, not to read it. */
  public static Column digest(Column text) {
    return substring(sha2(text.cast(DataTypes.BinaryType), 256), 1, DIGEST_DIGITS);
  }

  private Optional<Dataset<Row>> rows(
      InputFiles inputs, Broadcast<SerializableConfiguration> opening) {
    Mapping mapping = mapping();
    RawCells cells = new RawCells(source, inputs);
    return raw(mapping, opening).of(inputs, mapping).stream()
        .map(group -> canonicalRows(cells.of(group, mapping), mapping))
        .reduce(Dataset::union);
  }

  private List<SourceRecords> batches(
      InputFiles inputs, Broadcast<SerializableConfiguration> opening) {
    Mapping mapping = mapping();
    RawCells cells = new RawCells(source, inputs);
    RawRecords raw = raw(mapping, opening);
    return raw.of(inputs, mapping).stream()
        .map(
            group ->
                PlainRecords.of(source, group, mapping)
                    .or(() -> JsonRecords.of(session, source, group, mapping))
                    .or(() -> CsvRecords.of(source, group, mapping))
                    .or(() -> PrometheusBatchRecords.of(session, source, group, mapping))
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

  private RawRecords raw(Mapping mapping, Broadcast<SerializableConfiguration> opening) {
    boolean needsWholeFiles = mapping.cells().contains(MappingFunctions.RECORD_NAME);
    return new RawRecords(needsWholeFiles ? readingWholeFiles(session) : session, source, opening);
  }

  /** Tasks that read one file each, from its beginning to its end. */
  private static SparkSession readingWholeFiles(SparkSession session) {
    SparkSession copy = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    copy.conf().set("spark.sql.files.maxPartitionBytes", WHOLE_FILE_BYTES);
    copy.conf().set("spark.sql.files.openCostInBytes", WHOLE_FILE_BYTES);
    return copy;
  }

  private Dataset<Row> canonicalRows(Dataset<Row> cells, Mapping mapping) {
    List<Column> place =
        List.of(
            lit(source.name()).as(CanonicalTables.SOURCE.name()),
            col(RawCells.FILE).as(CanonicalTables.FILE.name()),
            col(RawCells.IS_OF_DAY).as("is_of_day"),
            col(RawCells.BLOCK_START).as("block_start"),
            col(RawCells.RECORD_ID).as("record_id"),
            col(RawCells.MALFORMED_DIGEST).as("malformed_digest"));
    return BoundMapping.rows(source, mapping, cells, canonical.fields(), place);
  }
}

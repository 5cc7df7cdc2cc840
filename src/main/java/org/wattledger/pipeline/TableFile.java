package org.wattledger.pipeline;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.wattledger.columnfiles.LocalParquet;
import org.wattledger.schema.DataDictionary;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * Writes rows of a table into one Parquet file, with the schema and the column comments that Spark
 * would have written; no query is planned for it.
 *
 * @param messageType Parquet schema of the table, in Parquet's own notation
 * @param sparkSchema the same schema as Spark's JSON: it carries the comments
 * @param description the table with units and meanings, for those who do not know Spark
 */
record TableFile(
    List<CellType> cells,
    String messageType,
    String sparkSchema,
    String sparkVersion,
    String description)
    implements Serializable {

  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  /** Key of the footer under which a file tells its table, see {@link DataDictionary#footer}. */
  static final String DESCRIPTION = "wattledger.table";

  private static final String SPARK_VERSION = "org.apache.spark.version";

  static TableFile of(SparkSession session, Table table) {
    return new TableFile(
        table.fields().stream().map(Field::type).map(CellType::of).toList(),
        new SparkToParquetSchemaConverter(session.sessionState().conf())
            .convert(table.schema())
            .toString(),
        table.schema().json(),
        session.version(),
        DataDictionary.footer(table));
  }

  /** Writes all rows; returns how many there were. */
  long write(Path file, Iterator<Row> rows) throws IOException {
    long written = 0;
    try (ParquetWriter<Row> writer =
        new Builder(new LocalOutputFile(file), this)
            .withConf(LocalParquet.settings())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      while (rows.hasNext()) {
        writer.write(rows.next());
        written++;
      }
    }
    return written;
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final TableFile table;

    Builder(OutputFile file, TableFile table) {
      super(file);
      this.table = table;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration conf) {
      return new RowSupport(table);
    }
  }

  /** Hands the cells of a row to Parquet, one field after the other. */
  private static final class RowSupport extends WriteSupport<Row> {
    private final TableFile table;
    private final MessageType type;
    private RecordConsumer consumer;

    RowSupport(TableFile table) {
      this.table = table;
      this.type = MessageTypeParser.parseMessageType(table.messageType);
    }

    @Override
    public WriteContext init(Configuration conf) {
      Map<String, String> extra = new HashMap<>();
      extra.put(SPARK_SCHEMA, table.sparkSchema);
      extra.put(SPARK_VERSION, table.sparkVersion);
      extra.put(DESCRIPTION, table.description);
      return new WriteContext(type, extra);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
      consumer.startMessage();
      for (int i = 0; i < table.cells.size(); i++) {
        String name = type.getFieldName(i);
        if (!row.isNullAt(i)) {
          consumer.startField(name, i);
          table.cells.get(i).write(row.get(i), consumer);
          consumer.endField(name, i);
        } else if (type.getType(i).isRepetition(Type.Repetition.REQUIRED)) {
          throw new IllegalArgumentException(
              "Column %s must not be null, as in %s".formatted(name, row));
        }
      }
      consumer.endMessage();
    }
  }
}

package org.wattledger.pipeline;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.wattledger.attribution.BookedRequest;
import org.wattledger.attribution.RequestBatch;
import org.wattledger.attribution.RequestSink;
import org.wattledger.schema.CanonicalTables;

/**
 * Writes the request rows of one task straight into a Parquet file of a scratch directory, with the
 * schema and the column comments that Spark would have written. A file belongs to one attempt of
 * one task; only those that the driver hears of are staged.
 */
final class ParquetRequestSink implements RequestSink {

  private static final int PAGE_ROWS = 20_000;

  private final String name;
  private final ParquetWriter<Record> writer;
  private final Record reused = new Record();
  private long rows;

  private ParquetRequestSink(String name, ParquetWriter<Record> writer) {
    this.name = name;
    this.writer = writer;
  }

  /** One row while it is written. */
  static final class Record {
    RequestBatch batch;
    int row;
    BookedRequest booked;
  }

  /**
   * Opens files in a directory.
   *
   * @param directory for the files of all tasks
   * @param messageType Parquet schema of the table, in Parquet's own notation
   * @param sparkSchema the same schema as Spark's JSON: it carries the comments
   */
  record Factory(String directory, String messageType, String sparkSchema, RequestCells.Day day)
      implements RequestSink.Factory {

    @Override
    public RequestSink open(int partition, long attempt) throws IOException {
      String name = "part-%05d-%d.zstd.parquet".formatted(partition, attempt);
      Configuration conf = new Configuration();
      OutputFile file = HadoopOutputFile.fromPath(new Path(directory, name), conf);
      ParquetWriter<Record> writer =
          new Builder(file, this)
              .withConf(conf)
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .config("parquet.compression.codec.zstd.level", "1")
              .withDictionaryEncoding(true)
              // Ids and amounts hardly repeat: a dictionary of them only costs time.
              .withDictionaryEncoding(CanonicalTables.REQUEST_ID.name(), false)
              .withDictionaryEncoding(CanonicalTables.STARTED_AT.name(), false)
              .withDictionaryEncoding(CanonicalTables.ENDED_AT.name(), false)
              .withPageRowCountLimit(PAGE_ROWS)
              .withWriterVersion(WriterVersion.PARQUET_1_0)
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .build();
      return new ParquetRequestSink(name, writer);
    }
  }

  @Override
  public void write(RequestBatch batch, int row, BookedRequest booked) throws IOException {
    reused.batch = batch;
    reused.row = row;
    reused.booked = booked;
    writer.write(reused);
    rows++;
  }

  @Override
  public WrittenFile finish() throws IOException {
    writer.close();
    return new WrittenFile(name, rows);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Record, Builder> {
    private final Factory factory;

    Builder(OutputFile file, Factory factory) {
      super(file);
      this.factory = factory;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Record> getWriteSupport(Configuration conf) {
      return new RowSupport(factory);
    }
  }

  /** Hands the cells of a row to Parquet, one field after the other. */
  private static final class RowSupport extends WriteSupport<Record> {
    private final MessageType type;
    private final String sparkSchema;
    private final String[] names;
    private final List<RequestCells.Cell> cells;
    private RecordConsumer consumer;

    RowSupport(Factory factory) {
      this.type = MessageTypeParser.parseMessageType(factory.messageType);
      this.sparkSchema = factory.sparkSchema;
      this.names = type.getFields().stream().map(field -> field.getName()).toArray(String[]::new);
      this.cells = RequestCells.of(names, factory.day);
    }

    @Override
    public WriteContext init(Configuration conf) {
      Map<String, String> extra = new HashMap<>();
      extra.put("org.apache.spark.sql.parquet.row.metadata", sparkSchema);
      return new WriteContext(type, extra);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Record row) {
      consumer.startMessage();
      for (int i = 0; i < names.length; i++) {
        RequestCells.Cell cell = cells.get(i);
        if (cell.isPresent(row)) {
          consumer.startField(names[i], i);
          cell.write(row, consumer);
          consumer.endField(names[i], i);
        }
      }
      consumer.endMessage();
    }
  }
}

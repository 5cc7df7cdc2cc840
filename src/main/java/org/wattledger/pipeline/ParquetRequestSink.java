package org.wattledger.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.wattledger.attribution.BookedRequests;
import org.wattledger.attribution.RequestSink;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.FileLayout;
import org.wattledger.marts.Provenance;
import org.wattledger.reference.Reference;
import org.wattledger.schema.DataDictionary;
import org.wattledger.schema.OutputTables;
import org.wattledger.session.HadoopSettings;

/**
 * Writes the request rows of one task straight into a Parquet file of a scratch directory, with the
 * schema and the column comments that Spark would have written. A file belongs to one attempt of
 * one task; only those that the driver hears of are staged.
 */
final class ParquetRequestSink implements RequestSink {

  private final String name;
  private final ColumnFile file;
  private final RequestColumns columns;
  private final String sparkSchema;

  private ParquetRequestSink(String name, ColumnFile file, Factory factory) {
    this.name = name;
    this.file = file;
    this.columns = new RequestColumns(file, factory.day);
    this.sparkSchema = factory.sparkSchema;
  }

  /**
   * Opens files in a directory.
   *
   * @param directory for the files of all tasks
   * @param messageType Parquet schema of the table, in Parquet's own notation
   * @param sparkSchema the same schema as Spark's JSON: it carries the comments
   */
  record Factory(String directory, String messageType, String sparkSchema, RequestColumns.Day day)
      implements RequestSink.Factory {

    @Override
    public RequestSink open(int partition, long attempt) throws IOException {
      String name = "part-%05d-%d.zstd.parquet".formatted(partition, attempt);
      ColumnFile file =
          ColumnFile.create(
              HadoopOutputFile.fromPath(new Path(directory, name), HadoopSettings.ofProcess()),
              MessageTypeParser.parseMessageType(messageType),
              FileLayout.STANDARD);
      return new ParquetRequestSink(name, file, this);
    }
  }

  /** {@code directory} for the files of all tasks of a day. */
  static Factory factory(
      SparkSession session,
      String directory,
      Reference reference,
      Provenance provenance,
      Duration interval) {
    return new Factory(
        directory,
        new SparkToParquetSchemaConverter(session.sessionState().conf())
            .convert(OutputTables.REQUEST_FOOTPRINT.schema())
            .toString(),
        OutputTables.REQUEST_FOOTPRINT.schema().json(),
        new RequestColumns.Day(
            (int) provenance.day().toEpochDay(),
            provenance.methodVersion(),
            provenance.referenceVersion(),
            new DayFacts(reference, provenance.day()).currencies(interval)));
  }

  @Override
  public void write(BookedRequests booked) throws IOException {
    columns.append(booked);
    file.endBatch(booked.size());
  }

  @Override
  public WrittenFile finish() throws IOException {
    file.finish(
        Map.of(
            "org.apache.spark.sql.parquet.row.metadata",
            sparkSchema,
            TableFile.DESCRIPTION,
            DataDictionary.footer(OutputTables.REQUEST_FOOTPRINT)));
    return new WrittenFile(name, file.rows());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

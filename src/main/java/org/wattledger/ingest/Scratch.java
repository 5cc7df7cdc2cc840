package org.wattledger.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.util.SerializableConfiguration;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.FileLayout;
import org.wattledger.schema.Table;

/**
 * Where the records of one kind wait between ingestion and attribution. A file is begun under
 * {@code _attempts} by one attempt of one task; those that the driver hears of move to their place,
 * so a reader never meets the files of an attempt that failed.
 */
public record Scratch(String directory, Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {

  static final String ACCEPTED = "accepted";
  static final String REJECTED = "rejected";
  static final String REPEATED = "repeated";

  private static final String ATTEMPTS = "_attempts";
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  /**
   * How the files of a table look.
   *
   * @param messageType Parquet schema, in Parquet's own notation
   * @param sparkSchema the same as Spark's JSON: it carries the comments
   */
  record Shape(String messageType, String sparkSchema) implements Serializable {

    static Shape of(SparkSession session, Table table) {
      return new Shape(
          new SparkToParquetSchemaConverter(session.sessionState().conf())
              .convert(table.schema())
              .toString(),
          table.schema().json());
    }

    MessageType parsed() {
      return MessageTypeParser.parseMessageType(messageType);
    }

    Map<String, String> footer() {
      return Map.of(SPARK_SCHEMA, sparkSchema);
    }
  }

  String path(String name) {
    return directory + "/" + name;
  }

  /** Begins a file in a task; {@code name} is the path below the directory. */
  ColumnFile create(String name, Shape shape) throws IOException {
    Path path = new Path(path(ATTEMPTS + "/" + name));
    return ColumnFile.create(
        HadoopOutputFile.fromPath(path, settings()), shape.parsed(), FileLayout.STANDARD);
  }

  /** A file in its place, to be read. */
  InputFile input(String name) throws IOException {
    return HadoopInputFile.fromPath(new Path(path(name)), settings());
  }

  Configuration settings() {
    return hadoop.value().value();
  }

  /** Moves finished files to their place. */
  void keep(Collection<String> names) throws IOException {
    FileSystem files = new Path(directory).getFileSystem(settings());
    Set<Path> parents = new LinkedHashSet<>();
    for (String folder : List.of(ACCEPTED, REJECTED, REPEATED)) {
      parents.add(new Path(path(folder)));
    }
    for (String name : names) {
      parents.add(new Path(path(name)).getParent());
    }
    for (Path parent : parents) {
      files.mkdirs(parent);
    }
    for (String name : names) {
      if (!files.rename(new Path(path(ATTEMPTS + "/" + name)), new Path(path(name)))) {
        throw new IOException("Cannot move " + name + " in " + directory);
      }
    }
    files.delete(new Path(path(ATTEMPTS)), true);
  }
}

package org.wattledger.sources;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** JSON files whose records are read by {@link JsonLine}. */
final class JsonScan {

  private final SparkSession session;
  private final FileTasks tasks;
  private final FileNames fileNames;
  private final JsonPaths paths;
  private final JSONOptions options;

  /** What is done with the records of one task. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(JsonParts records) throws Exception;
  }

  private JsonScan(
      SparkSession session,
      FileTasks tasks,
      FileNames fileNames,
      JsonPaths paths,
      JSONOptions options) {
    this.session = session;
    this.tasks = tasks;
    this.fileNames = fileNames;
    this.paths = paths;
    this.options = options;
  }

  /**
   * Plans the reading of files.
   *
   * @param options those of Spark's JSON reader
   * @param paths of the cells that are taken
   * @param hadoop tells how the files are looked at, {@code opening} how tasks open them
   */
  static JsonScan of(
      SparkSession session,
      Map<String, String> options,
      List<InputFile> files,
      JsonPaths paths,
      Configuration hadoop,
      FileOpening opening)
      throws IOException {
    JSONOptions json =
        new JSONOptions(
            scala.collection.immutable.Map.from(CollectionConverters.asScala(options)),
            "UTC",
            RawRecords.MALFORMED_TEXT);
    requireLines(json);
    FileTasks tasks = FileTasks.of(session, files, json.multiLine(), hadoop, opening);
    return new JsonScan(session, tasks, FileNames.of(files), paths, json);
  }

  /** Where a line's end is no single byte, Spark's lines must be told what parts them. */
  private static void requireLines(JSONOptions options) {
    if (options.multiLine() || options.encoding().isEmpty()) {
      return;
    }
    Charset charset = Charset.forName(options.encoding().get());
    int lineEndBytes = "\n".getBytes(charset).length;
    int pairBytes = "\n\n".getBytes(charset).length;
    boolean writesMark = pairBytes != 2 * lineEndBytes;
    if (writesMark || lineEndBytes > 1 && options.lineSeparator().isEmpty()) {
      throw new IllegalArgumentException(
          ("options: lines in %s are not found; name the order of bytes (UTF-16LE, UTF-16BE) and"
                  + " lineSep, or set multiLine = true if each file is one document")
              .formatted(charset));
    }
  }

  SparkSession session() {
    return session;
  }

  /** The cells that are taken of each record. */
  JsonPaths paths() {
    return paths;
  }

  /** Those under which records are read. */
  JSONOptions options() {
    return options;
  }

  /** Runs a pass over the records, lazily. */
  <T> JavaRDD<T> map(Pass<T> pass) {
    JsonPaths ofRecords = paths;
    JSONOptions opening = options;
    FileNames names = fileNames;
    return tasks.map(
        (parts, hadoop) -> {
          LineParts.Format format =
              new LineParts.Format(
                  opening.multiLine(),
                  opening.lineSeparatorInRead(),
                  OptionConverters.toJava(opening.encoding()).map(Charset::forName));
          return pass.over(
              new JsonParts(
                  new LineParts(parts, names, format, hadoop),
                  new JsonLine(opening.buildJsonFactory(), ofRecords)));
        });
  }
}

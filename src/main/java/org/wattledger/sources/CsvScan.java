package org.wattledger.sources;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.wattledger.config.SourceConfig;
import scala.jdk.javaapi.CollectionConverters;

/**
 * CSV files under the usual options, whose lines are read by {@link CsvLine}. Under any others
 * Spark's reader reads them.
 *
 * @param columns names of the cells of a line
 */
record CsvScan(
    FileTasks tasks, FileNames fileNames, List<String> columns, Map<String, String> options) {

  /** What a source may say and still have the usual CSV. */
  private static final Set<String> USUAL =
      caseInsensitive(
          List.of(
              "header",
              "sep",
              "delimiter",
              "maxLineBytes",
              "maxExpandedBytes",
              "maxExpansionRatio"));

  /** What is done with the lines of one task. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(LineParts lines, CsvLine line) throws Exception;
  }

  private static Set<String> caseInsensitive(List<String> names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(names);
    return set;
  }

  /**
   * Plans the reading of files; empty if their options are not the usual ones.
   *
   * @param columns from the header of the files
   * @param options those of Spark's CSV reader
   * @param hadoop tells how the files are looked at, {@code opening} how tasks open them
   */
  static Optional<CsvScan> of(
      SparkSession session,
      SourceConfig source,
      List<InputFile> files,
      List<String> columns,
      Map<String, String> options,
      Configuration hadoop,
      FileOpening opening)
      throws IOException {
    boolean isUsual =
        USUAL.containsAll(source.options().keySet())
            && options.get("header").equals("true")
            && options.get("sep").matches("[!-~&&[^\"]]");
    if (!isUsual) {
      return Optional.empty();
    }
    FileTasks tasks = FileTasks.of(session, files, false, hadoop, opening);
    return Optional.of(new CsvScan(tasks, FileNames.of(files), columns, options));
  }

  /** Runs a pass over the lines, lazily. */
  <T> JavaRDD<T> map(Pass<T> pass) {
    CSVOptions csv =
        new CSVOptions(
            scala.collection.immutable.Map.from(CollectionConverters.asScala(options)),
            false,
            "UTC",
            RawRecords.MALFORMED_TEXT);
    FileNames names = fileNames;
    int cells = columns.size();
    return tasks.map(
        (parts, hadoop) -> {
          LineParts.Format format =
              new LineParts.Format(false, csv.lineSeparatorInRead(), Optional.empty());
          return pass.over(new LineParts(parts, names, format, hadoop), new CsvLine(csv, cells));
        });
  }
}

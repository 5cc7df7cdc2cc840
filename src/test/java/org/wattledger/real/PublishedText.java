package org.wattledger.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** All text that a run has left: every row of every table, every other file as it is. */
record PublishedText(List<String> texts) {

  static PublishedText of(ExampleRun day) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Table table : OutputTables.PUBLISHED) {
      Dataset<Row> rows = day.table(table.name());
      String[] text =
          Arrays.stream(rows.dtypes())
              .filter(column -> column._2().equals("StringType"))
              .map(column -> column._1())
              .toArray(String[]::new);
      rows.selectExpr(text).collectAsList().forEach(row -> texts.add(row.mkString("\n")));
    }
    try (Stream<Path> files = Files.walk(day.warehouse())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return new PublishedText(texts);
  }

  boolean mentions(String phrase) {
    return texts.stream().anyMatch(text -> text.contains(phrase));
  }
}

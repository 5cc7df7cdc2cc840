package org.wattledger.export;

import java.util.Optional;
import org.apache.spark.sql.Row;

/** Rows as lines of text; the same rows give the same bytes. */
public interface RowText {

  /** The line before the first row, without its end. */
  Optional<String> header();

  /** One row, without the end of its line. */
  String line(Row row);

  /** What ends each line. */
  String lineEnd();
}

package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.wattledger.columnfiles.LocalParquet;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Publication;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * The last look at the staged files: each is opened again and must end in a whole footer, have the
 * columns of its table, and hold as many rows as were counted when it was written. That its sums
 * balance is checked by the audit of the day.
 */
final class StagedAudit implements Publication.Audit {

  private final StagedTables tables;
  private final List<StagedTable> counted;

  StagedAudit(StagedTables tables, List<StagedTable> counted) {
    this.tables = tables;
    this.counted = counted;
  }

  @Override
  public void check() throws IOException {
    for (Table table : OutputTables.PUBLISHED) {
      StagedTable expected =
          counted.stream()
              .filter(staged -> staged.name().equals(table.name()))
              .findFirst()
              .orElseThrow(() -> new IOException("Table " + table.name() + " was not staged"));
      check(table, expected);
    }
  }

  private void check(Table table, StagedTable expected) throws IOException {
    List<String> columns = List.of(table.schema().fieldNames());
    long rows = 0;
    int files = 0;
    for (Path file : DurableFiles.entries(tables.directory(table))) {
      if (!file.getFileName().toString().endsWith(".parquet")) {
        continue;
      }
      try (ParquetFileReader reader = LocalParquet.open(file)) {
        MessageType found = reader.getFileMetaData().getSchema();
        if (!columns.equals(found.getFields().stream().map(field -> field.getName()).toList())) {
          throw new IOException(
              "%s has the columns %s instead of those of %s"
                  .formatted(file, found.getFields(), table.name()));
        }
        rows += reader.getRecordCount();
      } catch (RuntimeException damaged) {
        throw new IOException("%s is damaged: %s".formatted(file, damaged.getMessage()), damaged);
      }
      files++;
    }
    if (rows != expected.rows() || files != expected.files()) {
      throw new IOException(
          "%s was staged with %d rows in %d files, and now has %d in %d"
              .formatted(table.name(), expected.rows(), expected.files(), rows, files));
    }
  }
}

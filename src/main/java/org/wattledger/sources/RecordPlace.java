package org.wattledger.sources;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Cells that tell of the file and the record's place in it: record_name(), _metadata.file_name. */
final class RecordPlace {

  private RecordPlace() {}

  /**
   * The type of the cell at {@code path}.
   *
   * @throws IllegalArgumentException if a JSON file has no such cell
   */
  static DataType type(List<String> path) {
    return switch (name(path)) {
      case "__record_name", "file_name", "file_path" -> DataTypes.StringType;
      case "file_size", "file_block_start", "file_block_length" -> DataTypes.LongType;
      case "file_modification_time" -> DataTypes.TimestampType;
      default ->
          throw new IllegalArgumentException(
              ("%s is unknown; a JSON file has _metadata.file_name, file_path, file_size,"
                      + " file_modification_time, file_block_start and file_block_length")
                  .formatted(Mapping.cellName(path)));
    };
  }

  /** The cell at {@code path} of the record that is read, as Spark holds it in a row. */
  static Object value(List<String> path, JsonParts records) {
    PartitionedFile part = records.part();
    return switch (name(path)) {
      case "__record_name" ->
          UTF8String.fromString(records.file() + "#" + (records.recordId() + 1));
      case "file_name" -> UTF8String.fromString(new Path(part.toPath().toUri()).getName());
      case "file_path" -> UTF8String.fromString(part.urlEncodedPath());
      case "file_size" -> part.fileSize();
      case "file_block_start" -> part.start();
      case "file_block_length" -> part.length();
      default -> part.modificationTime() * 1000;
    };
  }

  private static String name(List<String> path) {
    return path.get(path.size() - 1);
  }
}

package org.wattledger.staging;

import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.text;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Unit;

/** What stands beside the canonical columns of a staged row. */
public final class StagedColumns {

  /** Stands for the request id where ids are compared by the million. */
  public static final Field ID_HASH = count("id_hash", "xxhash64 of request_id");

  /** Source and file as in the published tables. */
  public static final Field SOURCE = CanonicalTables.SOURCE;

  public static final Field FILE = CanonicalTables.FILE;

  public static final Field BLOCK_START =
      count("block_start", "First byte of the block of the file that held the record");
  public static final Field RECORD_ID =
      count("record_id", "Rises by one from record to record inside a block");
  public static final Field REASON = text("reason", "Why the row was refused");
  public static final Field DIGEST = text("digest", "Start of a SHA-256 of the refused row");

  /**
   * Folder level of requests: hour of the day, 0 to 23, in which a request began or was first
   * present; 0 for all requests of small logs.
   */
  public static final Field START_HOUR =
      new Field(
          "start_hour",
          DataTypes.IntegerType,
          true,
          Unit.HOUR_OF_DAY,
          "Hour in which the request was first present on the day");

  /** Where a record stood. */
  static final List<Field> PLACE = List.of(SOURCE, FILE, BLOCK_START, RECORD_ID);

  private StagedColumns() {}
}

package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Row;
import org.wattledger.attribution.Placement;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/** Rows of {@code CanonicalTables.PLACEMENTS} as attribution reads them. */
final class PlacementRows {

  private PlacementRows() {}

  static List<Placement> of(List<Row> rows) {
    return rows.stream().map(PlacementRows::placement).toList();
  }

  private static Placement placement(Row row) {
    return new Placement(
        row.getAs(CanonicalTables.DEVICE_ID.name()),
        row.getAs(CanonicalTables.UNIT_ID.name()),
        row.getAs(CanonicalTables.MODEL_ID.name()),
        row.getAs(CanonicalTables.SITE_ID.name()),
        row.getAs(CanonicalTables.NODE_ID.name()),
        row.getAs(CanonicalTables.DEVICE_MODEL.name()),
        micros(row, CanonicalTables.VALID_FROM, Long.MIN_VALUE),
        micros(row, CanonicalTables.VALID_TO, Long.MAX_VALUE));
  }

  private static long micros(Row row, Field field, long otherwise) {
    Timestamp at = row.getAs(field.name());
    return at == null ? otherwise : ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
  }
}

package org.wattledger.testing;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.wattledger.ingest.Ingested;

/** The refused records of an ingested day: source, file, position, reason, digest. */
public final class RefusedRecords {

  private RefusedRecords() {}

  /** Of all sources, by position. */
  public static List<Row> of(Ingested ingested) {
    return ingested.rejected().get().collect().stream()
        .sorted(Comparator.comparingLong(row -> row.getLong(2)))
        .toList();
  }
}

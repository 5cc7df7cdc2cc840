package org.wattledger.staging;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** What is left of the records of a source, once {@link RecordJudge} has judged them. */
public final class StagedRecords {

  /** Place, reason, digest. */
  public static final Table REJECTED = rejected();

  private StagedRecords() {}

  /** The canonical columns of a kind as they are stored: a user id only as its HMAC. */
  public static Table canonical(SourceKind kind) {
    return switch (kind) {
      case REQUESTS -> CanonicalTables.STAGED_REQUESTS;
      case TELEMETRY -> CanonicalTables.TELEMETRY;
      case PLACEMENTS -> CanonicalTables.PLACEMENTS;
      case TRAINING -> CanonicalTables.TRAINING;
    };
  }

  /** Canonical columns, {@code id_hash} of requests, place. */
  public static Table accepted(SourceKind kind) {
    List<Field> fields = new ArrayList<>(canonical(kind).fields());
    if (kind == SourceKind.REQUESTS) {
      fields.add(StagedColumns.ID_HASH);
    }
    fields.addAll(StagedColumns.PLACE);
    String name = canonical(kind).name();
    return new Table(
        "accepted_" + name,
        "one row per accepted record of " + name + ", repeats included",
        List.of(),
        fields);
  }

  private static Table rejected() {
    List<Field> fields = new ArrayList<>(StagedColumns.PLACE);
    fields.add(StagedColumns.REASON);
    fields.add(StagedColumns.DIGEST);
    return new Table("rejected_records", "one row per refused record", List.of(), fields);
  }
}

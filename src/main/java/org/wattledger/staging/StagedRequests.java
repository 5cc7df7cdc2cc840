package org.wattledger.staging;

import static org.wattledger.schema.CanonicalTables.STAGED_REQUESTS;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** What is left of the records of a request log, once {@link RequestJudge} has judged them. */
public final class StagedRequests {

  /** Canonical columns, {@code id_hash}, place. */
  public static final Table ACCEPTED = accepted();

  /** Place, reason, digest. */
  public static final Table REJECTED = rejected();

  private StagedRequests() {}

  private static Table accepted() {
    List<Field> fields = new ArrayList<>(STAGED_REQUESTS.fields());
    fields.add(StagedColumns.ID_HASH);
    fields.addAll(StagedColumns.PLACE);
    return new Table(
        "accepted_requests",
        "one row per accepted record of a request log, repeats included",
        List.of(),
        fields);
  }

  private static Table rejected() {
    List<Field> fields = new ArrayList<>(StagedColumns.PLACE);
    fields.add(StagedColumns.REASON);
    fields.add(StagedColumns.DIGEST);
    return new Table(
        "rejected_requests", "one row per refused record of a request log", List.of(), fields);
  }
}

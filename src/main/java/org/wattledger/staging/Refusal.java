package org.wattledger.staging;

import java.util.List;
import org.wattledger.schema.Field;

/**
 * Why a record was refused, and where.
 *
 * @param columns the canonical columns at fault; several if any of them would have done; empty if
 *     the record does not parse
 */
public record Refusal(RejectReason reason, List<Field> columns) {

  static final Refusal MALFORMED = new Refusal(RejectReason.MALFORMED, List.of());

  public Refusal {
    columns = List.copyOf(columns);
  }

  static Refusal of(RejectReason reason, Field... columns) {
    return new Refusal(reason, List.of(columns));
  }
}

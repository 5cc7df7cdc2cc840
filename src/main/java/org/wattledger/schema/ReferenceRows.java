package org.wattledger.schema;

import static org.wattledger.schema.Field.instant;
import static org.wattledger.schema.Field.text;

/**
 * What every row of a reference table says of itself: from when to when it holds, and who says so.
 */
public final class ReferenceRows {

  public static final Field VALID_FROM =
      instant("valid_from", "Start of validity, a date or an instant, UTC; null: always");
  public static final Field VALID_TO =
      instant("valid_to", "End of validity, exclusive; null: open");
  public static final Field SOURCE =
      text("source", "Publisher, document, year, and address where known").required();

  private ReferenceRows() {}
}

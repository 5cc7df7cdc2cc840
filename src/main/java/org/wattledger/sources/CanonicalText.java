package org.wattledger.sources;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * What becomes of a text cell that is mapped as it stands: {@link RawCells} and {@link
 * CanonicalValue} say the same for the texts of expressions.
 */
final class CanonicalText {

  private static final UTF8String[] MISSING =
      Arrays.stream(RawCells.MISSING)
          .map(text -> UTF8String.fromString((String) text))
          .toArray(UTF8String[]::new);
  private static final UTF8String BLANK = UTF8String.fromString("92233720368547757");
  private static final UTF8String LARGEST = UTF8String.fromString("922337203685477580");
  private static final UTF8String REAL_BLANK = UTF8String.fromString("9.22337203685477");
  private static final UTF8String REAL_BLANK_END = UTF8String.fromString("18");
  private static final UTF8String UNDERSCORE = UTF8String.fromString("_");
  private static final UTF8String TRAINING =
      UTF8String.fromString(AttributedTables.TRAINING_OPERATION);

  private CanonicalText() {}

  private static TextRule of(Field field, SourceKind kind) {
    if (field.name().equals(CanonicalTables.USER_ID.name())) {
      return CanonicalText::sayingSomething;
    }
    if (kind == SourceKind.TELEMETRY) {
      return CanonicalText::nameOfMeter;
    }
    return field.name().equals(CanonicalTables.OPERATION.name())
        ? CanonicalText::operation
        : CanonicalText::name;
  }

  /**
   * The rules of all text columns of a kind of source, by name.
   *
   * @param hiddenUser what becomes of a user id
   */
  static Map<String, TextRule> rules(SourceKind kind, TextRule hiddenUser) {
    Map<String, TextRule> rules = new HashMap<>();
    for (Field field : SourceRows.canonicalTable(kind).fields()) {
      if (field.type().equals(DataTypes.StringType)) {
        rules.put(field.name(), of(field, kind));
      }
    }
    rules.computeIfPresent(CanonicalTables.USER_ID.name(), (name, rule) -> rule.then(hiddenUser));
    return rules;
  }

  /** Trimmed; null if the cell says nothing. */
  static UTF8String sayingSomething(UTF8String raw) {
    UTF8String text = raw.trim();
    if (text.numBytes() <= RawCells.LONGEST_MISSING_BYTES) {
      for (UTF8String missing : MISSING) {
        if (text.equals(missing)) {
          return null;
        }
      }
    }
    return text;
  }

  /** The same for a cell of a meter, where DCGM's blank says nothing either. */
  static UTF8String sayingSomethingOfMeter(UTF8String raw) {
    UTF8String text = sayingSomething(raw);
    boolean isBlank =
        text != null
            && text.numBytes() > RawCells.LONGEST_MISSING_BYTES
            && (text.startsWith(BLANK)
                || text.startsWith(LARGEST)
                || text.startsWith(REAL_BLANK) && text.endsWith(REAL_BLANK_END));
    return isBlank ? null : text;
  }

  private static UTF8String name(UTF8String raw) {
    return unlessOurs(sayingSomething(raw));
  }

  private static UTF8String nameOfMeter(UTF8String raw) {
    return unlessOurs(sayingSomethingOfMeter(raw));
  }

  private static UTF8String unlessOurs(UTF8String text) {
    boolean isOurs = text != null && text.getByte(0) == '(';
    return isOurs ? UTF8String.concat(UNDERSCORE, text) : text;
  }

  private static UTF8String operation(UTF8String raw) {
    UTF8String text = name(raw);
    return TRAINING.equals(text) ? UTF8String.concat(UNDERSCORE, text) : text;
  }
}

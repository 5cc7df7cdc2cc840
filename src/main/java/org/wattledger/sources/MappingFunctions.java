package org.wattledger.sources;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The functions that a mapping may use beside Spark's own. Each takes one cell, text or number, and
 * is expanded into plain Spark SQL, so it costs no more than writing it out.
 *
 * <ul>
 *   <li>{@code epoch_s(x)}, {@code epoch_ms(x)}, {@code epoch_us(x)}, {@code epoch_ns(x)}: time
 *       since the source's epoch as TIMESTAMP, exact to the microsecond, rounded down. Never
 *       through a double: nanoseconds of today exceed 2^53.
 *   <li>{@code seconds(x)}: "2.25 s", "357.9 ms", "49 us", "72.4 \u00b5s", "850 ns"; a bare number
 *       is s. DECIMAL, exact to the nanosecond.
 *   <li>{@code watts(x)}: "24.53 W", "1.2 kW", "350 mW"; a bare number is W. DOUBLE.
 *   <li>{@code millijoules(x)}: "3 J", "250 mJ", "12 uJ", "1 kJ", "5 Wh", "2 kWh"; a bare number is
 *       mJ. BIGINT, rounded down.
 *   <li>{@code ratio(x)}: "5 %" is 0.05; a bare number stays. DOUBLE.
 *   <li>{@code record_name()}: file and record number, {@code trace.csv#17}: an identity for
 *       records that carry none. Files of such a source are each read by one task.
 *   <li>{@code if_present(x)}: the cell, or null in files that have no such column.
 * </ul>
 */
final class MappingFunctions {

  /** The cell that holds the name of the record, in place of one from the file. */
  static final List<String> RECORD_NAME = List.of("__record_name");

  private static final String IF_PRESENT = "if_present";
  private static final String X = "x";
  private static final String WHOLE = "try_cast(x AS BIGINT)";

  private final ParserInterface parser;
  private final Map<String, String> templates;

  /** {@code epoch}: what the times of the source count from. */
  MappingFunctions(ParserInterface parser, Instant epoch) {
    this.parser = parser;
    this.templates = templates(ChronoUnit.MICROS.between(Instant.EPOCH, epoch));
  }

  /** The expression with every call of one of these functions written out. */
  Expression expanded(Expression expression) {
    return ExpressionTrees.rewriteUp(
        expression,
        node -> node instanceof UnresolvedFunction call ? body(call).orElse(call) : node);
  }

  /** {@link Mapping} takes these down while it names the cells. */
  static boolean isIfPresent(UnresolvedFunction call) {
    return call.nameParts().size() == 1 && call.nameParts().head().equals(IF_PRESENT);
  }

  private Optional<Expression> body(UnresolvedFunction call) {
    List<String> nameParts = CollectionConverters.asJava(call.nameParts());
    if (nameParts.equals(List.of("record_name")) && call.arguments().isEmpty()) {
      return Optional.of(new UnresolvedAttribute(ExpressionTrees.scalaSeq(RECORD_NAME)));
    }
    String template = templates.get(nameParts.get(nameParts.size() - 1).toLowerCase(Locale.ROOT));
    if (template == null || nameParts.size() > 1) {
      return Optional.empty();
    }
    List<Expression> arguments = CollectionConverters.asJava(call.arguments());
    if (arguments.size() != 1) {
      throw new IllegalArgumentException(
          "%s takes one argument, not %d".formatted(nameParts.get(0), arguments.size()));
    }
    return Optional.of(
        ExpressionTrees.rewriteUp(
            parsed(template), node -> isArgument(node) ? arguments.get(0) : node));
  }

  private Expression parsed(String template) {
    try {
      return parser.parseExpression(template);
    } catch (ParseException e) {
      throw new IllegalStateException("Not SQL: " + template, e);
    }
  }

  private static boolean isArgument(Expression node) {
    return node instanceof UnresolvedAttribute attribute && attribute.name().equals(X);
  }

  private static Map<String, String> templates(long epochUs) {
    Map<String, String> templates = new TreeMap<>();
    templates.put(
        "epoch_s", epoch(epochUs, WHOLE + " * 1000000", "CAST(x AS DECIMAL(29,12)) * 1000000BD"));
    templates.put(
        "epoch_ms", epoch(epochUs, WHOLE + " * 1000", "CAST(x AS DECIMAL(29,9)) * 1000BD"));
    templates.put("epoch_us", epoch(epochUs, WHOLE, "CAST(x AS DECIMAL(29,9))"));
    templates.put(
        "epoch_ns",
        epoch(
            epochUs,
            "(%1$s - pmod(%1$s, 1000L)) div 1000L".formatted(WHOLE),
            "CAST(x AS DECIMAL(29,9)) * 0.001BD"));
    templates.put("seconds", seconds());
    templates.put("watts", watts());
    templates.put("millijoules", millijoules());
    templates.put(
        "ratio",
        onText(
            "CASE WHEN endswith(x, '%') THEN CAST(left(x, length(x) - 1) AS DOUBLE) / 100"
                + " ELSE CAST(x AS DOUBLE) END"));
    return templates;
  }

  /** Whole numbers take the short way; only fractions and exponents need decimals. */
  private static String epoch(long epochUs, String microsOfWhole, String microsOfDecimal) {
    String since = epochUs == 0 ? "" : " + %dL".formatted(epochUs);
    return onText(
        "timestamp_micros(CASE WHEN %s IS NOT NULL THEN %s ELSE CAST(floor(%s) AS BIGINT) END%s)"
            .formatted(WHOLE, microsOfWhole, microsOfDecimal, since));
  }

  private static String seconds() {
    return onText(
        "CASE"
            + suffix("ns", "CAST(# AS DECIMAL(29,9)) * 0.000000001BD")
            + suffix("us", "CAST(# AS DECIMAL(29,9)) * 0.000001BD")
            + suffix("\u00b5s", "CAST(# AS DECIMAL(29,9)) * 0.000001BD")
            + suffix("\u03bcs", "CAST(# AS DECIMAL(29,9)) * 0.000001BD")
            + suffix("ms", "CAST(# AS DECIMAL(29,9)) * 0.001BD")
            + suffix("s", "CAST(# AS DECIMAL(29,9))")
            + " ELSE CAST(x AS DECIMAL(29,9)) END");
  }

  private static String watts() {
    return onText(
        "CASE"
            + suffix("uW", "CAST(# AS DOUBLE) / 1000000")
            + suffix("mW", "CAST(# AS DOUBLE) / 1000")
            + suffix("kW", "CAST(# AS DOUBLE) * 1000")
            + suffix("MW", "CAST(# AS DOUBLE) * 1000000")
            + suffix("W", "CAST(# AS DOUBLE)")
            + " ELSE CAST(x AS DOUBLE) END");
  }

  /** The decimals are as wide as their factor leaves room for in 38 digits. */
  private static String millijoules() {
    return onText(
        "CASE WHEN %s IS NOT NULL THEN %s ELSE CAST(floor(CASE".formatted(WHOLE, WHOLE)
            + suffix("kWh", "CAST(# AS DECIMAL(24,9)) * 3600000000BD")
            + suffix("mWh", "CAST(# AS DECIMAL(29,9)) * 3600BD")
            + suffix("Wh", "CAST(# AS DECIMAL(27,9)) * 3600000BD")
            + suffix("uJ", "CAST(# AS DECIMAL(29,9)) * 0.001BD")
            + suffix("mJ", "CAST(# AS DECIMAL(29,9))")
            + suffix("kJ", "CAST(# AS DECIMAL(27,9)) * 1000000BD")
            + suffix("MJ", "CAST(# AS DECIMAL(24,9)) * 1000000000BD")
            + suffix("J", "CAST(# AS DECIMAL(29,9)) * 1000BD")
            + " ELSE CAST(x AS DECIMAL(29,9)) END) AS BIGINT) END");
  }

  private static String suffix(String unit, String value) {
    String number = "left(x, length(x) - %d)".formatted(unit.length());
    return " WHEN endswith(x, '%s') THEN %s".formatted(unit, value.replace("#", number));
  }

  private static String onText(String sql) {
    return sql.replaceAll("\\bx\\b", "CAST(x AS STRING)");
  }
}

package org.wattledger.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A source's mapping, parsed but not yet bound to raw columns: canonical column to expression, the
 * row condition, and which raw cells they read. A raw cell is named by its path: {@code
 * metadata.team} is (metadata, team), {@code `gen_ai.usage.input_tokens`} is one name.
 *
 * @param columns canonical column name to expression over {@linkplain #cellName cell names}
 * @param texts canonical column name to expression as written
 * @param where condition over cell names
 * @param cells paths of the raw cells that are read, in order of first mention
 * @param optional names of the cells that a file may lack, as {@code if_present(cell)} says
 */
record Mapping(
    Map<String, Expression> columns,
    Map<String, String> texts,
    Optional<Expression> where,
    Set<List<String>> cells,
    Set<String> optional) {

  static final String WHERE = "where";

  /** A text that is a name, unless it is one of the words that SQL has for something else. */
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private static final Set<String> OTHER_WORDS = Set.of("null", "true", "false", "current_path");

  private static final Set<String> TRY_CONVERSIONS =
      Set.of(
          "try_make_timestamp",
          "try_to_binary",
          "try_to_date",
          "try_to_number",
          "try_to_timestamp",
          "try_url_decode");

  /**
   * Parses the mapping of {@code source} onto {@code canonical}.
   *
   * @throws MappingInvalid listing every unknown canonical column, expression that does not parse
   *     and required column that is not mapped
   */
  static Mapping of(ParserInterface parser, SourceConfig source, Table canonical) {
    Reader reader = new Reader(parser, new MappingFunctions(parser, source.epoch()));
    Map<String, Expression> columns = new LinkedHashMap<>();
    List<String> known = List.of(canonical.columnNames());
    source
        .columns()
        .forEach(
            (column, text) -> {
              if (known.contains(column)) {
                reader.read(column, text).ifPresent(parsed -> columns.put(column, parsed));
              } else {
                reader.problems.add(
                    "unknown canonical column %s; %s has %s"
                        .formatted(column, canonical.name(), String.join(", ", known)));
              }
            });
    Optional<Expression> where = source.where().flatMap(text -> reader.read(WHERE, text));
    reader.problems.addAll(missing(source, canonical));
    if (!reader.problems.isEmpty()) {
      throw new MappingInvalid(source.name(), reader.problems);
    }
    return new Mapping(columns, source.columns(), where, reader.cells, reader.optional);
  }

  /** The same for all records. */
  Mapping withoutCondition() {
    return new Mapping(columns, texts, Optional.empty(), cells, optional);
  }

  /** Under which name the cell at {@code path} is known to the expressions. */
  static String cellName(List<String> path) {
    return String.join(".", path);
  }

  private static List<String> missing(SourceConfig source, Table canonical) {
    List<String> problems = new ArrayList<>();
    for (Field field : canonical.fields()) {
      if (!field.nullable() && !source.columns().containsKey(field.name())) {
        problems.add("required column %s is not mapped".formatted(field.name()));
      }
    }
    Set<String> measures = Set.of("energy_mj", "power_w", "utilization_ratio");
    if (source.kind() == SourceKind.TELEMETRY
        && source.columns().keySet().stream().noneMatch(measures::contains)) {
      problems.add("one of energy_mj, power_w, utilization_ratio must be mapped");
    }
    return problems;
  }

  private static final class Reader {
    private final ParserInterface parser;
    private final MappingFunctions functions;
    private final List<String> problems = new ArrayList<>();
    private final Set<List<String>> cells = new LinkedHashSet<>();
    private final Set<String> optional = new LinkedHashSet<>();

    Reader(ParserInterface parser, MappingFunctions functions) {
      this.parser = parser;
      this.functions = functions;
    }

    Optional<Expression> read(String column, String text) {
      try {
        Expression parsed = functions.expanded(strict(expression(text)));
        for (Expression node : ExpressionTrees.nodes(parsed)) {
          if (node instanceof Star || node instanceof PlanExpression<?>) {
            throw new IllegalArgumentException("* and subqueries cannot be used");
          }
        }
        return Optional.of(overCells(parsed));
      } catch (ParseException | RuntimeException problem) {
        problems.add("%s = \"%s\": %s".formatted(column, text, firstLine(problem)));
        return Optional.empty();
      }
    }

    /** Most texts are the name of a cell and no more: for those nobody needs a parser. */
    private Expression expression(String text) throws ParseException {
      return NAME.matcher(text).matches() && !OTHER_WORDS.contains(text)
          ? new UnresolvedAttribute(ExpressionTrees.scalaSeq(List.of(text)))
          : parser.parseExpression(text);
    }

    /**
     * A try_ conversion is read as the plain one: both give null here, but only a plain one lets a
     * cell that could not be converted be told from one that was missing.
     */
    private static Expression strict(Expression parsed) {
      return ExpressionTrees.rewriteUp(
          parsed,
          node -> {
            if (node instanceof Cast cast && cast.evalMode().equals(EvalMode.TRY())) {
              return cast.copy(cast.child(), cast.dataType(), cast.timeZoneId(), EvalMode.ANSI());
            }
            return node instanceof UnresolvedFunction call ? strict(call) : node;
          });
    }

    private static Expression strict(UnresolvedFunction call) {
      String name = call.nameParts().head().toLowerCase(Locale.ROOT);
      return call.nameParts().size() == 1 && TRY_CONVERSIONS.contains(name)
          ? call.copy(
              ExpressionTrees.scalaSeq(List.of(name.substring("try_".length()))),
              call.arguments(),
              call.isDistinct(),
              call.filter(),
              call.ignoreNulls(),
              call.orderingWithinGroup(),
              call.isInternal())
          : call;
    }

    private Expression overCells(Expression parsed) {
      Set<String> arguments =
          ExpressionTrees.nodes(parsed).stream()
              .filter(LambdaFunction.class::isInstance)
              .flatMap(
                  node -> CollectionConverters.asJava(((LambdaFunction) node).arguments()).stream())
              .map(NamedExpression::name)
              .collect(Collectors.toSet());
      return ExpressionTrees.rewriteUp(parsed, node -> overCells(node, arguments));
    }

    /** The cell itself, whose name it takes down. */
    private Expression ifPresent(UnresolvedFunction call) {
      if (call.arguments().size() != 1
          || !(call.arguments().head() instanceof UnresolvedAttribute cell)) {
        throw new IllegalArgumentException("if_present takes the name of one raw column");
      }
      optional.add(cell.nameParts().head());
      return cell;
    }

    private Expression overCells(Expression node, Set<String> lambdaArguments) {
      if (node instanceof UnresolvedFunction call && MappingFunctions.isIfPresent(call)) {
        return ifPresent(call);
      }
      List<String> path;
      if (node instanceof UnresolvedAttribute attribute) {
        path = CollectionConverters.asJava(attribute.nameParts());
      } else if (node instanceof UnresolvedNamedLambdaVariable variable
          && !lambdaArguments.contains(variable.nameParts().head())) {
        path = CollectionConverters.asJava(variable.nameParts());
      } else {
        return node;
      }
      path = List.copyOf(path);
      cells.add(path);
      return new UnresolvedAttribute(ExpressionTrees.scalaSeq(List.of(cellName(path))));
    }
  }

  static String firstLine(Exception problem) {
    String message = String.valueOf(problem.getMessage()).strip();
    return message.lines().findFirst().orElse(message);
  }
}

package org.wattledger.sources;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A mapping expression bound to the cells of one dataset.
 *
 * <p>{@code value} is its try form. When that is null, {@code raises} tells the two reasons apart:
 * the strict (ANSI) form of the same expression is evaluated on the same row, and raises an error
 * if a conversion failed on the way that was taken, or yields null if nothing was there to convert.
 * So {@code coalesce(a, b)} of two missing cells, or a CASE without a matching branch, is a plain
 * null; {@code cast(a AS BIGINT)} of "abc" is a failure; and {@code coalesce(cast(a AS BIGINT), b)}
 * recovers with b.
 *
 * @param raises whether the strict form raises; empty: it cannot
 */
record MappedExpression(Column value, Optional<Column> raises, DataType type) {

  /**
   * Binds {@code parsed} to {@code cells}; local times are read in {@code zone}.
   *
   * @throws RuntimeException Spark's AnalysisException if names or types do not fit, or
   *     IllegalArgumentException for what no row expression may hold
   */
  static MappedExpression of(Dataset<Row> cells, Expression parsed, ZoneId zone) {
    LogicalPlan plan =
        cells.select(ExpressionUtils.column(parsed).as("value")).queryExecution().analyzed();
    if (!(plan instanceof Project project)
        || project.projectList().size() != 1
        || !(project.projectList().head() instanceof Alias alias)) {
      throw new IllegalArgumentException("only functions of a single row can be used");
    }
    checkRepeatable(alias.child());
    Expression strict = TryForm.inZone(alias.child(), zone);
    Expression forgiving = TryForm.of(strict);
    return new MappedExpression(
        ExpressionUtils.column(forgiving),
        forgiving.fastEquals(strict) ? Optional.empty() : Optional.of(raises(strict)),
        strict.dataType());
  }

  /** Inside a struct a null result and an error differ: only the latter makes the struct null. */
  private static Column raises(Expression strict) {
    Expression wrapped =
        new CreateNamedStruct(
            ExpressionTrees.scalaSeq(
                List.of(Literal.create("value", DataTypes.StringType), strict)));
    return ExpressionUtils.column(new IsNull(new TryEval(wrapped)));
  }

  private static void checkRepeatable(Expression analysed) {
    for (Expression node : ExpressionTrees.nodes(analysed)) {
      if (!node.deterministic() || node instanceof CurrentTimestampLike) {
        throw new IllegalArgumentException(
            "%s gives another value in each run; map from the record alone"
                .formatted(node.prettyName()));
      }
      if (node instanceof Generator || node instanceof WindowExpression) {
        throw new IllegalArgumentException("only functions of a single row can be used");
      }
    }
  }
}

package org.wattledger.sources;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Expressions over the cells of one record, as Spark would evaluate them, without a plan around
 * them.
 */
final class CellExpressions implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Each over the output of the one before; the first over the cells. */
  private final ArrayList<ArrayList<Expression>> steps;

  private CellExpressions(ArrayList<ArrayList<Expression>> steps) {
    this.steps = steps;
  }

  /** Rows that nobody knows to be none: what is known would be folded away. */
  static Dataset<Row> cells(SparkSession session, StructType schema) {
    return session.createDataFrame(
        JavaSparkContext.fromSparkContext(session.sparkContext()).<Row>emptyRDD(), schema);
  }

  /** The columns of {@code rows}, which were selected from {@link #cells}. */
  static CellExpressions of(Dataset<Row> rows) {
    ArrayList<ArrayList<Expression>> steps = new ArrayList<>();
    LogicalPlan plan = rows.queryExecution().optimizedPlan();
    while (plan instanceof Project project) {
      ArrayList<Expression> bound = new ArrayList<>();
      CollectionConverters.asJava(project.projectList())
          .forEach(column -> bound.add(bound((Expression) column, project.child())));
      steps.add(0, bound);
      plan = project.child();
    }
    if (!plan.children().isEmpty()) {
      throw new IllegalArgumentException("only functions of a single row can be used");
    }
    return new CellExpressions(steps);
  }

  private static Expression bound(Expression column, LogicalPlan input) {
    return BindReferences.<Expression>bindReference(
        column, package$.MODULE$.AttributeSeq(input.output()), false);
  }

  /** Compiled in the task that uses it. */
  Evaluation evaluation() {
    List<UnsafeProjection> compiled = new ArrayList<>();
    for (ArrayList<Expression> step : steps) {
      UnsafeProjection projection =
          UnsafeProjection$.MODULE$.create(ExpressionTrees.scalaSeq(step));
      projection.initialize(0);
      compiled.add(projection);
    }
    return new Evaluation(compiled);
  }

  /** Expressions ready to be evaluated. */
  record Evaluation(List<UnsafeProjection> steps) {

    /** The columns of one row; reused from row to row. */
    InternalRow of(InternalRow cells) {
      InternalRow row = cells;
      for (UnsafeProjection step : steps) {
        row = step.apply(row);
      }
      return row;
    }
  }
}

package org.wattledger.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/** Walks over Spark's expression trees from Java. */
final class ExpressionTrees {

  private ExpressionTrees() {}

  /** Every node of the tree, in no promised order. */
  static List<Expression> nodes(Expression root) {
    List<Expression> nodes = new ArrayList<>();
    nodes.add(root);
    for (int next = 0; next < nodes.size(); next++) {
      nodes.addAll(CollectionConverters.asJava(nodes.get(next).children()));
    }
    return nodes;
  }

  /** The tree with each node replaced, children before their parents. */
  static Expression rewriteUp(Expression root, UnaryOperator<Expression> replacement) {
    return (Expression) root.transformUp(new Everywhere(replacement));
  }

  static <T> scala.collection.immutable.Seq<T> scalaSeq(List<T> elements) {
    return CollectionConverters.asScala(elements).toSeq();
  }

  private static final class Everywhere extends AbstractPartialFunction<Expression, Expression> {
    private final transient UnaryOperator<Expression> replacement;

    Everywhere(UnaryOperator<Expression> replacement) {
      this.replacement = replacement;
    }

    @Override
    public boolean isDefinedAt(Expression node) {
      return true;
    }

    @Override
    public Expression apply(Expression node) {
      return replacement.apply(node);
    }
  }
}

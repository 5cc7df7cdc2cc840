package org.wattledger.sources;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionDef;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionId;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.Concat;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.LeafExpression;
import org.apache.spark.sql.catalyst.expressions.Left;
import org.apache.spark.sql.catalyst.expressions.Length;
import org.apache.spark.sql.catalyst.expressions.Lower;
import org.apache.spark.sql.catalyst.expressions.MicrosToTimestamp;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.NullIf;
import org.apache.spark.sql.catalyst.expressions.NumericEvalContext;
import org.apache.spark.sql.catalyst.expressions.Nvl;
import org.apache.spark.sql.catalyst.expressions.Nvl2;
import org.apache.spark.sql.catalyst.expressions.OctetLength;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.Pmod;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.expressions.Right;
import org.apache.spark.sql.catalyst.expressions.StringPredicate;
import org.apache.spark.sql.catalyst.expressions.StringReplace;
import org.apache.spark.sql.catalyst.expressions.StringTrim;
import org.apache.spark.sql.catalyst.expressions.StringTrimLeft;
import org.apache.spark.sql.catalyst.expressions.StringTrimRight;
import org.apache.spark.sql.catalyst.expressions.Substring;
import org.apache.spark.sql.catalyst.expressions.SubstringIndex;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.TimeZoneAwareExpression;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.Upper;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An analysed expression in a form that yields null where the strict form would raise an error.
 *
 * <p>It works on the analysed tree, so the casts that the analyser added under ANSI rules are
 * covered as well as those that were written. Casts and arithmetic have a try form of their own;
 * every other node that might raise is evaluated inside {@code try}.
 */
final class TryForm {

  /** Nodes that cannot raise an error themselves, whatever their arguments hold. */
  private static final Set<Class<?>> CANNOT_RAISE =
      Set.of(
          And.class,
          CaseWhen.class,
          Coalesce.class,
          Concat.class,
          CreateNamedStruct.class,
          GetStructField.class,
          If.class,
          In.class,
          IsNotNull.class,
          IsNull.class,
          LambdaFunction.class,
          Left.class,
          Length.class,
          Lower.class,
          MicrosToTimestamp.class,
          Not.class,
          NullIf.class,
          Nvl.class,
          Nvl2.class,
          OctetLength.class,
          Or.class,
          Right.class,
          StringReplace.class,
          StringTrim.class,
          StringTrimLeft.class,
          StringTrimRight.class,
          Substring.class,
          SubstringIndex.class,
          TryEval.class,
          Upper.class);

  private TryForm() {}

  /** The expression with local times read in {@code zone}; still strict. */
  static Expression inZone(Expression strict, ZoneId zone) {
    return ExpressionTrees.rewriteUp(
        ExpressionTrees.rewriteUp(strict, TryForm::withoutSharing),
        node ->
            node instanceof TimeZoneAwareExpression aware && aware.timeZoneId().isDefined()
                ? (Expression) aware.withTimeZone(zone.getId())
                : node);
  }

  /** Shared parts (of nullif, for instance) would be evaluated ahead of any try around them. */
  private static Expression withoutSharing(Expression node) {
    if (!(node instanceof With with)) {
      return node;
    }
    Map<CommonExpressionId, Expression> shared = new HashMap<>();
    for (CommonExpressionDef definition : CollectionConverters.asJava(with.defs())) {
      shared.put(definition.id(), definition.child());
    }
    return ExpressionTrees.rewriteUp(
        with.child(),
        part ->
            part instanceof CommonExpressionRef reference
                ? shared.getOrDefault(reference.id(), part)
                : part);
  }

  /** The same expression, null where the strict one raises; the very same tree if none can. */
  static Expression of(Expression strict) {
    return ExpressionTrees.rewriteUp(strict, TryForm::node);
  }

  private static Expression node(Expression node) {
    if (node instanceof Cast cast) {
      return cast.evalMode().equals(EvalMode.TRY())
              || Cast.canUpCast(cast.child().dataType(), cast.dataType())
          ? cast
          : tryCast(cast.child(), cast);
    }
    if (node instanceof BinaryArithmetic arithmetic && node.dataType() instanceof NumericType) {
      return tryArithmetic(arithmetic);
    }
    return cannotRaise(node) ? node : new TryEval(node);
  }

  private static Expression tryCast(Expression child, Cast cast) {
    return new Cast(child, cast.dataType(), cast.timeZoneId(), EvalMode.TRY());
  }

  /** Text or local time as an instant: null where it is none, read in {@code zone}. */
  static Expression timestamp(Expression value, ZoneId zone) {
    return new Cast(value, DataTypes.TimestampType, Option.apply(zone.getId()), EvalMode.TRY());
  }

  private static Expression tryArithmetic(BinaryArithmetic strict) {
    Expression left = strict.left();
    Expression right = strict.right();
    if (strict instanceof Add add) {
      return add.copy(left, right, tryContext(add.evalContext()));
    }
    if (strict instanceof Subtract subtract) {
      return subtract.copy(left, right, tryContext(subtract.evalContext()));
    }
    if (strict instanceof Multiply multiply) {
      return multiply.copy(left, right, tryContext(multiply.evalContext()));
    }
    if (strict instanceof Divide divide) {
      return divide.copy(left, right, tryContext(divide.evalContext()));
    }
    if (strict instanceof IntegralDivide divide) {
      return divide.copy(left, right, tryContext(divide.evalContext()));
    }
    if (strict instanceof Remainder remainder) {
      return remainder.copy(left, right, tryContext(remainder.evalContext()));
    }
    if (strict instanceof Pmod pmod) {
      return pmod.copy(left, right, tryContext(pmod.evalContext()));
    }
    return new TryEval(strict);
  }

  private static NumericEvalContext tryContext(NumericEvalContext context) {
    return new NumericEvalContext(EvalMode.TRY(), context.allowDecimalPrecisionLoss());
  }

  private static boolean cannotRaise(Expression node) {
    return CANNOT_RAISE.contains(node.getClass())
        || node instanceof LeafExpression
        || node instanceof BinaryComparison
        || node instanceof StringPredicate;
  }
}

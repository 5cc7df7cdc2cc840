package org.wattledger.session;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Few rows in an order of columns, without the shuffle that Spark would sort them by: on a small
 * day its planning takes longer than the rows.
 */
public final class SortedOnDriver {

  private SortedOnDriver() {}

  /** The rows as {@code rows.orderBy(order)} has them. */
  public static List<InternalRow> rows(Dataset<Row> rows, Column[] order) {
    Sort sort = (Sort) rows.sort(order).queryExecution().analyzed();
    List<Attribute> columns =
        CollectionConverters.asJava(rows.queryExecution().analyzed().output());
    InterpretedOrdering ordering =
        new InterpretedOrdering(sort.order(), CollectionConverters.asScala(columns).toSeq());
    List<InternalRow> collected =
        new ArrayList<>(rows.queryExecution().toRdd().toJavaRDD().map(InternalRow::copy).collect());
    collected.sort(ordering);
    return collected;
  }
}

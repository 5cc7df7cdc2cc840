package org.wattledger.marts;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.AMOUNTS;
import static org.wattledger.schema.AttributedTables.HOST_UNKNOWN;
import static org.wattledger.schema.AttributedTables.LEDGER;
import static org.wattledger.schema.AttributedTables.UNMETERED_REQUESTS;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.ENERGY_COST;
import static org.wattledger.schema.Measures.ENERGY_COST_CURRENCY;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.MEASURED_RATIO;
import static org.wattledger.schema.Measures.METHOD_VERSION;
import static org.wattledger.schema.Measures.MODELLED_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.REFERENCE_VERSION;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.USAGE_DATE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columns.OrderedSums;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * The measures of a mart: sums of the ledger over any keys. Whole numbers are summed per site and
 * interval and priced there, once; the amounts are then added in the order of site and interval, so
 * that a mart is the same bit for bit on every run.
 */
final class MeasureSums {

  private static final String ORDERED = "ordered_rows";
  private static final String LAST_CURRENCY = "last_currency";
  private static final List<Field> INTERVAL =
      List.of(OutputTables.SITE_ID, AttributedTables.INTERVAL);
  private static final List<Field> WHOLE_NUMBERS =
      LEDGER.fields().stream().filter(field -> field.type().equals(DataTypes.LongType)).toList();

  private MeasureSums() {}

  /**
   * One row per combination of the keys, with all sums of the ledger under their names.
   *
   * @param pricing adds the amounts to sums of one site and interval
   */
  static Dataset<Row> by(
      Dataset<Row> ledger, UnaryOperator<Dataset<Row>> pricing, List<Field> keys) {
    List<Field> interval = new ArrayList<>(keys);
    INTERVAL.stream().filter(field -> !keys.contains(field)).forEach(interval::add);
    Dataset<Row> priced = pricing.apply(grouped(ledger, interval, wholeNumbers()));
    List<Column> sums = wholeNumbers();
    sums.add(OrderedSums.collect(INTERVAL, AMOUNTS).as(ORDERED));
    sums.add(min(ENERGY_COST_CURRENCY.column()).as(ENERGY_COST_CURRENCY.name()));
    sums.add(max(ENERGY_COST_CURRENCY.column()).as(LAST_CURRENCY));
    Dataset<Row> rows = grouped(priced, keys, sums);
    OrderedSums ordered = OrderedSums.of(rows.col(ORDERED));
    Column energy =
        ACTIVE_ENERGY_MJ
            .column()
            .plus(IDLE_ENERGY_MJ.column())
            .plus(PROVISIONED_IDLE_ENERGY_MJ.column())
            .plus(UNATTRIBUTED_ENERGY_MJ.column());
    // Requests without any meter used energy, only nobody knows how much: null, not 0.
    Column isUnknown = energy.equalTo(0).and(UNMETERED_REQUESTS.column().gt(0));
    List<Column> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(key.column()));
    WHOLE_NUMBERS.forEach(number -> columns.add(number.column()));
    AMOUNTS.forEach(
        amount ->
            columns.add(
                when(isUnknown.equalTo(lit(false)), ordered.sum(amount)).as(amount.name())));
    columns.add(
        try_divide(energy.minus(ESTIMATED_MJ.column()), energy.plus(MODELLED_ENERGY_MJ.column()))
            .as(MEASURED_RATIO.name()));
    columns.add(ENERGY_COST_CURRENCY.column());
    columns.add(rows.col(LAST_CURRENCY));
    return DominantInput.named(inOneCurrency(rows.select(columns.toArray(Column[]::new))))
        .withColumn(
            HOST_ENERGY_MJ.name(),
            when(
                HOST_UNKNOWN.column().equalTo(0).or(HOST_ENERGY_MJ.column().notEqual(0)),
                HOST_ENERGY_MJ.column()))
        .withColumn(
            MODELLED_ENERGY_MJ.name(),
            when(UNMETERED_REQUESTS.column().equalTo(0), MODELLED_ENERGY_MJ.column()));
  }

  /** Amounts of two currencies have no sum. */
  private static Dataset<Row> inOneCurrency(Dataset<Row> rows) {
    Column isOne = ENERGY_COST_CURRENCY.column().equalTo(rows.col(LAST_CURRENCY));
    return rows.withColumn(ENERGY_COST.name(), when(isOne, ENERGY_COST.column()))
        .withColumn(ENERGY_COST_CURRENCY.name(), when(isOne, ENERGY_COST_CURRENCY.column()))
        .drop(LAST_CURRENCY);
  }

  private static List<Column> wholeNumbers() {
    List<Column> sums = new ArrayList<>();
    for (Field number : WHOLE_NUMBERS) {
      Column total = sum(number.column());
      if (number.equals(MODELLED_ENERGY_MJ)) {
        // Energy of which one part is not known has no sum.
        total = when(count(number.column()).equalTo(count(lit(1))), total);
      }
      sums.add(total.as(number.name()));
    }
    return sums;
  }

  private static Dataset<Row> grouped(Dataset<Row> rows, List<Field> keys, List<Column> sums) {
    return rows.groupBy(keys.stream().map(Field::column).toArray(Column[]::new))
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
  }

  /** The columns of a mart in their order; what no stage fills yet is null. */
  static Dataset<Row> finish(Dataset<Row> rows, Table mart, Provenance provenance) {
    List<String> known = List.of(rows.columns());
    List<Column> columns = new ArrayList<>();
    for (Field field : mart.fields()) {
      columns.add(value(field, known, provenance).cast(field.type()).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Column value(Field field, List<String> known, Provenance provenance) {
    if (field.equals(USAGE_DATE)) {
      return lit(provenance.day());
    }
    if (field.equals(METHOD_VERSION)) {
      return lit(provenance.methodVersion());
    }
    if (field.equals(REFERENCE_VERSION)) {
      return lit(provenance.referenceVersion());
    }
    return known.contains(field.name()) ? field.column() : lit(null);
  }
}

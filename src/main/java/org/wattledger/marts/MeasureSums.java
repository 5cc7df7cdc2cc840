package org.wattledger.marts;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.PRICED_LEDGER;
import static org.wattledger.schema.AttributedTables.UNMETERED_REQUESTS;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.MEASURED_RATIO;
import static org.wattledger.schema.Measures.METHOD_VERSION;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.REFERENCE_VERSION;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_MODEL;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.USAGE_DATE;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columns.OrderedSums;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * The measures of a mart: sums of the priced ledger over any keys. Whole numbers are summed as they
 * come, doubles in the order of the ledger's keys, so that a mart is the same bit for bit on every
 * run.
 */
final class MeasureSums {

  private static final String ORDERED = "ordered_rows";
  private static final List<Field> AMOUNTS =
      PRICED_LEDGER.fields().stream()
          .filter(field -> field.type().equals(DataTypes.DoubleType))
          .toList();
  private static final List<Field> WHOLE_NUMBERS =
      PRICED_LEDGER.fields().stream()
          .filter(field -> field.type().equals(DataTypes.LongType))
          .toList();

  private MeasureSums() {}

  /** One row per combination of the keys, with all sums of the ledger under their names. */
  static Dataset<Row> by(Dataset<Row> pricedLedger, List<Field> keys) {
    List<Column> sums = new ArrayList<>();
    sums.add(OrderedSums.collect(orderKeys(), AMOUNTS).as(ORDERED));
    WHOLE_NUMBERS.forEach(number -> sums.add(sum(number.column()).as(number.name())));
    Dataset<Row> grouped =
        pricedLedger
            .groupBy(keys.stream().map(Field::column).toArray(Column[]::new))
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    OrderedSums ordered = OrderedSums.of(grouped.col(ORDERED));
    for (Field amount : AMOUNTS) {
      grouped = grouped.withColumn(amount.name(), ordered.sum(amount));
    }
    Column energy =
        ACTIVE_ENERGY_MJ
            .column()
            .plus(IDLE_ENERGY_MJ.column())
            .plus(PROVISIONED_IDLE_ENERGY_MJ.column())
            .plus(UNATTRIBUTED_ENERGY_MJ.column());
    Column isUnknown = energy.equalTo(0).and(UNMETERED_REQUESTS.column().gt(0));
    for (Field amount : AMOUNTS) {
      // Requests without any meter used energy, only nobody knows how much: null, not 0.
      grouped =
          grouped.withColumn(amount.name(), when(isUnknown, lit(null)).otherwise(amount.column()));
    }
    return grouped
        .drop(ORDERED)
        .withColumn(MEASURED_RATIO.name(), try_divide(energy.minus(ESTIMATED_MJ.column()), energy));
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

  private static List<Field> orderKeys() {
    List<Field> keys = new ArrayList<>(PRICED_LEDGER.keys());
    keys.add(DEVICE_MODEL);
    return keys;
  }
}

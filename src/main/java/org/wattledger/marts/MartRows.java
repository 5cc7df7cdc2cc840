package org.wattledger.marts;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** Rows of a mart with its columns in their order; what no stage fills is null. */
final class MartRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<String> columns;
  private final Provenance provenance;

  MartRows(Table mart, Provenance provenance) {
    this.columns = mart.fields().stream().map(Field::name).toList();
    this.provenance = provenance;
  }

  /** {@code values}: by the names of columns; those of what stands in every row are added. */
  Row row(Map<String, Object> values) {
    values.put(OutputTables.USAGE_DATE.name(), provenance.day());
    values.put(Measures.METHOD_VERSION.name(), provenance.methodVersion());
    values.put(Measures.REFERENCE_VERSION.name(), provenance.referenceVersion());
    return RowFactory.create(columns.stream().map(values::get).toArray());
  }
}

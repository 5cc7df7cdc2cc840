package org.wattledger.marts;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/**
 * Names the input whose range widens the bounds of an amount most, over all energy of a row. Where
 * two are equally wide the first of meter, pue, grid factor is named.
 */
final class DominantInput {

  private DominantInput() {}

  static Dataset<Row> named(Dataset<Row> rows) {
    return rows.withColumns(
        Map.of(
            Measures.LOCATION_DOMINANT_INPUT.name(),
            widest(Measures.LOCATION_EMISSIONS_GCO2E, AttributedTables.LOCATION_SPREAD_WH.column()),
            Measures.MARKET_DOMINANT_INPUT.name(),
            widest(Measures.MARKET_EMISSIONS_GCO2E, AttributedTables.MARKET_SPREAD_WH.column()),
            Measures.MARGINAL_DOMINANT_INPUT.name(),
            widest(Measures.MARGINAL_EMISSIONS_GCO2E, AttributedTables.MARGINAL_SPREAD_WH.column()),
            Measures.UPSTREAM_DOMINANT_INPUT.name(),
            widest(Measures.UPSTREAM_EMISSIONS_GCO2E, lit(0.0)),
            Measures.EMBODIED_DOMINANT_INPUT.name(),
            when(
                Measures.EMBODIED_HIGH_EMISSIONS_GCO2E
                    .column()
                    .gt(Measures.EMBODIED_LOW_EMISSIONS_GCO2E.column()),
                lit("hardware"))));
  }

  private static Column widest(Field emissions, Column factorSpreadWh) {
    Column meter = AttributedTables.METER_SPREAD_WH.column();
    Column pue = AttributedTables.PUE_SPREAD_WH.column();
    Column most = greatest(meter, pue, factorSpreadWh);
    return when(emissions.column().isNull().or(most.leq(0)), lit(null))
        .when(meter.equalTo(most), lit("meter"))
        .when(pue.equalTo(most), lit("pue"))
        .when(factorSpreadWh.equalTo(most), lit("grid factor"));
  }
}

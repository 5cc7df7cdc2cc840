package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.REQUESTS;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/** The largest consumers of a published day, read back from its Parquet files. */
public final class DayOverview {

  /**
   * A model or a team; also the rows {@code (idle)} and {@code (unattributed)}.
   *
   * @param energyMj all ledger energy booked to it
   * @param locationEmissionsG empty: unknown
   */
  public record Consumer(
      String name, long energyMj, long requests, OptionalDouble locationEmissionsG) {}

  private static final List<Field> LEDGER =
      List.of(ACTIVE_ENERGY_MJ, IDLE_ENERGY_MJ, PROVISIONED_IDLE_ENERGY_MJ, UNATTRIBUTED_ENERGY_MJ);

  private final SparkSession session;
  private final Path warehouse;

  DayOverview(SparkSession session, Path warehouse) {
    this.session = session;
    this.warehouse = warehouse;
  }

  public List<Consumer> topModels(LocalDate day, int limit) {
    return top(OutputTables.MODEL_DAILY, OutputTables.MODEL_ID, day, limit);
  }

  public List<Consumer> topTeams(LocalDate day, int limit) {
    return top(OutputTables.TEAM_DAILY, OutputTables.TEAM_ID, day, limit);
  }

  private List<Consumer> top(Table table, Field name, LocalDate day, int limit) {
    Column energyMj =
        LEDGER.stream()
            .map(field -> coalesce(field.column(), lit(0L)))
            .reduce(Column::plus)
            .orElseThrow();
    return session
        .read()
        .schema(table.schema())
        .parquet(SparkPath.of(warehouse.resolve(table.name()).resolve("dt=" + day)))
        .groupBy(name.column())
        .agg(sum(energyMj), sum(REQUESTS.column()), sum(LOCATION_EMISSIONS_GCO2E.column()))
        .orderBy(sum(energyMj).desc(), name.column())
        .limit(limit)
        .collectAsList()
        .stream()
        .map(DayOverview::consumer)
        .toList();
  }

  private static Consumer consumer(Row row) {
    return new Consumer(
        row.getString(0),
        row.getLong(1),
        row.isNullAt(2) ? 0 : row.getLong(2),
        row.isNullAt(3) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(3)));
  }
}

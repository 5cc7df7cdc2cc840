package org.wattledger.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A query over published tables that somebody else's format asks for. It is stated once: DuckDB
 * reads it from {@code views.sql}, Spark runs it for an export.
 *
 * @param table name, grain and columns of what it yields
 * @param reads the published tables that the query names
 * @param query in the dialect that all engines share, but for {@link SqlDialect}
 */
public record PublishedView(Table table, List<Table> reads, String query) {

  /** One row per charge, in the columns of FOCUS 1.2 and ours behind {@code x_}. */
  public static final PublishedView FOCUS =
      of(FocusColumns.TABLE, List.of(OutputTables.TEAM_DAILY));

  /** The inventory by site and month: scope 2 by location and market, scope 3. */
  public static final PublishedView GHG =
      of(
          GhgColumns.INVENTORY,
          List.of(OutputTables.MODEL_DAILY, OutputTables.TRAINING_JOB, OutputTables.RESTATEMENT));

  /** What later runs changed of the inventory. */
  public static final PublishedView GHG_RESTATEMENTS =
      of(GhgColumns.RESTATEMENTS, List.of(OutputTables.RESTATEMENT));

  public static final List<PublishedView> ALL = List.of(FOCUS, GHG, GHG_RESTATEMENTS);

  public PublishedView {
    reads = List.copyOf(reads);
  }

  public String name() {
    return table.name();
  }

  public String sql(SqlDialect dialect) {
    return dialect.of(query);
  }

  private static PublishedView of(Table table, List<Table> reads) {
    return new PublishedView(table, reads, resource(table.name() + ".sql"));
  }

  /** A query that lies beside this class. */
  static String resource(String name) {
    try (InputStream in = PublishedView.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

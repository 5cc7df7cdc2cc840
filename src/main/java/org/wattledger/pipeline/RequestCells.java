package org.wattledger.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.attribution.BookedRequest;
import org.wattledger.attribution.RequestAmount;
import org.wattledger.physics.RequestWork;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** How each column of {@code request_footprint} is read off a booked request. */
final class RequestCells {

  /**
   * What stands in every row of the day.
   *
   * @param currencies of energy costs, by site
   */
  record Day(
      int epochDay,
      String methodVersion,
      String referenceVersion,
      HashMap<String, String> currencies)
      implements Serializable {}

  private static final Map<Field, RequestAmount> AMOUNTS =
      Map.ofEntries(
          Map.entry(Measures.IT_ENERGY_WH, RequestAmount.IT_ENERGY_WH),
          Map.entry(Measures.FACILITY_ENERGY_WH, RequestAmount.FACILITY_ENERGY_WH),
          Map.entry(Measures.LOCATION_EMISSIONS_GCO2E, RequestAmount.LOCATION_G),
          Map.entry(Measures.LOCATION_LOW_EMISSIONS_GCO2E, RequestAmount.LOCATION_LOW_G),
          Map.entry(Measures.LOCATION_HIGH_EMISSIONS_GCO2E, RequestAmount.LOCATION_HIGH_G),
          Map.entry(Measures.MARKET_EMISSIONS_GCO2E, RequestAmount.MARKET_G),
          Map.entry(Measures.MARGINAL_EMISSIONS_GCO2E, RequestAmount.MARGINAL_G),
          Map.entry(Measures.UPSTREAM_EMISSIONS_GCO2E, RequestAmount.UPSTREAM_G),
          Map.entry(Measures.EMBODIED_EMISSIONS_GCO2E, RequestAmount.EMBODIED_G),
          Map.entry(Measures.FLOOR_EMISSIONS_GCO2E, RequestAmount.FLOOR_G),
          Map.entry(Measures.CEILING_EMISSIONS_GCO2E, RequestAmount.CEILING_G),
          Map.entry(Measures.ONSITE_WATER_L, RequestAmount.ONSITE_WATER_L),
          Map.entry(Measures.OFFSITE_WATER_L, RequestAmount.OFFSITE_WATER_L),
          Map.entry(Measures.OFFSITE_WATER_WITHDRAWAL_L, RequestAmount.OFFSITE_WATER_WITHDRAWAL_L),
          Map.entry(Measures.ENERGY_COST, RequestAmount.COST));

  /** One column of one row. */
  interface Cell {
    boolean isPresent(ParquetRequestSink.Record row);

    void write(ParquetRequestSink.Record row, RecordConsumer into);
  }

  private static final Cell EMPTY =
      new Cell() {
        @Override
        public boolean isPresent(ParquetRequestSink.Record row) {
          return false;
        }

        @Override
        public void write(ParquetRequestSink.Record row, RecordConsumer into) {
          throw new IllegalStateException("An empty cell is never written");
        }
      };

  private RequestCells() {}

  /** Cells in the order of the names; a column that no stage fills yet is empty. */
  static List<Cell> of(String[] names, Day day) {
    Map<String, Cell> cells = new HashMap<>();
    keys(cells, day);
    counts(cells);
    energies(cells, day);
    put(cells, Measures.METHOD_VERSION, constant(day.methodVersion));
    put(cells, Measures.REFERENCE_VERSION, constant(day.referenceVersion));
    return Arrays.stream(names).map(name -> cells.getOrDefault(name, EMPTY)).toList();
  }

  private static void keys(Map<String, Cell> cells, Day day) {
    cells.put(OutputTables.USAGE_DATE.name(), integer(day.epochDay));
    for (Field field :
        List.of(
            CanonicalTables.REQUEST_ID,
            CanonicalTables.LOGICAL_REQUEST_ID,
            CanonicalTables.USER_KEY,
            CanonicalTables.WORKFLOW_ID)) {
      put(cells, field, text(row -> utf8(row.batch.text(field, row.row))));
    }
    put(cells, OutputTables.MODEL_ID, name(booked -> booked.modelId));
    put(cells, OutputTables.TEAM_ID, name(booked -> booked.teamId));
    put(cells, OutputTables.SITE_ID, name(booked -> booked.siteId));
    put(cells, OutputTables.POOL_ID, name(booked -> booked.poolId));
    put(cells, OutputTables.DEVICE_MODEL, name(booked -> booked.deviceModel));
    put(cells, CanonicalTables.OPERATION, name(booked -> booked.operation));
    put(cells, CanonicalTables.STATUS, name(booked -> booked.status));
    put(cells, CanonicalTables.STARTED_AT, number(row -> row.batch.startUs(row.row)));
    put(cells, CanonicalTables.ENDED_AT, number(RequestCells::endUs));
    put(cells, OutputTables.ENERGY_BASIS, name(booked -> booked.basis.name()));
    put(cells, OutputTables.IS_END_ESTIMATED, flag(booked -> booked.isEndEstimated));
    put(cells, OutputTables.IS_TOKENS_ESTIMATED, flag(booked -> booked.isTokensEstimated));
  }

  private static void counts(Map<String, Cell> cells) {
    put(cells, Measures.REQUESTS, number(row -> row.booked.isCounted ? 1 : 0));
    put(
        cells,
        Measures.FAILED_REQUESTS,
        number(row -> row.booked.isCounted && row.booked.isFailed ? 1 : 0));
    put(cells, CanonicalTables.PROMPT_TOKENS, tokens(booked -> booked.promptTokens));
    put(cells, CanonicalTables.CACHED_PROMPT_TOKENS, tokens(booked -> booked.cachedPromptTokens));
    put(cells, CanonicalTables.OUTPUT_TOKENS, tokens(booked -> booked.outputTokens));
  }

  private static void energies(Map<String, Cell> cells, Day day) {
    put(cells, Measures.ACTIVE_ENERGY_MJ, number(row -> row.booked.activeMj));
    put(cells, Measures.IDLE_ENERGY_MJ, number(row -> row.booked.idleMj));
    put(
        cells,
        Measures.HOST_ENERGY_MJ,
        new Nullable<Long>(
            row -> row.booked.isHostKnown ? row.booked.hostMj : null,
            (mj, into) -> into.addLong(mj)));
    put(
        cells,
        OutputTables.HOST_ENERGY_BASIS,
        name(booked -> booked.hostBasis == null ? null : booked.hostBasis.name()));
    AMOUNTS.forEach((field, amount) -> put(cells, field, amount(booked -> booked.amount(amount))));
    put(cells, Measures.MEASURED_RATIO, amount(BookedRequest::measuredRatio));
    cells.put(
        Measures.ENERGY_COST_CURRENCY.name(),
        name(booked -> booked.siteId == null ? null : day.currencies.get(booked.siteId)));
  }

  private static long endUs(ParquetRequestSink.Record row) {
    long logged = row.batch.endUs(row.row);
    return logged == RequestWork.NONE ? row.booked.endUs : logged;
  }

  private static void put(Map<String, Cell> cells, Field field, Cell cell) {
    cells.put(field.name(), cell);
  }

  private static Cell integer(int value) {
    return new Always((row, into) -> into.addInteger(value));
  }

  private static Cell constant(String value) {
    Binary binary = Binary.fromString(value);
    return new Always((row, into) -> into.addBinary(binary));
  }

  private static Cell number(ToLongFunction<ParquetRequestSink.Record> value) {
    return new Always((row, into) -> into.addLong(value.applyAsLong(row)));
  }

  private static Cell flag(Function<BookedRequest, Boolean> value) {
    return new Always((row, into) -> into.addBoolean(value.apply(row.booked)));
  }

  /**
   * Tokens are counted on the day the request ended, elsewhere they are 0; null: not in the log.
   */
  private static Cell tokens(ToLongFunction<BookedRequest> value) {
    return new Nullable<>(
        row -> {
          long tokens = row.booked.isCounted ? value.applyAsLong(row.booked) : 0;
          return tokens == RequestWork.NONE ? null : tokens;
        },
        (tokens, into) -> into.addLong(tokens));
  }

  private static Cell amount(ToDoubleFunction<BookedRequest> value) {
    return new Cell() {
      @Override
      public boolean isPresent(ParquetRequestSink.Record row) {
        return !Double.isNaN(value.applyAsDouble(row.booked));
      }

      @Override
      public void write(ParquetRequestSink.Record row, RecordConsumer into) {
        into.addDouble(value.applyAsDouble(row.booked));
      }
    };
  }

  /** Names recur from row to row, so their bytes are kept. */
  private static Cell name(Function<BookedRequest, String> value) {
    Map<String, Binary> known = new HashMap<>();
    return new Nullable<>(
        row -> {
          String name = value.apply(row.booked);
          return name == null ? null : known.computeIfAbsent(name, Binary::fromString);
        },
        (binary, into) -> into.addBinary(binary));
  }

  private static Cell text(Function<ParquetRequestSink.Record, Binary> value) {
    return new Nullable<>(value, (binary, into) -> into.addBinary(binary));
  }

  private static Binary utf8(UTF8String text) {
    return text == null ? null : Binary.fromConstantByteArray(text.getBytes());
  }

  private interface Writing<T> {
    void write(T value, RecordConsumer into);
  }

  private record Always(Writing<ParquetRequestSink.Record> writing) implements Cell {
    @Override
    public boolean isPresent(ParquetRequestSink.Record row) {
      return true;
    }

    @Override
    public void write(ParquetRequestSink.Record row, RecordConsumer into) {
      writing.write(row, into);
    }
  }

  private static final class Nullable<T> implements Cell {
    private final Function<ParquetRequestSink.Record, T> value;
    private final Writing<T> writing;
    private T current;

    Nullable(Function<ParquetRequestSink.Record, T> value, Writing<T> writing) {
      this.value = value;
      this.writing = writing;
    }

    @Override
    public boolean isPresent(ParquetRequestSink.Record row) {
      current = value.apply(row);
      return current != null;
    }

    @Override
    public void write(ParquetRequestSink.Record row, RecordConsumer into) {
      writing.write(current, into);
    }
  }
}

package org.wattledger.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.wattledger.attribution.BookedRequests;
import org.wattledger.attribution.RequestAmount;
import org.wattledger.attribution.RequestLabel;
import org.wattledger.columnfiles.BooleanColumn;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.DoubleColumn;
import org.wattledger.columnfiles.IntColumn;
import org.wattledger.columnfiles.LongColumn;
import org.wattledger.columnfiles.NameColumn;
import org.wattledger.columnfiles.TextColumn;
import org.wattledger.physics.RequestWork;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** Which column of {@code request_footprint} takes what from a batch of booked requests. */
final class RequestColumns {

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

  private static final Map<Field, RequestLabel> LABELS =
      Map.ofEntries(
          Map.entry(OutputTables.MODEL_ID, RequestLabel.MODEL_ID),
          Map.entry(OutputTables.TEAM_ID, RequestLabel.TEAM_ID),
          Map.entry(OutputTables.SITE_ID, RequestLabel.SITE_ID),
          Map.entry(OutputTables.POOL_ID, RequestLabel.POOL_ID),
          Map.entry(OutputTables.DEVICE_MODEL, RequestLabel.DEVICE_MODEL),
          Map.entry(CanonicalTables.OPERATION, RequestLabel.OPERATION),
          Map.entry(CanonicalTables.STATUS, RequestLabel.STATUS),
          Map.entry(OutputTables.ENERGY_BASIS, RequestLabel.ENERGY_BASIS),
          Map.entry(OutputTables.HOST_ENERGY_BASIS, RequestLabel.HOST_ENERGY_BASIS));

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

  /** The column that shows an amount. */
  static Field column(RequestAmount amount) {
    return AMOUNTS.entrySet().stream()
        .filter(entry -> entry.getValue() == amount)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Takes its part of a batch. */
  private interface Column {
    void append(BookedRequests booked);
  }

  private final ColumnFile file;
  private final List<Column> columns = new ArrayList<>();

  /** Takes the columns of a file; one that no stage fills yet stays empty. */
  RequestColumns(ColumnFile file, Day day) {
    this.file = file;
    keys(day);
    counts();
    energies(day);
    constant(Measures.METHOD_VERSION, day.methodVersion);
    constant(Measures.REFERENCE_VERSION, day.referenceVersion);
  }

  void append(BookedRequests booked) {
    columns.forEach(column -> column.append(booked));
  }

  private void keys(Day day) {
    IntColumn date = file.ints(OutputTables.USAGE_DATE.name(), Integer.MIN_VALUE);
    columns.add(booked -> date.append(day.epochDay, booked.size()));
    text(CanonicalTables.REQUEST_ID);
    text(CanonicalTables.LOGICAL_REQUEST_ID);
    text(CanonicalTables.USER_KEY);
    text(CanonicalTables.WORKFLOW_ID);
    LABELS.forEach((field, label) -> label(field, label, Function.identity()));
    longs(CanonicalTables.STARTED_AT, booked -> booked.startedAtUs);
    longs(CanonicalTables.ENDED_AT, booked -> booked.endedAtUs);
    flags(OutputTables.IS_END_ESTIMATED, booked -> booked.isEndEstimated);
    flags(OutputTables.IS_TOKENS_ESTIMATED, booked -> booked.isTokensEstimated);
  }

  private void counts() {
    longs(Measures.REQUESTS, booked -> booked.requests);
    longs(Measures.FAILED_REQUESTS, booked -> booked.failedRequests);
    longs(CanonicalTables.PROMPT_TOKENS, booked -> booked.promptTokens);
    longs(CanonicalTables.CACHED_PROMPT_TOKENS, booked -> booked.cachedPromptTokens);
    longs(CanonicalTables.OUTPUT_TOKENS, booked -> booked.outputTokens);
  }

  private void energies(Day day) {
    longs(Measures.ACTIVE_ENERGY_MJ, booked -> booked.activeMj);
    longs(Measures.IDLE_ENERGY_MJ, booked -> booked.idleMj);
    longs(Measures.HOST_ENERGY_MJ, booked -> booked.hostMj);
    AMOUNTS.forEach((field, amount) -> amounts(field, booked -> booked.amounts(amount)));
    amounts(Measures.MEASURED_RATIO, booked -> booked.measuredRatio);
    label(
        Measures.ENERGY_COST_CURRENCY,
        RequestLabel.SITE_ID,
        site -> site == null ? null : day.currencies.get(site));
  }

  private void longs(Field field, Function<BookedRequests, long[]> values) {
    LongColumn column = file.longs(field.name(), RequestWork.NONE);
    columns.add(booked -> column.append(values.apply(booked), booked.size()));
  }

  private void flags(Field field, Function<BookedRequests, boolean[]> values) {
    BooleanColumn column = file.booleans(field.name());
    columns.add(booked -> column.append(values.apply(booked), booked.size()));
  }

  private void amounts(Field field, Function<BookedRequests, double[]> values) {
    DoubleColumn column = file.doubles(field.name());
    columns.add(booked -> column.append(values.apply(booked), booked.size()));
  }

  private void constant(Field field, String value) {
    NameColumn column = file.names(field.name());
    int number = column.define(NumberedNames.utf8(value));
    columns.add(booked -> column.append(number, booked.size()));
  }

  private void label(Field field, RequestLabel label, Function<String, String> meaning) {
    NumberedNames column = new NumberedNames(file.names(field.name()));
    columns.add(
        booked -> {
          IntFunction<String> names = number -> meaning.apply(booked.label(label, number));
          column.append(booked.numbers(label), booked.size(), names);
        });
  }

  private void text(Field field) {
    TextColumn column = file.texts(field.name());
    BookedRequests.Texts texts =
        new BookedRequests.Texts() {
          @Override
          public void add(byte[] bytes, int offset, int length) {
            column.append(bytes, offset, length);
          }

          @Override
          public void beginNumbers() {
            column.beginNumbers();
          }

          @Override
          public boolean add(int number) {
            return column.append(number);
          }

          @Override
          public boolean lacks(int number) {
            return column.lacks(number);
          }

          @Override
          public void define(int[] numbers, byte[][] texts, int count) {
            column.define(numbers, texts, count);
          }

          @Override
          public void addNull() {
            column.appendNull();
          }
        };
    columns.add(booked -> booked.texts(field, texts));
  }
}

package org.wattledger.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page's script needs: all rows of all tables, and the numbers of the charts. */
final class PageData {

  /** Whole numbers above are no exact numbers in a browser; they go as text. */
  private static final long LARGEST_EXACT = 1L << 53;

  private PageData() {}

  static String of(ReportContents contents) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("zone", contents.scope().zone().getId());
    data.put("pageRows", TableMarkup.FIRST_ROWS);
    data.put("quantities", quantities());
    data.put("headline", headline(contents.headline()));
    data.put("flows", contents.flows().stream().map(PageData::flow).toList());
    Map<String, Object> tables = new LinkedHashMap<>();
    contents.tables().keySet().stream()
        .sorted()
        .forEach(id -> tables.put(id, table(contents.table(id))));
    data.put("tables", tables);
    return DataBlock.of(data);
  }

  private static Map<Quantity, Object> quantities() {
    Map<Quantity, Object> quantities = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      quantities.put(
          quantity,
          Map.of(
              "unit", quantity.shownUnit(),
              "exact", quantity.exactUnit(),
              "divisor", quantity.divisor(),
              "number", quantity.isNumber()));
    }
    return quantities;
  }

  private static Map<String, Object> headline(Headline headline) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("location", headline.locationG().best());
    numbers.put("low", headline.locationG().low());
    numbers.put("high", headline.locationG().high());
    numbers.put("floor", headline.floorG());
    numbers.put("ceiling", headline.ceilingG());
    return numbers;
  }

  private static List<Object> flow(Flow flow) {
    return List.of(flow.site(), flow.part().name(), flow.consumer(), cell(flow.energyMj()));
  }

  private static Map<String, Object> table(ReportTable table) {
    List<Integer> decimals = table.decimals();
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      TableColumn column = table.columns().get(i);
      columns.add(
          List.of(
              column.key(),
              column.label(),
              column.quantity(),
              decimals.get(i),
              column.isDetail() ? 1 : 0));
    }
    List<List<Object>> rows = new ArrayList<>(table.rows().size());
    for (List<Object> row : table.rows()) {
      List<Object> cells = new ArrayList<>(row.size());
      row.forEach(value -> cells.add(cell(value)));
      rows.add(cells);
    }
    return Map.of("columns", columns, "rows", rows);
  }

  private static Object cell(Object value) {
    return value instanceof Long whole && Math.abs(whole) > LARGEST_EXACT
        ? (Object) whole.toString()
        : value;
  }
}

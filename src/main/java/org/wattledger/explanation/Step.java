package org.wattledger.explanation;

import java.util.ArrayList;
import java.util.List;

/**
 * One step from inputs to a number.
 *
 * @param name short, the same in text and JSON
 * @param formula of the methodology page, or what was done in words
 * @param figures single values
 * @param table values that come in rows; null: none
 */
public record Step(String name, String formula, List<Figure> figures, Grid table) {

  public Step {
    figures = List.copyOf(figures);
  }

  /**
   * A value.
   *
   * @param value null: unknown
   * @param source table, version and source of a reference row, or file of a record; null: made by
   *     this or an earlier step
   */
  public record Figure(String name, Object value, String unit, String source) {}

  /** A column of a table; {@code unit}: empty for names. */
  public record Column(String name, String unit) {}

  /** Rows of cells in the order of the columns. */
  public record Grid(List<Column> columns, List<List<Object>> rows) {}

  /** A step that is being put together. */
  public static final class Builder {

    private final String name;
    private final String formula;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();

    public Builder(String name, String formula) {
      this.name = name;
      this.formula = formula;
    }

    public Builder figure(String what, Object value, String unit) {
      return figure(what, value, unit, null);
    }

    public Builder figure(String what, Object value, String unit, String source) {
      figures.add(new Figure(what, known(value), unit, source));
      return this;
    }

    public Builder column(String what, String unit) {
      columns.add(new Column(what, unit));
      return this;
    }

    /** Cells in the order of the columns. */
    public Builder row(Object... cells) {
      List<Object> row = new ArrayList<>();
      for (Object cell : cells) {
        row.add(known(cell));
      }
      rows.add(row);
      return this;
    }

    public Step build() {
      return new Step(name, formula, figures, columns.isEmpty() ? null : new Grid(columns, rows));
    }

    /** What is unknown is null in a table and NaN in arithmetic. */
    private static Object known(Object value) {
      return value instanceof Double number && number.isNaN() ? null : value;
    }
  }
}

package org.wattledger.schema;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/** One column of one table: its name, type, unit and meaning stand here and nowhere else. */
public record Field(String name, DataType type, boolean nullable, Unit unit, String doc) {

  public static Field text(String name, String doc) {
    return new Field(name, DataTypes.StringType, true, Unit.NONE, doc);
  }

  public static Field count(String name, String doc) {
    return new Field(name, DataTypes.LongType, true, Unit.COUNT, doc);
  }

  public static Field tokens(String name, String doc) {
    return new Field(name, DataTypes.LongType, true, Unit.TOKENS, doc);
  }

  public static Field millijoules(String name, String doc) {
    return new Field(name, DataTypes.LongType, true, Unit.MILLIJOULES, doc);
  }

  public static Field amount(String name, Unit unit, String doc) {
    return new Field(name, DataTypes.DoubleType, true, unit, doc);
  }

  public static Field instant(String name, String doc) {
    return new Field(name, DataTypes.TimestampType, true, Unit.INSTANT, doc);
  }

  public static Field date(String name, String doc) {
    return new Field(name, DataTypes.DateType, true, Unit.DATE, doc);
  }

  public static Field flag(String name, String doc) {
    return new Field(name, DataTypes.BooleanType, true, Unit.NONE, doc);
  }

  /** The same field in a place where it must not be null. */
  public Field required() {
    return new Field(name, type, false, unit, doc);
  }

  public Column column() {
    return functions.col(name);
  }

  /** Meaning and unit in one line, as catalogues show them. */
  String comment() {
    return unit.symbol().isEmpty() ? doc : doc + " [" + unit.symbol() + "]";
  }

  StructField structField() {
    return new StructField(
        name, type, nullable, new MetadataBuilder().putString("comment", comment()).build());
  }
}

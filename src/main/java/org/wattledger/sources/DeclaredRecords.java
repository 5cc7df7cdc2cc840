package org.wattledger.sources;

import java.util.List;
import org.apache.hadoop.io.Text;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.json.CreateJacksonParser;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonParser;
import org.apache.spark.sql.catalyst.util.FailureSafeParser;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whole JSON records parsed by Spark under a declared schema, which may hold arrays and maps. A
 * record that does not fit it is kept as text in its last column.
 */
final class DeclaredRecords {

  private final FailureSafeParser<Text> parser;
  private final InternalRow none;

  DeclaredRecords(StructType declared, JSONOptions options) {
    JacksonParser jackson =
        new JacksonParser(declared, options, true, ExpressionTrees.scalaSeq(List.<Filter>of()));
    this.parser =
        new FailureSafeParser<>(
            record ->
                jackson.parse(
                    record,
                    (factory, text) -> CreateJacksonParser.text(factory, text),
                    text -> UTF8String.fromBytes(text.getBytes(), 0, text.getLength())),
            options.parseMode(),
            schema(declared),
            RawRecords.MALFORMED_TEXT);
    this.none = new GenericInternalRow(declared.size() + 1);
  }

  /** The declared columns, then the text of a record that does not fit them. */
  static StructType schema(StructType declared) {
    return declared.add(RawRecords.MALFORMED_TEXT, DataTypes.StringType);
  }

  /** The record that is read, whose first cell is itself; without values if it is none. */
  InternalRow row(JsonParts records) {
    UTF8String text = records.text(0);
    if (text == null) {
      return none;
    }
    scala.collection.Iterator<InternalRow> rows = parser.parse(new Text(text.getBytes()));
    return rows.hasNext() ? rows.next() : none;
  }
}

package org.wattledger.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.RecordDigest;

/**
 * The digest of a refused record: the first 64 bits of a SHA-256 over its canonical values as text,
 * hexadecimal. The user id stays out: its unkeyed digest could be guessed.
 */
public final class RefusalDigest {

  private static final byte SEPARATOR = 0x1f;
  private static final byte NO_VALUE = 0;

  private final RecordDigest digest = new RecordDigest();
  private final TimestampFormatter instants =
      TimestampFormatter.getFractionFormatter(ZoneOffset.UTC);

  /** As UTF-8; of a record that does not parse, the digest of its text. */
  public byte[] of(RecordColumns batch, int row) {
    UTF8String malformed = batch.malformedDigest(row);
    if (malformed != null) {
      return malformed.getBytes();
    }
    boolean isFirst = true;
    for (Field field : batch.table().fields()) {
      if (field.equals(CanonicalTables.USER_ID)) {
        continue;
      }
      if (!isFirst) {
        digest.add(SEPARATOR);
      }
      isFirst = false;
      add(batch, field, row);
    }
    return digest.digits();
  }

  private void add(RecordColumns batch, Field field, int row) {
    if (field.type().equals(DataTypes.StringType)) {
      UTF8String text = batch.texts(field).text(row);
      if (text == null) {
        digest.add(NO_VALUE);
      } else {
        add(text.getBytes());
      }
      return;
    }
    if (field.type().equals(DataTypes.DoubleType)) {
      double amount = batch.doubles(field).values()[row];
      if (Double.isNaN(amount)) {
        digest.add(NO_VALUE);
      } else {
        add(Double.toString(amount).getBytes(UTF_8));
      }
      return;
    }
    long value = batch.longs(field).values()[row];
    if (value == LongCells.ABSENT) {
      digest.add(NO_VALUE);
    } else {
      boolean isInstant = field.type().equals(DataTypes.TimestampType);
      add((isInstant ? instants.format(value) : Long.toString(value)).getBytes(UTF_8));
    }
  }

  private void add(byte[] bytes) {
    digest.add(bytes, bytes.length);
  }
}

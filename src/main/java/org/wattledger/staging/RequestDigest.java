package org.wattledger.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RequestColumns;

/**
 * The digest of a refused request: the first 64 bits of a SHA-256 over its canonical values as
 * text, hexadecimal. The user id stays out: its unkeyed digest could be guessed.
 */
public final class RequestDigest {

  private static final byte SEPARATOR = 0x1f;
  private static final byte NO_VALUE = 0;
  private static final int DIGEST_BYTES = 8;

  private final MessageDigest sha256;
  private final TimestampFormatter instants =
      TimestampFormatter.getFractionFormatter(ZoneOffset.UTC);

  public RequestDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  /** As UTF-8; of a record that does not parse, the digest of its text. */
  public byte[] of(RequestColumns batch, int row) {
    UTF8String malformed = batch.malformedDigest(row);
    if (malformed != null) {
      return malformed.getBytes();
    }
    boolean isFirst = true;
    for (Field field : CanonicalTables.REQUESTS.fields()) {
      if (field.equals(CanonicalTables.USER_ID)) {
        continue;
      }
      if (!isFirst) {
        sha256.update(SEPARATOR);
      }
      isFirst = false;
      add(batch, field, row);
    }
    String digits = HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  private void add(RequestColumns batch, Field field, int row) {
    if (field.type().equals(DataTypes.StringType)) {
      UTF8String text = batch.texts(field).text(row);
      if (text == null) {
        sha256.update(NO_VALUE);
      } else {
        sha256.update(text.getBytes());
      }
      return;
    }
    long value = batch.longs(field).values()[row];
    if (value == LongCells.ABSENT) {
      sha256.update(NO_VALUE);
    } else {
      boolean isInstant = field.type().equals(DataTypes.TimestampType);
      sha256.update((isInstant ? instants.format(value) : Long.toString(value)).getBytes(UTF_8));
    }
  }
}

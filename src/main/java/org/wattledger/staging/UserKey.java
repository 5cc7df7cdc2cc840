package org.wattledger.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.CanonicalTables;

/**
 * Turns a user id into its HMAC-SHA-256 under the site's key, hexadecimal.
 *
 * <p>This is a function of its own rather than an expression of Spark, which has no HMAC and would
 * need the key as a literal: literals stand in plans, and plans in logs, event files and error
 * messages. Here the key travels only inside the serialised function.
 */
public final class UserKey implements UDF1<String, String> {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  static final int MIN_KEY_BYTES = 32;

  private final byte[] key;
  private transient Mac mac;

  private UserKey(byte[] key) {
    this.key = key.clone();
  }

  /**
   * The function for one source.
   *
   * @param key the site's key, if it has one
   * @return empty if the source maps no user ids
   * @throws UserKeyMissing if it does and the key is missing or shorter than 32 bytes
   */
  public static Optional<UserKey> of(SourceConfig source, Optional<byte[]> key) {
    if (!source.columns().containsKey(CanonicalTables.USER_ID.name())) {
      return Optional.empty();
    }
    byte[] bytes = key.orElse(new byte[0]);
    if (bytes.length < MIN_KEY_BYTES) {
      throw new UserKeyMissing(source.name(), bytes.length);
    }
    return Optional.of(new UserKey(bytes));
  }

  Column of(Column userId) {
    return functions.udf(this, DataTypes.StringType).apply(userId);
  }

  @Override
  public synchronized String call(String userId) throws GeneralSecurityException {
    if (userId == null) {
      return null;
    }
    if (mac == null) {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    }
    return HexFormat.of().formatHex(mac.doFinal(userId.getBytes(UTF_8)));
  }

  @Override
  public String toString() {
    return "UserKey";
  }
}

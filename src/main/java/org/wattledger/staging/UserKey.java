package org.wattledger.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.sources.TextRule;

/**
 * Turns a user id into its HMAC-SHA-256 under the site's key, hexadecimal, after the id of that key
 * if it has one.
 *
 * <p>No expression of Spark's, which would need the key as a literal: literals stand in plans, and
 * plans in logs, event files and error messages. Here the key travels only inside the serialised
 * function.
 */
public final class UserKey implements TextRule {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  static final int MIN_KEY_BYTES = 32;

  private final byte[] key;
  private final String before;
  private transient Mac mac;

  private UserKey(PrivacyConfig privacy) {
    this.key = privacy.userKeyBytes();
    this.before = privacy.userKeyId().map(id -> id + PrivacyConfig.AFTER_ID).orElse("");
  }

  /**
   * The function for one source.
   *
   * @param privacy with the site's key, if it has one
   * @return empty if the source maps no user ids
   * @throws UserKeyMissing if it does and the key is missing or shorter than 32 bytes
   */
  public static Optional<UserKey> of(SourceConfig source, PrivacyConfig privacy) {
    if (!source.columns().containsKey(CanonicalTables.USER_ID.name())) {
      return Optional.empty();
    }
    int bytes = privacy.userKeyBytes().length;
    if (bytes < MIN_KEY_BYTES) {
      throw new UserKeyMissing("Source \"%s\" maps user_id".formatted(source.name()), bytes);
    }
    return Optional.of(new UserKey(privacy));
  }

  /**
   * The key of one user, as the tables have it.
   *
   * @throws UserKeyMissing if the site's key is missing or shorter than 32 bytes
   */
  public static String ofUser(String userId, PrivacyConfig privacy) {
    int bytes = privacy.userKeyBytes().length;
    if (bytes < MIN_KEY_BYTES) {
      throw new UserKeyMissing("A user is to be found", bytes);
    }
    return new UserKey(privacy).of(UTF8String.fromString(userId)).toString();
  }

  @Override
  public synchronized UTF8String of(UTF8String userId) {
    try {
      if (mac == null) {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
    }
    // Bytes that are no UTF-8 become the replacement character, as in every text of Java's.
    byte[] digest = mac.doFinal(userId.toString().getBytes(UTF_8));
    return UTF8String.fromString(before + HexFormat.of().formatHex(digest));
  }

  @Override
  public String toString() {
    return "UserKey";
  }
}

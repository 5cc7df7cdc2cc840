package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.lit;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.staging.UserKey;
import org.wattledger.staging.UserKeyMissing;

/** Which user keys are to be erased. */
public final class ErasedKeys {

  private static final Pattern USER_KEY =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,31}:)?[0-9a-f]{64}");

  private static final String WITHOUT_ID = "(none)";

  private final UnaryOperator<Column> matches;

  private ErasedKeys(UnaryOperator<Column> matches) {
    this.matches = matches;
  }

  /**
   * One user, by the key that stands in the tables.
   *
   * @throws RunFailure USAGE if that is no such key; the text is not repeated, it may be an id
   */
  public static ErasedKeys ofKey(String userKey) {
    if (!USER_KEY.matcher(userKey).matches()) {
      throw new RunFailure(
          ExitCode.USAGE,
          "what was given is no user key, which is 64 hexadecimal digits, after the id of the HMAC"
              + " key and a colon if it has one",
          "copy it from request_footprint.user_key, or give the raw id with --user-from-stdin");
    }
    return new ErasedKeys(column -> column.equalTo(userKey));
  }

  /**
   * One user, by the raw id, under the HMAC key in use.
   *
   * @throws RunFailure SECURITY if there is no such key or it is too short
   */
  public static ErasedKeys ofUser(String userId, PrivacyConfig privacy) {
    if (userId.isEmpty()) {
      throw new RunFailure(
          ExitCode.USAGE, "no user id came from standard input", "give one id as a single line");
    }
    try {
      return ofKey(UserKey.ofUser(userId, privacy));
    } catch (UserKeyMissing e) {
      throw RunFailure.of(e);
    }
  }

  /**
   * All users, as far as their keys were made under one HMAC key.
   *
   * @param id of that key; {@code (none)}: keys from before there were ids
   */
  public static ErasedKeys ofKeyId(String id) {
    if (id.equals(WITHOUT_ID)) {
      return new ErasedKeys(
          column ->
              column.contains(Character.toString(PrivacyConfig.AFTER_ID)).equalTo(lit(false)));
    }
    if (!PrivacyConfig.isKeyId(id)) {
      throw new RunFailure(
          ExitCode.USAGE,
          "'%s' is no id of an HMAC key".formatted(ShownText.of(id)),
          "give the former value of privacy.user-key-id, or (none) for keys without an id");
    }
    return new ErasedKeys(column -> column.startsWith(id + PrivacyConfig.AFTER_ID));
  }

  /** True, false, or null for a null key. */
  Column of(Column userKey) {
    return matches.apply(userKey);
  }
}

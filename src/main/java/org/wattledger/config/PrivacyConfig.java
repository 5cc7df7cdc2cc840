package org.wattledger.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How people are protected.
 *
 * @param userKey key of the HMAC that turns a user id into a user key; empty: user keys stay null
 * @param userKeyId stands before each user key, so that keys of a retired HMAC key can be told from
 *     others; empty: nothing does
 * @param minTeamUsers distinct users below which a team loses its name in what leaves the house
 */
public record PrivacyConfig(
    Optional<Secret> userKey, Optional<String> userKeyId, long minTeamUsers) {

  /** No user key is ever made. */
  public static final PrivacyConfig NONE = new PrivacyConfig(Optional.empty(), Optional.empty(), 1);

  /** Between the id of an HMAC key and the key of a user. */
  public static final char AFTER_ID = ':';

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  /** An HMAC key without an id. */
  public static PrivacyConfig withKey(String userKey) {
    return new PrivacyConfig(Optional.of(Secret.of(userKey)), Optional.empty(), 1);
  }

  /** Whether an HMAC key may be called so. */
  public static boolean isKeyId(String id) {
    return ID.matcher(id).matches();
  }

  /** The HMAC key as HMAC takes it; nothing if there is none. */
  public byte[] userKeyBytes() {
    return userKey
        .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
        .orElse(new byte[0]);
  }

  static void requireUsers(double users) {
    if (users < 1 || users != Math.rint(users)) {
      throw new IllegalArgumentException("expects a whole number, 1 or more; 1 folds no team");
    }
  }
}

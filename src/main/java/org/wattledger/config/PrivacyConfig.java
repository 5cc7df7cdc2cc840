package org.wattledger.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How people are protected.
 *
 * @param userKey key of the HMAC that turns a user id into a user key; empty: user keys stay null
 * @param minTeamUsers distinct users below which a team loses its name in what leaves the house
 */
public record PrivacyConfig(Optional<Secret> userKey, long minTeamUsers) {

  /** The key as HMAC takes it. */
  public Optional<byte[]> userKeyBytes() {
    return userKey.map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8));
  }

  static void requireUsers(double users) {
    if (users < 1 || users != Math.rint(users)) {
      throw new IllegalArgumentException("expects a whole number, 1 or more; 1 folds no team");
    }
  }
}

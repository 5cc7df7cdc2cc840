package org.wattledger.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How people are protected.
 *
 * @param userKey key of the HMAC that turns a user id into a user key; empty: user keys stay null
 */
public record PrivacyConfig(Optional<Secret> userKey) {

  /** The key as HMAC takes it. */
  public Optional<byte[]> userKeyBytes() {
    return userKey.map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}

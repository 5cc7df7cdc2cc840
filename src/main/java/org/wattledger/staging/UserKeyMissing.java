package org.wattledger.staging;

/** A source maps user ids, but there is no key good enough to hide them. */
public final class UserKeyMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserKeyMissing(String what, int keyBytes) {
    super(
        ("%s, but privacy.user-key has %d bytes and %d are needed. Set it"
                + " (for instance through WATTLEDGER_USER_KEY), or leave user_id out of the mapping.")
            .formatted(what, keyBytes, UserKey.MIN_KEY_BYTES));
  }
}

package org.wattledger.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of texts: values under a telling name, credentials inside addresses, and any
 * repetition of a secret value elsewhere.
 */
final class Redaction {

  private static final Pattern TELLING_NAME =
      Pattern.compile("key|password|passwd|passphrase|secret|token|credential");
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

  /** Shorter values (a flag, a port) would mask innocent text wherever they occur. */
  private static final int SHORTEST_REPEATED = 8;

  private final List<String> secrets = new ArrayList<>();

  static Redaction none() {
    return new Redaction();
  }

  /**
   * Knows the values of all telling names in a configuration, the user's own variables included.
   */
  static Redaction of(ConfigObject root) {
    Redaction redaction = new Redaction();
    redaction.collect(root, false);
    return redaction;
  }

  /** Names of token counts are telling too, but only where columns are mapped; not here. */
  static boolean isSecret(String name) {
    return TELLING_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  static String withoutUserInfo(String address) {
    return USER_INFO.matcher(address).replaceAll("://" + Secret.MASK + "@");
  }

  String text(String text) {
    String redacted = withoutUserInfo(text);
    for (String secret : secrets) {
      redacted = redacted.replace(secret, Secret.MASK);
    }
    return redacted;
  }

  private void collect(ConfigValue value, boolean secret) {
    if (value instanceof ConfigObject object) {
      for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
        if (!entry.getKey().equals("columns")) {
          collect(entry.getValue(), secret || isSecret(entry.getKey()));
        }
      }
    } else if (value instanceof Collection<?> list) {
      list.forEach(element -> collect((ConfigValue) element, secret));
    } else if (secret && value.unwrapped() instanceof String text) {
      add(text);
    }
  }

  private void add(String text) {
    if (text.length() >= SHORTEST_REPEATED) {
      secrets.add(text);
    }
  }
}

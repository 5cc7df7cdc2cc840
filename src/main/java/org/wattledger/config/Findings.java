package org.wattledger.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Gathers what is wrong while the configuration is read, so that all of it is told at once. */
final class Findings {

  private static final int LONGEST_VALUE = 80;

  /** A parser quotes what it read; only single characters of that are safe to repeat. */
  private static final Pattern QUOTED = Pattern.compile("'[^']{2,}'|\"[^\"]{2,}\"");

  private static final Pattern RENDERED = Pattern.compile("(Simple)?Config(String|Object|Int).*");

  private final List<ConfigProblem> problems = new ArrayList<>();
  private Redaction redaction = Redaction.none();

  /** From now on values are shown with these secrets masked. */
  void redactWith(Redaction known) {
    redaction = known;
  }

  /** A wrong value: it is shown, unless its name tells that it is a secret. */
  void wrong(String key, ConfigValue value, String remedy) {
    problems.add(new ConfigProblem(Origins.text(value.origin()), key, shown(key, value), remedy));
  }

  /** Something wrong whose value must not or cannot be shown. */
  void wrong(String key, ConfigOrigin origin, String remedy) {
    wrong(key, Origins.text(origin), remedy);
  }

  void wrong(String key, String origin, String remedy) {
    problems.add(new ConfigProblem(origin, key, "", remedy));
  }

  /** Text that is no HOCON, a file that cannot be read, or a variable that is not set. */
  void unreadable(String fallbackOrigin, ConfigException exception) {
    ConfigOrigin origin = exception.origin();
    wrong("", origin == null ? fallbackOrigin : Origins.text(origin), safeMessage(exception));
  }

  /** An argument that is no HOCON: its parser knows no better origin. */
  void unreadableArgument(String argument, ConfigException exception) {
    wrong("", argument, safeMessage(exception));
  }

  private String safeMessage(ConfigException exception) {
    ConfigOrigin origin = exception.origin();
    String message = String.valueOf(exception.getMessage());
    if (origin != null && message.startsWith(origin.description() + ": ")) {
      message = message.substring(origin.description().length() + 2);
    }
    String unquoted = QUOTED.matcher(message).replaceAll("'...'");
    return redaction.text(RENDERED.matcher(unquoted).replaceAll("..."));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** The value, if nothing wrong has been found up to here; else null, for a later throw. */
  <T> T ifNone(Supplier<T> value) {
    return problems.isEmpty() ? value.get() : null;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigProblems(problems);
    }
  }

  private String shown(String key, ConfigValue value) {
    if (!key.contains(".columns.") && Redaction.isSecret(key)) {
      return Secret.MASK;
    }
    String text = redaction.text(value.render(ConfigRenderOptions.concise()));
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }
}

package org.wattledger.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One object of the configuration, read key by key. What is wrong becomes a finding, not an
 * exception; the value is then null. A key that nobody asked for is a finding too.
 */
final class Section {

  private final ConfigObject object;
  private final String path;
  private final Findings findings;

  /** False for the stand-in of an object that is missing or something else. */
  private final boolean isPresent;

  private final Set<String> known = new LinkedHashSet<>();

  Section(ConfigObject object, String path, Findings findings) {
    this(object, path, findings, true);
  }

  private Section(ConfigObject object, String path, Findings findings, boolean isPresent) {
    this.isPresent = isPresent;
    this.object = object;
    this.path = path;
    this.findings = findings;
  }

  ConfigObject object() {
    return object;
  }

  boolean isPresent() {
    return isPresent;
  }

  String path(String key) {
    return path + "." + key;
  }

  <T> T required(String key, Reading<T> reading) {
    Optional<ConfigValue> value = find(key);
    if (value.isEmpty() && isPresent) {
      findings.wrong(path(key), object.origin(), "is missing");
    }
    return value.map(found -> read(key, found, reading)).orElse(null);
  }

  <T> Optional<T> optional(String key, Reading<T> reading) {
    return find(key).map(found -> read(key, found, reading));
  }

  /** The object under a key. If there is none, that is one finding, not one for each key in it. */
  Section section(String key) {
    Optional<ConfigValue> value = find(key);
    if (value.isPresent() && value.get() instanceof ConfigObject found) {
      return new Section(found, path(key), findings);
    }
    value.ifPresent(other -> refuse(path(key), other, "{ ... }"));
    if (value.isEmpty() && isPresent) {
      findings.wrong(path(key), object.origin(), "is missing; write { }");
    }
    return new Section(ConfigFactory.empty().root(), path(key), findings, false);
  }

  /** The objects in the list under a key. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    Optional<ConfigValue> value = find(key);
    if (value.isPresent() && value.get() instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        String element = path(key) + "[" + i + "]";
        if (list.get(i) instanceof ConfigObject found) {
          sections.add(new Section(found, element, findings));
        } else {
          refuse(element, list.get(i), "{ ... }");
        }
      }
    } else {
      value.ifPresent(other -> refuse(path(key), other, "a list, [ { ... } ]"));
    }
    return sections;
  }

  /** The single values in the list under a key. */
  List<String> texts(String key, Reading<String> reading) {
    List<String> texts = new ArrayList<>();
    Optional<ConfigValue> value = find(key);
    if (value.isPresent() && value.get() instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        String text = read(key + "[" + i + "]", list.get(i), reading);
        Optional.ofNullable(text).ifPresent(texts::add);
      }
    } else {
      value.ifPresent(other -> refuse(path(key), other, "a list, [ ... ]"));
    }
    return texts;
  }

  /** Every key that was not asked for is a mistake. */
  void refuseUnknownKeys() {
    object.keySet().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(
            key ->
                findings.wrong(
                    path(key),
                    object.get(key).origin(),
                    "unknown key; " + Suggestion.text(key, known)));
  }

  private void refuse(String key, ConfigValue value, String expected) {
    findings.wrong(key, value.origin(), "expects " + expected + ", not " + kind(value.valueType()));
  }

  private Optional<ConfigValue> find(String key) {
    known.add(key);
    return Optional.ofNullable(object.get(key))
        .filter(value -> value.valueType() != ConfigValueType.NULL);
  }

  private <T> T read(String key, ConfigValue value, Reading<T> reading) {
    try {
      return reading.of(value);
    } catch (IllegalArgumentException e) {
      findings.wrong(path(key), value, e.getMessage());
      return null;
    }
  }

  private static String kind(ConfigValueType type) {
    return switch (type) {
      case OBJECT -> "an object";
      case LIST -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
    };
  }
}

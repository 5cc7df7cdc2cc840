package org.wattledger.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lays the sources of the configuration over each other, strongest first: {@code --set} arguments
 * (the last one wins), the file, presets under the sources that name them, {@code reference.conf};
 * the environment serves substitutions only. Every value keeps its origin.
 */
final class ConfigLayers {

  static final String ROOT = "wattledger";
  static final List<String> SOURCE_KINDS =
      List.of("requests", "telemetry", "placements", "training");

  /** These begin HOCON syntax; all else is taken literally, so that s3://x is no comment. */
  private static final Pattern HOCON = Pattern.compile("(\\[|\\{|\"|\\$\\{).*|null");

  private static final Config SOURCE_DEFAULTS =
      ConfigFactory.parseString(
          "{ zone = UTC, epoch = \"1970-01-01T00:00:00Z\", offset = 0 ms, options {}, columns {} }",
          ConfigParseOptions.defaults().setOriginDescription("default"));

  private final Findings findings;
  private final Presets presets;
  private final Set<String> unusablePresets = new HashSet<>();
  private Redaction redaction = Redaction.none();

  ConfigLayers(Path presetDirectory, Findings findings) {
    this.findings = findings;
    this.presets = new Presets(presetDirectory, optionsFor("a preset"));
  }

  /**
   * The object under {@code wattledger}, resolved.
   *
   * @throws ConfigProblems if a text is no HOCON or a substitution has no value; what else is wrong
   *     goes to the findings
   */
  ConfigObject effective(Optional<Path> file, List<String> sets, Map<String, String> environment) {
    ConfigObject variables = variables(environment);
    redactWith(variables);

    Config layers = ConfigFactory.empty();
    for (String set : sets) {
      layers = argument(set).withFallback(layers);
    }
    layers = layers.withFallback(file.map(this::parsed).orElse(ConfigFactory.empty()));
    layers =
        layers.withFallback(
            ConfigFactory.parseResources(
                ConfigLayers.class.getClassLoader(),
                "reference.conf",
                optionsFor("reference.conf")));
    Config resolved = resolved(layers.withFallback(variables));
    redactWith(resolved.root());
    return withPresets(resolved).getObject(ROOT);
  }

  /** Presets that are named but could not be read; a finding says so. */
  Set<String> unusablePresets() {
    return unusablePresets;
  }

  /** What must not be shown, the user's own variables included. */
  Redaction redaction() {
    return redaction;
  }

  private ConfigParseOptions optionsFor(String origin) {
    return ConfigParseOptions.defaults()
        .setSyntax(ConfigSyntax.CONF)
        .setAllowMissing(false)
        .setIncluder(new LocalIncludes(origin, findings));
  }

  private void redactWith(ConfigObject known) {
    redaction = Redaction.of(known);
    findings.redactWith(redaction);
  }

  private static ConfigObject variables(Map<String, String> environment) {
    Map<String, ConfigValue> variables = new HashMap<>();
    environment.forEach(
        (name, value) ->
            variables.put(
                name, ConfigValueFactory.fromAnyRef(value, "environment variable " + name)));
    return ConfigValueFactory.fromMap(variables, "environment");
  }

  private Config parsed(Path file) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      findings.wrong(
          "", file.toString(), "is no file; name an existing one, such as conf/nightly.conf");
      return ConfigFactory.empty();
    }
    try {
      Config config = ConfigFactory.parseFile(file.toFile(), optionsFor(file.toString()));
      refuseWithoutRoot(file, config.root());
      return config;
    } catch (ConfigException e) {
      findings.unreadable(file.toString(), e);
      return ConfigFactory.empty();
    }
  }

  /** Other roots are the user's variables, so a mistyped root would go unnoticed. */
  private void refuseWithoutRoot(Path file, ConfigObject root) {
    root.keySet().stream()
        .filter(key -> !key.equals(ROOT) && Suggestion.isNear(key, ROOT))
        .forEach(key -> findings.wrong(key, root.get(key).origin(), "did you mean " + ROOT + "?"));
    if (!root.isEmpty() && !root.containsKey(ROOT)) {
      findings.wrong(
          "", file.toString(), "has no " + ROOT + " { ... }; settings stand inside that object");
    }
  }

  private Config argument(String set) {
    int equals = set.indexOf('=');
    String path = equals < 0 ? "" : set.substring(0, equals).strip();
    if (path.isEmpty()) {
      findings.wrong("", "--set", "expects path=value, for example attribution.slot=2s");
      return ConfigFactory.empty();
    }
    try {
      List<String> keys = new ArrayList<>(ConfigUtil.splitPath(path));
      if (!keys.get(0).equals(ROOT)) {
        keys.add(0, ROOT);
      }
      return nested(keys, value(path, set.substring(equals + 1).strip()), "--set " + path);
    } catch (ConfigException e) {
      findings.unreadableArgument("--set " + path, e);
      return ConfigFactory.empty();
    }
  }

  private static Config nested(List<String> keys, ConfigValue value, String origin) {
    ConfigValue nested = value;
    for (int i = keys.size() - 1; i >= 0; i--) {
      nested = ConfigValueFactory.fromMap(Map.of(keys.get(i), nested), origin);
    }
    return ((ConfigObject) nested).toConfig();
  }

  private ConfigValue value(String path, String text) {
    String origin = "--set " + path;
    if (!HOCON.matcher(text).matches()) {
      return ConfigValueFactory.fromAnyRef(text, origin);
    }
    return ConfigFactory.parseString(
            "value = " + text, optionsFor(origin).setOriginDescription(origin))
        .root()
        .get("value");
  }

  private Config resolved(Config layers) {
    try {
      Config resolved = layers.resolve(ConfigResolveOptions.noSystem());
      if (resolved.root().get(ROOT) instanceof ConfigObject) {
        return resolved;
      }
      findings.wrong(ROOT, resolved.root().get(ROOT).origin(), "expects { ... }");
    } catch (ConfigException e) {
      findings.unreadable("configuration", e);
    }
    findings.throwIfAny();
    throw new IllegalStateException("unresolved, but nothing found wrong");
  }

  private Config withPresets(Config root) {
    Config expanded = root;
    if (!(root.getObject(ROOT).get("sources") instanceof ConfigObject sources)) {
      return root;
    }
    for (String kind : SOURCE_KINDS) {
      if (sources.get(kind) instanceof ConfigList list) {
        String path = ROOT + ".sources." + kind;
        List<ConfigValue> elements = new ArrayList<>();
        for (ConfigValue element : list) {
          elements.add(expanded(path + "[" + elements.size() + "]", element));
        }
        expanded =
            expanded.withValue(
                path, ConfigValueFactory.fromIterable(elements).withOrigin(list.origin()));
      }
    }
    return expanded;
  }

  private ConfigValue expanded(String path, ConfigValue element) {
    if (!(element instanceof ConfigObject source)) {
      return element;
    }
    ConfigValue preset = source.get("preset");
    if (preset == null || preset.valueType() == ConfigValueType.NULL) {
      return source.withFallback(SOURCE_DEFAULTS);
    }
    return source.withFallback(preset(path, preset)).withFallback(SOURCE_DEFAULTS);
  }

  private ConfigObject preset(String path, ConfigValue value) {
    String name = String.valueOf(value.unwrapped());
    try {
      Optional<ConfigObject> found = presets.find(name);
      if (found.isEmpty()) {
        unusablePresets.add(name);
        findings.wrong(
            path + ".preset", value, "unknown preset; " + Suggestion.text(name, presets.names()));
      }
      return found.orElse(ConfigFactory.empty().root());
    } catch (ConfigException e) {
      findings.unreadable("preset " + name, e);
      unusablePresets.add(name);
      return ConfigFactory.empty().root();
    }
  }
}

package org.wattledger.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The effective configuration as lines of text: each value, redacted, with its origin. */
public final class ShowConfig {

  private final Redaction redaction;
  private final List<String> lines = new ArrayList<>();

  private ShowConfig(Redaction redaction) {
    this.redaction = redaction;
  }

  /**
   * Lines {@code key = value # origin}, sorted by key, presets applied.
   *
   * @throws ConfigProblems if the configuration is not valid: under a mistyped name a secret could
   *     not be told from other values
   */
  public static String text(
      Optional<Path> file, List<String> sets, Map<String, String> environment) {
    return text(file, sets, environment, ConfigReader.PRESET_DIRECTORY);
  }

  /** Whether an argument {@code path=value} gives a value to a key that tells of a secret. */
  public static boolean holdsSecret(String set) {
    int equals = set.indexOf('=');
    return equals > 0
        && !set.contains("${")
        && !set.substring(0, equals).contains(".columns.")
        && Redaction.isSecret(set.substring(0, equals));
  }

  /** Masks what the configuration keeps secret in any text that repeats it. */
  public static UnaryOperator<String> redaction(
      Optional<Path> file, List<String> sets, Map<String, String> environment) {
    ConfigLayers layers = new ConfigLayers(ConfigReader.PRESET_DIRECTORY, new Findings());
    layers.effective(file, sets, environment);
    return layers.redaction()::text;
  }

  static String text(
      Optional<Path> file,
      List<String> sets,
      Map<String, String> environment,
      Path presetDirectory) {
    ConfigReader.read(file, sets, environment, presetDirectory);
    ConfigLayers layers = new ConfigLayers(presetDirectory, new Findings());
    ConfigObject effective = layers.effective(file, sets, environment);
    ShowConfig show = new ShowConfig(layers.redaction());
    show.add(ConfigLayers.ROOT, effective, false);
    return String.join("\n", show.lines) + "\n";
  }

  private void add(String path, ConfigValue value, boolean secret) {
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
        boolean column = path.endsWith(".columns");
        boolean telling = !column && Redaction.isSecret(entry.getKey());
        add(path + "." + entry.getKey(), entry.getValue(), secret || telling);
      }
    } else if (value instanceof ConfigList list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        add(path + "[" + i + "]", list.get(i), secret);
      }
    } else {
      lines.add(
          "%s = %s  # %s".formatted(path, shown(value, secret), Origins.text(value.origin())));
    }
  }

  private String shown(ConfigValue value, boolean secret) {
    return secret ? Secret.MASK : redaction.text(value.render(ConfigRenderOptions.concise()));
  }
}

package org.wattledger.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mappings under a name: the body of a source without name and path, one file each. A directory is
 * searched first, then the presets in the jar.
 */
final class Presets {

  private static final String SUFFIX = ".conf";
  private static final String RESOURCES = "presets/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private final Path directory;
  private final ConfigParseOptions options;

  Presets(Path directory, ConfigParseOptions options) {
    this.directory = directory;
    this.options = options.setAllowMissing(false);
  }

  /**
   * The preset of that name; empty if there is none.
   *
   * @throws ConfigException if its file cannot be read
   */
  Optional<ConfigObject> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path file = directory.resolve(name + SUFFIX);
    String resource = RESOURCES + name + SUFFIX;
    if (Files.isRegularFile(file)) {
      return Optional.of(resolved(ConfigFactory.parseFile(file.toFile(), options)));
    }
    if (Presets.class.getClassLoader().getResource(resource) != null) {
      return Optional.of(
          resolved(
              ConfigFactory.parseResources(Presets.class.getClassLoader(), resource, options)));
    }
    return Optional.empty();
  }

  /** Names of all presets, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    try {
      addNamesIn(directory, names);
      for (URL shipped : Collections.list(Presets.class.getClassLoader().getResources(RESOURCES))) {
        addShipped(shipped, names);
      }
    } catch (IOException | URISyntaxException e) {
      // The list only decorates a message; what could be listed is better than another failure.
      return names;
    }
    return names;
  }

  private static ConfigObject resolved(Config preset) {
    return preset.resolve(ConfigResolveOptions.noSystem()).root();
  }

  private static void addShipped(URL shipped, Set<String> names)
      throws IOException, URISyntaxException {
    if (shipped.openConnection() instanceof JarURLConnection jar) {
      jar.getJarFile().stream()
          .map(entry -> entry.getName())
          .filter(entry -> entry.startsWith(RESOURCES))
          .forEach(entry -> addName(entry.substring(RESOURCES.length()), names));
    } else {
      addNamesIn(Path.of(new URI(shipped.toString())), names);
    }
  }

  private static void addNamesIn(Path directory, Set<String> names) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        files.forEach(file -> addName(file.getFileName().toString(), names));
      }
    }
  }

  private static void addName(String file, Set<String> names) {
    if (file.endsWith(SUFFIX)) {
      names.add(file.substring(0, file.length() - SUFFIX.length()));
    }
  }
}

package org.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PresetsTest {

  @TempDir Path directory;
  private Presets presets;

  @BeforeEach
  void aDirectoryWithOnePreset() throws IOException {
    Files.writeString(directory.resolve("own.conf"), "format = csv");
    presets = new Presets(directory, ConfigParseOptions.defaults());
  }

  @Test
  void aPresetIsFoundInTheDirectoryElseInTheJar() {
    assertThat(presets.find("own").orElseThrow().toConfig().getString("format")).isEqualTo("csv");
    assertThat(presets.find("fixture-meters").orElseThrow().toConfig().getString("format"))
        .isEqualTo("json");
    assertThat(presets.names()).contains("own", "fixture-meters");
  }

  @Test
  void theDirectoryWinsOverTheJar() throws IOException {
    Files.writeString(directory.resolve("fixture-meters.conf"), "format = parquet");

    assertThat(presets.find("fixture-meters").orElseThrow().toConfig().getString("format"))
        .isEqualTo("parquet");
  }

  @Test
  void everyShippedPresetStandsInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("docs", "sources.md"));

    assertThat(new Presets(Path.of("conf", "presets"), ConfigParseOptions.defaults()).names())
        .filteredOn(name -> !name.equals("fixture-meters"))
        .hasSizeGreaterThan(13)
        .allMatch(name -> page.contains("| `" + name + "` |"));
  }

  @Test
  void aNameThatLeadsElsewhereFindsNothing() throws IOException {
    Path inner = Files.createDirectory(directory.resolve("inner"));

    assertThat(new Presets(inner, ConfigParseOptions.defaults()).find("../own")).isEmpty();
    assertThat(presets.find("")).isEmpty();
  }
}

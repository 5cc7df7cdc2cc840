package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir private Path directory;

  @Test
  void theTokensOfAPathStandForTheDay() throws IOException {
    Path first = file("logs/2026-11-21/a.jsonl");
    Path second = file("logs/2026-11-21/b.jsonl");
    file("logs/2026-11-20/a.jsonl");
    file("logs/2026-11-21/a.txt");

    assertThat(SourceFiles.of(directory + "/logs/{date}/*.jsonl", DAY))
        .containsExactly(first, second);
    assertThat(SourceFiles.of(directory + "/logs/{yyyy}-{MM}-{dd}/a.*", DAY)).hasSize(2);
  }

  @Test
  void anHourStandsForAllHoursOfTheDay() throws IOException {
    file("m/20261121T00.csv");
    file("m/20261121T23.csv");

    assertThat(SourceFiles.of(directory + "/m/{yyyy}{MM}{dd}T{HH}.csv", DAY)).hasSize(2);
  }

  @Test
  void aPathWithoutWildcardIsOneFileAndAnAbsentDirectoryIsNone() throws IOException {
    Path file = file("fleet.csv");

    assertThat(SourceFiles.of(file.toString(), DAY)).containsExactly(file);
    assertThat(SourceFiles.of(directory + "/absent/{date}/*.csv", DAY)).isEmpty();
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    DurableFiles.write(file, "row");
    return file;
  }
}

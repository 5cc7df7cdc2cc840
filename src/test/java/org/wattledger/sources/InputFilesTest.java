package org.wattledger.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @TempDir Path folder;

  @Test
  void filesOfTheDayAndItsNeighboursAreFoundOnceAndSorted() throws IOException {
    for (String name :
        List.of("2026-02-27.csv", "2026-02-28.csv", "2026-03-01.csv", "2026-03-02.csv")) {
      touch(name);
    }
    assertThat(names("{date}.csv"))
        .containsExactly("2026-02-28.csv", "2026-03-01.csv", "2026-03-02.csv");
    assertThat(files("{date}.csv").files())
        .filteredOn(InputFile::ofDay)
        .extracting(InputFile::name)
        .containsExactly("2026-03-01.csv");
  }

  @Test
  void hourTokensStandForEveryHour() throws IOException {
    touch("2026/03/01/00/a.json.gz");
    touch("2026/03/01/23/a.json.gz");
    touch("2026/02/28/23/a.json.gz");
    assertThat(names("{yyyy}/{MM}/{dd}/{HH}/*.gz"))
        .containsExactly(
            "2026/02/28/23/a.json.gz", "2026/03/01/00/a.json.gz", "2026/03/01/23/a.json.gz");
  }

  @Test
  void foldersAreSearchedButHiddenFilesAreNot() throws IOException {
    touch("day=2026-03-01/part-0.parquet");
    touch("day=2026-03-01/_SUCCESS");
    touch("day=2026-03-01/.part-0.parquet.crc");
    touch("day=2026-03-01/_temporary/0/part-1.parquet");
    assertThat(names("day={date}")).containsExactly("day=2026-03-01/part-0.parquet");
  }

  @Test
  void aCopyInProgressIsNoFileYet() throws IOException {
    touch("logs/2026-03-01.csv");
    touch("logs/2026-03-01-b.csv._COPYING_");
    assertThat(names("logs")).containsExactly("logs/2026-03-01.csv");
  }

  /** In a URI these folders are longer than they are: files of one name must stay apart. */
  @Test
  void foldersWithBlanksAndPercentSignsKeepTheirFilesApart() throws IOException {
    touch("a b % c d/x/1.csv");
    touch("a b % c d/y/1.csv");
    touch("a b % c d/_temporary/1.csv");
    assertThat(names("a b % c d/*")).containsExactly("x/1.csv", "y/1.csv");
  }

  @Test
  void aPathWithoutTokensIsAlwaysOfTheDay() throws IOException {
    touch("placements.csv");
    assertThat(files("placements.csv").files()).allMatch(InputFile::ofDay);
    assertThat(names("placements.csv")).containsExactly("placements.csv");
  }

  @Test
  void aDayWithoutFilesIsMissingEvenIfItsNeighboursAreThere() throws IOException {
    touch("2026-02-28.csv");
    assertThatThrownBy(() -> files("{date}.csv"))
        .isInstanceOf(InputMissing.class)
        .hasMessageContaining("\"log\"")
        .hasMessageContaining("2026-03-01.csv");
  }

  @Test
  void relativePathsAreShownAsConfigured() {
    InputFiles files =
        InputFiles.of(
            TestSource.requests("csv", Path.of("src/../pom*.xml")).config(),
            DAY,
            new Configuration());
    assertThat(files.files()).extracting(InputFile::name).containsExactly("src/../pom.xml");
    assertThat(files.rootUri()).startsWith("file:/").doesNotContain("..");
  }

  private List<String> names(String pattern) {
    return files(pattern).files().stream().map(InputFile::name).toList();
  }

  private InputFiles files(String pattern) {
    return InputFiles.of(
        TestSource.requests("csv", folder.resolve(pattern)).config(), DAY, new Configuration());
  }

  private void touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }
}

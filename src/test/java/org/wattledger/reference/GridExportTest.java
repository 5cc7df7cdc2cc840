package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridExportTest {

  private static final Path REAL = Path.of("../shared/real/grid-hourly-2024");
  private static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");

  private static final String HEADER =
      "Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO₂eq/kWh (direct),"
          + "Carbon Intensity gCO₂eq/kWh (LCA),Low Carbon Percentage,Data Source,Data Estimated,"
          + "Data Estimation Method\r\n";
  private static final String THREE_HOURS =
      """
      2024-01-01 00:00:00,Nowhere,North,XX-N,10.5,20.25,90.1, a.example; b.example,false,\r
      2024-01-01 01:00:00,Nowhere,North,XX-N,0,15,91.0,a.example,true,MODE\r
      2024-01-01 02:00:00,Nowhere,North,XX-N,,,,a.example,false,\r
      """;

  @TempDir Path directory;

  @Test
  void theChosenIntensityIsTakenByZoneAndHour() {
    GridTable lifecycle = load(HEADER + THREE_HOURS, FactorBasis.LIFECYCLE).grid();
    GridTable direct = load(HEADER + THREE_HOURS, FactorBasis.DIRECT).grid();

    GridFactor first = lifecycle.at("XX-N", NEW_YEAR).orElseThrow();
    assertThat(first.location().best()).hasValue(20.25);
    assertThat(first.factorBasis()).isEqualTo(FactorBasis.LIFECYCLE);
    assertThat(first.rung()).isEqualTo(GridRung.HOUR);
    assertThat(first.isEstimated()).isFalse();
    assertThat(first.source()).contains("Electricity Maps (ODbL), life cycle");
    assertThat(direct.at("XX-N", NEW_YEAR).orElseThrow().location().best()).hasValue(10.5);
  }

  @Test
  void anEstimatedHourAndAZeroAreKeptAsSuch() {
    GridFactor second =
        load(HEADER + THREE_HOURS, FactorBasis.DIRECT)
            .grid()
            .at("XX-N", NEW_YEAR.plusSeconds(3_600))
            .orElseThrow();

    assertThat(second.isEstimated()).isTrue();
    assertThat(second.location().best()).hasValue(0);
  }

  @Test
  void anEmptyIntensityIsMissingAndTheLastHourEnds() {
    GridTable grid = load(HEADER + THREE_HOURS, FactorBasis.DIRECT).grid();

    assertThat(grid.at("XX-N", NEW_YEAR.plusSeconds(7_200)).orElseThrow().location().best())
        .isEmpty();
    assertThat(grid.at("XX-N", NEW_YEAR.plusSeconds(10_800))).isEmpty();
  }

  @Test
  void renamedColumnsAndOffsetsAreUnderstood() {
    String renamed =
        "Zone id,Datetime (UTC),Carbon intensity gCO₂eq/kWh (Life cycle),Data estimated\n"
            + "XX-N,2024-01-01T00:00:00Z,33,false\n"
            + "XX-N,2024-01-01 01:00:00+00:00,34,true\n";

    GridTable grid = load(renamed, FactorBasis.LIFECYCLE).grid();

    assertThat(grid.at("XX-N", NEW_YEAR).orElseThrow().location().best()).hasValue(33);
    assertThat(grid.at("XX-N", NEW_YEAR.plusSeconds(3_600)).orElseThrow().location().best())
        .hasValue(34);
  }

  @Test
  void aCadenceThatChangesInsideTheFileDoesNotOverlap() {
    String mixed =
        "Zone id,Datetime (UTC),Carbon intensity gCO2eq/kWh (direct),Data estimated\n"
            + "XX-N,2024-01-01 00:00:00,1,false\n"
            + "XX-N,2024-01-01 01:00:00,2,false\n"
            + "XX-N,2024-01-01 01:30:00,3,false\n";

    GridTable grid = load(mixed, FactorBasis.DIRECT).grid();

    assertThat(grid.at("XX-N", NEW_YEAR.plusSeconds(3_600 + 1_799)).orElseThrow())
        .satisfies(factor -> assertThat(factor.location().best()).hasValue(2));
    assertThat(grid.at("XX-N", NEW_YEAR.plusSeconds(3_600 + 1_800)).orElseThrow())
        .satisfies(factor -> assertThat(factor.location().best()).hasValue(3));
  }

  @Test
  void aDirectExportKeepsItsLifecycleIntensityBesideIt() {
    GridTable direct = load(HEADER + THREE_HOURS, FactorBasis.DIRECT).grid();
    GridTable lifecycle = load(HEADER + THREE_HOURS, FactorBasis.LIFECYCLE).grid();

    assertThat(direct.at("XX-N", NEW_YEAR).orElseThrow().lifecycleGco2ePerKwh()).hasValue(20.25);
    assertThat(lifecycle.at("XX-N", NEW_YEAR).orElseThrow().lifecycleGco2ePerKwh()).isEmpty();
  }

  @Test
  void rowsAreAsLongAsTheTimeToTheNextAndBeforeAHoleAsTheRowBefore() {
    String quarters =
        "Zone id,Datetime (UTC),Carbon intensity gCO2eq/kWh (direct),Data estimated\n"
            + "XX-N,2024-02-29 23:00:00,1,false\n"
            + "XX-N,2024-02-29 23:30:00,2,false\n"
            + "XX-N,2024-02-29 23:45:00,3,false\n"
            + "XX-N,2024-03-01 02:00:00,4,false\n";
    Instant leapDay = Instant.parse("2024-02-29T23:00:00Z");

    GridTable grid = load(quarters, FactorBasis.DIRECT).grid();

    // 1 x 1/2 + 2 x 1/4 + 3 x 1/4 = 1.75
    assertThat(grid.over("XX-N", leapDay, leapDay.plusSeconds(3_600)).orElseThrow())
        .satisfies(factor -> assertThat(factor.location().best()).hasValue(1.75));
    assertThat(grid.finestMinutes("XX-N", leapDay, leapDay.plusSeconds(3_600))).isEqualTo(15);
    assertThat(grid.at("XX-N", leapDay.plusSeconds(3_600))).as("a hole").isEmpty();
    Instant last = Instant.parse("2024-03-01T02:00:00Z");
    assertThat(grid.at("XX-N", last.plusSeconds(15 * 60 - 1))).isPresent();
    assertThat(grid.at("XX-N", last.plusSeconds(15 * 60))).isEmpty();
  }

  @Test
  void missingQuartersStayMissingAndACoarserCadenceIsNoHole() {
    String lines =
        "Zone id,Datetime (UTC),Carbon intensity gCO2eq/kWh (direct),Data estimated\n"
            + "XX-N,2024-02-29 20:30:00,1,false\n"
            + "XX-N,2024-02-29 20:45:00,2,false\n"
            + "XX-N,2024-02-29 21:00:00,3,false\n" // 21:15 to 21:45 are missing
            + "XX-N,2024-02-29 22:00:00,4,false\n"
            + "XX-N,2024-02-29 22:15:00,5,false\n"
            + "XX-N,2024-02-29 22:30:00,6,false\n" // from here on by the hour
            + "XX-N,2024-02-29 23:30:00,7,false\n"
            + "XX-N,2024-03-01 00:30:00,8,false\n";
    Instant nine = Instant.parse("2024-02-29T21:00:00Z");

    GridTable grid = load(lines, FactorBasis.DIRECT).grid();

    assertThat(grid.at("XX-N", nine.plusSeconds(15 * 60 - 1))).isPresent();
    assertThat(grid.at("XX-N", nine.plusSeconds(15 * 60))).as("a hole").isEmpty();
    assertThat(grid.at("XX-N", nine.plusSeconds(60 * 60 - 1))).as("a hole").isEmpty();
    Instant halfPastTen = Instant.parse("2024-02-29T22:30:00Z");
    assertThat(grid.at("XX-N", halfPastTen.plusSeconds(59 * 60)).orElseThrow())
        .satisfies(factor -> assertThat(factor.location().best()).hasValue(6));
  }

  @Test
  void rowsOfLessThanFiveMinutesAreRefused() {
    String minutely =
        "Zone id,Datetime (UTC),Carbon intensity gCO2eq/kWh (direct),Data estimated\n"
            + "XX-N,2024-01-01 00:00:00,1,false\nXX-N,2024-01-01 00:01:00,2,false\n";

    assertThatThrownBy(() -> load(minutely, FactorBasis.DIRECT))
        .hasMessageContaining("export.csv:2: time")
        .hasMessageContaining("whole minutes, 5 or more");
  }

  @Test
  void exportsAreNamedByPathOrGlob() throws IOException {
    Files.createDirectories(directory.resolve("in"));
    Files.writeString(directory.resolve("in/a_hourly.csv"), HEADER + THREE_HOURS);
    Files.writeString(
        directory.resolve("in/b_hourly.csv"), HEADER + THREE_HOURS.replace("XX-N", "XX-S"));
    Files.writeString(directory.resolve("in/notes.csv"), "no export");

    GridTable grid = ReferenceCatalog.load(exports("in/*_hourly.csv", "in/a_hourly.csv")).grid();

    assertThat(grid.at("XX-N", NEW_YEAR).orElseThrow().location().best()).hasValue(10.5);
    assertThat(grid.at("XX-S", NEW_YEAR).orElseThrow().lifecycleGco2ePerKwh()).hasValue(20.25);
    assertThatThrownBy(() -> ReferenceCatalog.load(exports("in/*.parquet", "none/*.csv")))
        .isInstanceOf(ReferenceProblems.class)
        .hasMessageStartingWith("2 problem(s)")
        .hasMessageContaining("reference.grid-exports: no file matches")
        .hasMessageContaining("in/*.parquet");
    assertThatThrownBy(() -> ReferenceCatalog.load(exports("in/none.csv")))
        .hasMessageContaining("in/none.csv: cannot be read");
  }

  private ReferenceSource exports(String... globs) {
    return new ReferenceSource(
        Optional.empty(),
        Map.of(),
        Stream.of(globs).map(glob -> directory + "/" + glob).toList(),
        FactorBasis.DIRECT);
  }

  @Test
  void theHoursOfAZoneComeFromTheExportAloneAndItsYearStays() throws IOException {
    Path file =
        Files.writeString(directory.resolve("SE.csv"), HEADER + THREE_HOURS.replace("XX-N", "SE"));
    Reference reference =
        ReferenceCatalog.load(
            ReferenceSource.shipped(), List.of(new GridExport(file, FactorBasis.DIRECT)));

    assertThat(reference.grid().at("SE", NEW_YEAR).orElseThrow().rung()).isEqualTo(GridRung.HOUR);
    assertThat(reference.grid().at("SE", NEW_YEAR.plusSeconds(86_400)).orElseThrow().rung())
        .isEqualTo(GridRung.YEAR);
    assertThat(reference.version()).matches(".*,exports=[0-9a-f]{12}");
    assertThat(reference.files()).anyMatch(read -> read.version().equals("export"));
  }

  @Test
  void anotherUnitARepeatedHourAndABadLineAreRefusedTogether() {
    String poundsPerMegawattHour = HEADER.replace("gCO₂eq/kWh (direct)", "lbs/MWh (direct)");
    assertThatThrownBy(() -> load(poundsPerMegawattHour + THREE_HOURS, FactorBasis.DIRECT))
        .isInstanceOf(ReferenceProblems.class)
        .hasMessageContaining("0 columns look like a carbon intensity in gCO2e/kWh, direct");

    String broken =
        HEADER
            + THREE_HOURS
            + "2024-01-01 01:00:00,Nowhere,North,XX-N,5,5,,a,false,\r\n"
            + "yesterday,Nowhere,North,XX-N,5,5,,a,false,\r\n"
            + "2024-01-01 03:00:00,Nowhere,North,XX-N,9000,5,,a,false,\r\n"
            + "2024-01-01 04:00:00,Nowh";
    assertThatThrownBy(() -> load(broken, FactorBasis.DIRECT))
        .isInstanceOf(ReferenceProblems.class)
        .hasMessageStartingWith("4 problem(s)")
        .hasMessageContaining("export.csv:5: time = 'XX-N 2024-01-01T01:00:00Z': occurs twice")
        .hasMessageContaining("export.csv:6: time = 'yesterday'")
        .hasMessageContaining("export.csv:7: carbon intensity = '9000'")
        .hasMessageContaining("export.csv:8: line = '2': cut short");
  }

  @Test
  void aDailyExportIsRefused() {
    String daily =
        "Zone id,Datetime (UTC),Carbon intensity gCO2eq/kWh (direct),Data estimated\n"
            + "XX-N,2024-01-01 00:00:00,1,false\nXX-N,2024-01-02 00:00:00,2,false\n";

    assertThatThrownBy(() -> load(daily, FactorBasis.DIRECT)).hasMessageContaining("not hourly");
  }

  @Test
  void aMissingFileIsRefused() {
    GridExport export = new GridExport(directory.resolve("none.csv"), FactorBasis.DIRECT);

    assertThatThrownBy(() -> ReferenceCatalog.load(ReferenceSource.shipped(), List.of(export)))
        .isInstanceOf(ReferenceProblems.class)
        .hasMessageContaining("none.csv: cannot be read");
  }

  @Test
  void theRealExportsGiveEveryHourOf2024() throws IOException {
    assumeTrue(Files.isDirectory(REAL), "no real grid exports in " + REAL);
    List<GridExport> exports;
    try (Stream<Path> files = Files.list(REAL)) {
      exports = files.sorted().map(path -> new GridExport(path, FactorBasis.LIFECYCLE)).toList();
    }
    ProblemLog problems = new ProblemLog();

    for (GridExport export : exports) {
      List<GridRow> rows = export.rows(export.file(problems).orElseThrow(), problems);
      assertThat(rows)
          .as(export.path().toString())
          .hasSize(8_784)
          .noneMatch(row -> Double.isNaN(row.figure(GridFigure.LOCATION)));
    }
    problems.throwIfAny();
    assertThat(exports).hasSize(8);
    GridTable grid = ReferenceCatalog.load(ReferenceSource.shipped(), exports).grid();
    assertThat(grid.at("GB", NEW_YEAR).orElseThrow().location().best()).hasValue(96.44);
    assertThat(grid.at("IN-WE", NEW_YEAR).orElseThrow().isEstimated()).isTrue();
    Instant leapDay = Instant.parse("2024-02-29T23:00:00Z");
    assertThat(grid.over("GB", leapDay, leapDay.plusSeconds(3_600)))
        .isEqualTo(grid.at("GB", leapDay));
  }

  @Test
  void theRealExportsAreFoundByAGlobAndGiveBothIntensities() {
    assumeTrue(Files.isDirectory(REAL), "no real grid exports in " + REAL);
    ReferenceSource source =
        new ReferenceSource(
            Optional.empty(), Map.of(), List.of(REAL + "/US-TEX*_hourly.csv"), FactorBasis.DIRECT);

    GridFactor first =
        ReferenceCatalog.load(source).grid().at("US-TEX-ERCO", NEW_YEAR).orElseThrow();

    assertThat(first.location().best()).hasValue(342.95);
    assertThat(first.lifecycleGco2ePerKwh()).hasValue(401.96);
  }

  private Reference load(String text, FactorBasis basis) {
    try {
      Path file = Files.writeString(directory.resolve("export.csv"), text);
      return ReferenceCatalog.load(ReferenceSource.shipped(), List.of(new GridExport(file, basis)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

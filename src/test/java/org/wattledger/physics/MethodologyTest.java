package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/methodology.md and the classes of physics tell the same story, with the same numbers. */
class MethodologyTest {

  private static final Path SOURCES = Path.of("src/main/java/org/wattledger/physics");
  private static final Path PAGE = Path.of("docs/methodology.md");

  /** They have a section, whichever package they live in. */
  private static final Set<String> KERNELS =
      Set.of("RequestWork", "Occupancy", "AttributionCurve", "Pools");

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(?m)^public (?:abstract |final |sealed )*(?:class|record|interface|enum) ");
  private static final Pattern TITLE = Pattern.compile("(?m)^## (\\d+)\\. (.*)$");
  private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]\\w+)`");
  private static final Pattern ANCHOR = Pattern.compile("methodology\\s+section\\s+(\\d+)\\)");

  /** What each section that names a class must tell. */
  private static final List<String> PARTS =
      List.of(
          "**What.**",
          "**Formula.**",
          "**Inputs.**",
          "**Assumption.**",
          "**Example.**",
          "**Source.**",
          "**Limits.**");

  @Test
  void everyPublicClassOfPhysicsIsCited() {
    String page = read(PAGE);

    for (String type : publicTypes()) {
      assertThat(page).as("docs/methodology.md must cite the class").contains("`" + type + "`");
    }
  }

  @Test
  void everyClassInATitleExists() {
    Set<String> known = new TreeSet<>(publicTypes());
    known.addAll(KERNELS);

    assertThat(known).containsAll(sectionOfClass().keySet());
    assertThat(sectionOfClass()).containsKeys(KERNELS.toArray(String[]::new));
  }

  @Test
  void classesPointToTheirOwnSection() {
    for (String type : publicTypes()) {
      Matcher anchor = ANCHOR.matcher(read(SOURCES.resolve(type + ".java")).replace("\n *", ""));
      Integer section = sectionOfClass().get(type);
      if (section != null && !KERNELS.contains(type)) {
        assertThat(anchor.find()).as("%s names its section", type).isTrue();
        assertThat(Integer.parseInt(anchor.group(1))).as("section of %s", type).isEqualTo(section);
      }
    }
  }

  @Test
  void sectionsAreNumberedInOrderAndCompleteWhereTheyNameAClass() {
    String page = read(PAGE);
    List<MatchResult> titles = TITLE.matcher(page).results().toList();

    for (int i = 0; i < titles.size(); i++) {
      MatchResult title = titles.get(i);
      assertThat(title.group(1)).isEqualTo(String.valueOf(i + 1));
      if (CLASS_NAME.matcher(title.group(2)).find()) {
        int end = i + 1 < titles.size() ? titles.get(i + 1).start() : page.length();
        assertThat(page.substring(title.start(), end)).as(title.group()).contains(PARTS);
      }
    }
  }

  @Test
  void theExamplesOfMetersAreWhatTheCodeYields() {
    MeterBounds rated = new MeterBounds(50, 400);
    long tenSecondsUs = 10_000_000;
    EnergyCounter.Step clipped = EnergyCounter.step(tenSecondsUs, 1_000_000, 6_000_000, rated);
    EnergyCounter.Step reset = EnergyCounter.step(tenSecondsUs, 100_000_000, 2_000_000, rated);
    double watts = UtilizationPower.watts(0.4, rated);

    documented("bound %s mJ.", EnergyCounter.boundMj(tenSecondsUs, 400));
    documented("%s mJ booked, %s mJ clipped.", clipped.energyMj(), clipped.clippedMj());
    documented("a reset, %s mJ booked.", reset.energyMj());
    documented(
        "300 W and, a second later, 400 W: %s mJ.", PowerIntegral.trapezoidMj(1_000_000, 300, 400));
    documented(
        "is %s W; over 10 s %s mJ.",
        Math.round(watts), PowerIntegral.trapezoidMj(tenSecondsUs, watts, watts));
    documented("The device consumed %s mJ.", threeBases().curve().at(Long.MAX_VALUE));
  }

  @Test
  void theExamplesOfSharesAreWhatTheCodeYields() {
    EnergyCurve curve = EnergyCurve.of(new long[] {0, 3}, new long[] {0, 10}, new byte[] {0});
    long floorMj = IdleSplit.floorMj(250_000, 44, 1_000_000);
    long dynamicMj = IdleSplit.dynamicMj(250_000, 44, 1_000_000);
    long busyNj = IdleSplit.busyNanojoules(dynamicMj, (1L << 48) - 1, -1L);
    ProportionalShare.Shares shares = ProportionalShare.of(100, new long[] {1, 1, 1});

    documented(
        "10 mJ over three slots: %s, %s and %s mJ.",
        curve.energyMj(0, 1), curve.energyMj(1, 2), curve.energyMj(2, 3));
    documented("floor %s mJ, dynamic %s mJ.", floorMj, dynamicMj);
    documented("48 of 64 parts: %s mJ of the dynamic part", busyNj / 1_000_000);
    documented(
        "three equal weights: %s, %s and %s mJ, remainder %s mJ.",
        shares.shares()[0], shares.shares()[1], shares.shares()[2], shares.remainder());
  }

  @Test
  void theExamplesOfFootprintsAreWhatTheCodeYields() {
    documented("PUE of 1.09: %s Wh", decimals(4, FacilityEnergy.facilityEnergyWh(0.2202, 1.09)));
    documented(
        "at 394 g/kWh: %s g",
        Math.round(OperationalEmissions.operationalEmissionsG(864_249.121, 394)));
    documented(
        "at 34 and at 820 g/kWh: %s and %s Mt",
        decimals(2, OperationalEmissions.floorEmissionsG(88.41e12, 34) / 1e12),
        decimals(2, OperationalEmissions.ceilingEmissionsG(88.41e12, 820) / 1e12));
    documented(
        "lifetime 44,676 h, 150 kg: %s t.",
        decimals(3, EmbodiedEmissions.embodiedEmissionsG(1_082_990 * 3_600.0, 44_676, 150) / 1e6));
    documented(
        "an hour of 26,280 h: %s g",
        decimals(4, EmbodiedEmissions.sciEmbodiedEmissionsG(1_533.12, 3_600, 26_280, 1, 8)));
    int bin = LogHistogram.histogramBin(0.24);
    documented(
        "0.24 Wh falls into bin %s, whose middle is %s Wh.",
        Integer.toString(bin), decimals(4, LogHistogram.middle(bin)));
  }

  private static DeviceEnergy threeBases() {
    MeterSamples samples =
        DeviceSamples.samples()
            .energy(0, 0)
            .energy(10, 3_000_000)
            .power(5, 200)
            .power(15, 200)
            .utilization(0, 0.4)
            .utilization(20, 0.4)
            .build();
    return DeviceEnergy.of(
        samples, new MeterBounds(50, 400), new MeterRules(MeterRules.AUTO, 3_600_000_000L));
  }

  /** The page contains the sentence with these values; longs are written in groups of three. */
  private static void documented(String sentence, Object... values) {
    List<String> written = new ArrayList<>();
    for (Object value : values) {
      written.add(
          value instanceof Long number
              ? String.format(Locale.ROOT, "%,d", number)
              : value.toString());
    }
    assertThat(read(PAGE).replaceAll("\\s+", " "))
        .contains(String.format(Locale.ROOT, sentence, written.toArray()));
  }

  private static String decimals(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static TreeMap<String, Integer> sectionOfClass() {
    TreeMap<String, Integer> sections = new TreeMap<>();
    TITLE
        .matcher(read(PAGE))
        .results()
        .forEach(
            title ->
                CLASS_NAME
                    .matcher(title.group(2))
                    .results()
                    .forEach(name -> sections.put(name.group(1), Integer.valueOf(title.group(1)))));
    return sections;
  }

  private static Set<String> publicTypes() {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> PUBLIC_TYPE.matcher(read(file)).find())
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

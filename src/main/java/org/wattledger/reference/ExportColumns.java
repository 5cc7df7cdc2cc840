package org.wattledger.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.wattledger.schema.Field;

/**
 * Which cells of a grid export hold what.
 *
 * @param lifecycle life-cycle intensity beside a direct one; -1 if there is none
 */
record ExportColumns(int time, int zone, int intensity, int lifecycle, int estimated) {

  static final Field INTENSITY = Field.text("carbon intensity", "gCO2e/kWh");
  static final Field LIFECYCLE_INTENSITY = Field.text("life-cycle intensity", "gCO2e/kWh");
  static final Field ESTIMATED = Field.text("data estimated", "true or false");

  private static final Pattern TIME = Pattern.compile("\\bdate ?time\\b.*\\butc\\b");
  private static final Pattern ZONE = Pattern.compile("zone (id|key)");
  private static final Pattern GRAMS_PER_KWH = Pattern.compile("gco2(eq?)?/kwh");
  private static final Pattern LIFECYCLE = Pattern.compile("\\blca\\b|life ?cycle");
  private static final Pattern DIRECT = Pattern.compile("\\bdirect\\b");
  private static final Pattern IS_ESTIMATED = Pattern.compile("(data|is) estimated");

  int last() {
    return IntStream.of(time, zone, intensity, lifecycle, estimated).max().orElseThrow();
  }

  /** Where the figures stand, by the names of their fields. */
  Map<String, Integer> byName() {
    Map<String, Integer> columns = new HashMap<>();
    columns.put(INTENSITY.name(), intensity);
    columns.put(ESTIMATED.name(), estimated);
    if (lifecycle >= 0) {
      columns.put(LIFECYCLE_INTENSITY.name(), lifecycle);
    }
    return columns;
  }

  /**
   * Finds the columns; each must be there exactly once, the intensity in gCO2e per kWh. A direct
   * export may carry the life-cycle intensity as well.
   */
  static Optional<ExportColumns> of(
      String[] header, FactorBasis basis, FileBytes file, ProblemLog problems) {
    List<String> names = Arrays.stream(header).map(ExportColumns::plain).toList();
    boolean isDirect = basis == FactorBasis.DIRECT;
    int time = only(names, "a UTC date and time", has(TIME), file, problems);
    int zone = only(names, "a zone id", has(ZONE), file, problems);
    int intensity =
        only(
            names,
            "a carbon intensity in gCO2e/kWh, " + basis.name().toLowerCase(Locale.ROOT),
            intensity(isDirect ? DIRECT : LIFECYCLE),
            file,
            problems);
    int estimated = only(names, "the flag of estimated data", has(IS_ESTIMATED), file, problems);
    boolean hasLifecycle = isDirect && names.stream().anyMatch(intensity(LIFECYCLE));
    int lifecycle =
        hasLifecycle
            ? only(
                names,
                "a carbon intensity in gCO2e/kWh, lifecycle",
                intensity(LIFECYCLE),
                file,
                problems)
            : -1;
    boolean complete = time >= 0 && zone >= 0 && intensity >= 0 && estimated >= 0;
    return complete
        ? Optional.of(new ExportColumns(time, zone, intensity, lifecycle, estimated))
        : Optional.empty();
  }

  private static int only(
      List<String> names,
      String what,
      Predicate<String> matches,
      FileBytes file,
      ProblemLog problems) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (matches.test(names.get(i))) {
        found.add(i);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    problems.add(
        file.line(1),
        "header",
        names.toString(),
        "%d columns look like %s; exactly one must".formatted(found.size(), what));
    return -1;
  }

  private static Predicate<String> intensity(Pattern kind) {
    return has(kind).and(has(GRAMS_PER_KWH)).and(name -> name.contains("carbon intensity"));
  }

  private static Predicate<String> has(Pattern pattern) {
    return name -> pattern.matcher(name).find();
  }

  /** Lower case, plain digits, and blanks for all that joins words. */
  private static String plain(String header) {
    return header == null
        ? ""
        : header.toLowerCase(Locale.ROOT).replace('₂', '2').replaceAll("[\\s_-]+", " ").strip();
  }
}

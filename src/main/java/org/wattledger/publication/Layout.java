package org.wattledger.publication;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where things lie in a warehouse; paths relative to it. */
public final class Layout {

  static final String COMMITS = "_commits";
  static final String STAGING = "_staging";
  static final String DATA = "_data";
  static final String REPORTS = "_reports";

  /** What runs remember. */
  public static final String RUNS = "_runs";

  /** What Prometheus may read of the last run. */
  public static final String METRICS = "_metrics/wattledger.prom";

  static final String LAST = RUNS + "/last.json";

  static final String DAYS = RUNS + "/days";
  static final String JSON = ".json";

  private static final String DAY_FOLDER = "dt=";

  /** No separator, no blank, and not a name for the directory itself or the one above. */
  private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private Layout() {}

  /** Whether a run or a table may be called so: its name becomes part of a path. */
  public static boolean isSafeName(String name) {
    return SAFE_NAME.matcher(name).matches();
  }

  /** What a run remembers of itself. */
  public static String run(String runId) {
    return RUNS + "/" + runId;
  }

  /** The public name of a table and day: a directory, or a view of one. */
  public static String day(String table, LocalDate day) {
    return table + "/" + DAY_FOLDER + day;
  }

  /** The days among the names in the directory of a table, in order. */
  public static List<LocalDate> days(List<String> names) {
    return days(names, DAY_FOLDER, "");
  }

  /** The days among names that hold one between a beginning and an end, in order. */
  static List<LocalDate> days(List<String> names, String beginning, String end) {
    List<LocalDate> days = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(beginning) && name.endsWith(end)) {
        String day = name.substring(beginning.length(), name.length() - end.length());
        try {
          days.add(LocalDate.parse(day));
        } catch (DateTimeException noDay) {
          continue; // Somebody else's; it is left alone.
        }
      }
    }
    return days.stream().sorted().toList();
  }

  /** The only file of an aggregate and day. */
  static String file(String table, LocalDate day) {
    return day(table, day) + "/" + table + ".parquet";
  }

  static String staging(String runId) {
    return STAGING + "/" + runId;
  }

  /** Where a run puts the Parquet files of a table before they are published. */
  public static String staging(String runId, String table) {
    return staging(runId) + "/" + table;
  }

  static String stagedFile(String runId, String table) {
    return staging(runId, table) + "/" + table + ".parquet";
  }

  /** What a public name showed before the run replaced it. */
  static String former(String runId, String name) {
    return staging(runId) + "/_former/" + name;
  }

  /** Where the files of a table lie that the runs of a day published, a directory for each run. */
  public static String data(String table, LocalDate day) {
    return DATA + "/" + table + "/" + day;
  }

  /** Where those of one run lie, as long as they are kept. */
  public static String data(String table, LocalDate day, String runId) {
    return data(table, day) + "/" + runId;
  }

  static String dayRecord(LocalDate day) {
    return DAYS + "/" + day + JSON;
  }

  /** Ten digits, so that names sort as numbers do. */
  static String commit(long sequence) {
    return COMMITS + String.format(Locale.ROOT, "/%010d", sequence) + JSON;
  }

  /** The number of a commit's file; negative if the name is none. */
  static long sequence(String fileName) {
    return fileName.matches("\\d{10}\\.json") ? Long.parseLong(fileName.substring(0, 10)) : -1;
  }
}

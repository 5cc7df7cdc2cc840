package org.wattledger.sources;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.wattledger.config.SourceConfig;

/**
 * How much a file may ask for while it is read. A line is held in memory as a whole; a small
 * compressed file can expand without end.
 *
 * @param lineBytes longest line
 * @param expandedBytes what any compressed file may expand to
 * @param expansionRatio beyond that: expanded bytes for each compressed one
 */
record ReadLimits(long lineBytes, long expandedBytes, long expansionRatio) {

  /** Options of a source, in small letters as Spark hands them on. */
  private static final String LINE_BYTES = "maxlinebytes";

  private static final String EXPANDED_BYTES = "maxexpandedbytes";
  private static final String EXPANSION_RATIO = "maxexpansionratio";

  private static final ReadLimits STANDARD = new ReadLimits(64L << 20, 1L << 30, 250);

  /** Those that stand in the options with which a file is opened; null: the standard ones. */
  static ReadLimits of(Configuration options) {
    return options == null
        ? STANDARD
        : new ReadLimits(
            options.getLong(LINE_BYTES, STANDARD.lineBytes),
            options.getLong(EXPANDED_BYTES, STANDARD.expandedBytes),
            options.getLong(EXPANSION_RATIO, STANDARD.expansionRatio));
  }

  static ReadLimits of(SourceConfig source) {
    Configuration options = new Configuration(false);
    ReaderOptions.of(source).forEach(options::set);
    return of(options);
  }

  /**
   * Puts the limits of a source where those find them who open its files. Where a file is no text,
   * or its lines are not its records, no line is too long.
   *
   * @param options those of the source, of any case
   */
  static void addTo(Map<String, String> options, String format) {
    boolean isOfLines =
        (format.equals("json") || format.equals("csv"))
            && !Boolean.parseBoolean(options.get("multiLine"))
            && !options.containsKey("lineSep");
    for (String name : new String[] {LINE_BYTES, EXPANDED_BYTES, EXPANSION_RATIO}) {
      String value = options.remove(name);
      if (value != null) {
        options.put(name, value);
      }
    }
    if (!isOfLines) {
      options.put(LINE_BYTES, Long.toString(Long.MAX_VALUE));
    }
  }
}

package org.wattledger.sources;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wattledger.config.SourceConfig;

/** The options under which Spark's readers open the files of a source. */
final class ReaderOptions {

  /** Of a CSV record. The parser ends the job at one that has more, and shows it. */
  private static final String MOST_CELLS = Integer.toString(1 << 18);

  private static final String CODECS =
      Stream.of(ZstdCodec.class, BoundedGzip.class, BoundedBzip2.class)
          .map(Class::getName)
          .collect(Collectors.joining(","));

  private ReaderOptions() {}

  /**
   * The user's options under ours. Records that do not parse must come through as rows, every CSV
   * cell must be counted, and quotes inside quotes are doubled (RFC 4180) unless said otherwise.
   */
  static Map<String, String> of(SourceConfig source) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (source.format().equals("csv")) {
      options.putAll(
          Map.of(
              "maxColumns", MOST_CELLS,
              "header", "true",
              "sep", ",",
              "quote", "\"",
              "escape", "\"",
              "ignoreLeadingWhiteSpace", "true",
              "ignoreTrailingWhiteSpace", "true"));
    }
    source
        .options()
        .forEach(
            (name, value) ->
                options.put(
                    switch (name.toLowerCase(Locale.ROOT)) {
                      case "delimiter" -> "sep";
                      case "charset" -> "encoding";
                      default -> name;
                    },
                    value));
    options.put("mode", "PERMISSIVE");
    options.put("columnNameOfCorruptRecord", RawRecords.MALFORMED_TEXT);
    options.put("columnPruning", "false");
    options.put("enforceSchema", "true");
    options.put("inferSchema", "false");
    options.put("recursiveFileLookup", "true");
    options.put("io.compression.codecs", CODECS);
    ReadLimits.addTo(options, source.format());
    return options;
  }
}

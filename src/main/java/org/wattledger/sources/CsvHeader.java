package org.wattledger.sources;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The column names in the first record of a CSV file: blanks around a name are dropped, an empty or
 * repeated name gets its position appended, so that every cell has a name of its own.
 */
final class CsvHeader {

  private static final char NO_MARK = '\0';

  private CsvHeader() {}

  /**
   * Reads the header of one file.
   *
   * @param options Spark's reader options: sep, quote, escape, comment, encoding, maxColumns count
   *     here
   * @return the names in file order; empty if the file has no record at all
   */
  static List<String> of(String file, Map<String, String> options, Configuration hadoop)
      throws IOException {
    Path path = new Path(file);
    CsvParser parser = new CsvParser(settings(options));
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    try (InputStream raw = path.getFileSystem(hadoop).open(path);
        InputStream text = codec == null ? raw : codec.createInputStream(raw)) {
      parser.beginParsing(text, Charset.forName(options.getOrDefault("encoding", "UTF-8")));
      String[] cells = parser.parseNext();
      return cells == null ? List.of() : distinctNames(cells);
    } catch (TextParsingException failure) {
      throw new IOException(failure.getMessage(), failure);
    } finally {
      parser.stopParsing();
    }
  }

  private static CsvParserSettings settings(Map<String, String> options) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(options.get("sep"));
    settings.getFormat().setQuote(mark(options, "quote"));
    settings.getFormat().setQuoteEscape(mark(options, "escape"));
    settings.setCommentProcessingEnabled(mark(options, "comment") != NO_MARK);
    settings.getFormat().setComment(mark(options, "comment"));
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(Integer.parseInt(options.get("maxColumns")));
    // The header is one record: a thread that reads ahead would find the file closed under it.
    settings.setReadInputOnSeparateThread(false);
    // Error messages reach logs; what stands in the file does not.
    settings.setErrorContentLength(0);
    return settings;
  }

  /** An empty option switches the mark off, as it does for Spark. */
  private static char mark(Map<String, String> options, String option) {
    String text = options.getOrDefault(option, "");
    return text.isEmpty() ? NO_MARK : text.charAt(0);
  }

  private static List<String> distinctNames(String[] cells) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int position = 0; position < cells.length; position++) {
      String name = cells[position] == null ? "" : cells[position].strip();
      String unique = name.isEmpty() || taken.contains(name) ? name + "_c" + position : name;
      taken.add(unique);
      names.add(unique);
    }
    return names;
  }
}

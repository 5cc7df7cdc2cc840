package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The samples of text exposition, one a line: {@code metric{label="value"} 71.3 1711725617764}.
 * Comments and empty lines are no records; a line that does not parse is a malformed one. Also read
 * are OpenMetrics (seconds, exemplars) and {@code promtool tsdb dump} ({@code {__name__="metric"}
 * 71.3 1711725617764}).
 */
final class PrometheusText implements PrometheusReader {

  /** What lies behind in a longer line is dropped, so such a line is malformed. */
  private static final int LONGEST_LINE_BYTES = 1 << 20;

  /** Series come back line after line; from here on they are learnt anew. */
  private static final int MOST_SERIES = 1 << 16;

  private final LineReader lines;
  private final PrometheusLabels labels;
  private final Text line = new Text();
  private final Map<UTF8String, PrometheusSample.Series> known = new HashMap<>();

  private byte[] bytes;
  private int end;
  private int at;

  PrometheusText(InputStream in, PrometheusLabels labels) {
    this.lines = new LineReader(in);
    this.labels = labels;
  }

  @Override
  public PrometheusSample next() throws IOException {
    while (lines.readLine(line, LONGEST_LINE_BYTES) > 0) {
      bytes = line.getBytes();
      end = line.getLength();
      at = 0;
      skipBlanks();
      if (at < end && bytes[at] != '#') {
        PrometheusSample sample = end < LONGEST_LINE_BYTES ? sample() : null;
        return sample == null ? PrometheusSample.malformed(line.toString()) : sample;
      }
    }
    return null;
  }

  /** The line's sample; null: it is none. */
  private PrometheusSample sample() {
    int from = at;
    int to = endOfSeries();
    if (to < 0) {
      return null;
    }
    PrometheusSample.Series series = series(from, to);
    if (series == null || series.metric() == null) {
      return null;
    }
    at = to;
    int valueAt = token();
    if (valueAt == at) {
      return null;
    }
    UTF8String value = UTF8String.fromBytes(bytes, valueAt, at - valueAt).clone();
    int timeAt = token();
    long timestampUs = PrometheusSample.NO_TIME;
    if (timeAt < at && bytes[timeAt] != '#') {
      timestampUs = PrometheusTime.ofLine(bytes, timeAt, at);
      int rest = token();
      boolean isOver = rest == at || bytes[rest] == '#';
      if (timestampUs == PrometheusSample.NO_TIME || !isOver) {
        return null;
      }
    }
    return new PrometheusSample(series, timestampUs, value, null);
  }

  /** Skips blanks and the token behind them; returns where that began. */
  private int token() {
    skipBlanks();
    int from = at;
    while (at < end && !isBlank(bytes[at])) {
      at++;
    }
    return from;
  }

  private void skipBlanks() {
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t' || character == '\r';
  }

  /** Behind the name, or the brace that closes the labels; -1: it is not closed. */
  private int endOfSeries() {
    int i = at;
    while (i < end && bytes[i] != '{' && !isBlank(bytes[i])) {
      i++;
    }
    int brace = i;
    while (brace < end && isBlank(bytes[brace])) {
      brace++;
    }
    if (brace == end || bytes[brace] != '{') {
      return i;
    }
    boolean isQuoted = false;
    for (i = brace + 1; i < end; i++) {
      if (bytes[i] == '"') {
        isQuoted = !isQuoted;
      } else if (isQuoted && bytes[i] == '\\') {
        i++;
      } else if (!isQuoted && bytes[i] == '}') {
        return i + 1;
      }
    }
    return -1;
  }

  /** The series told by [from, to), parsed once; null if its labels do not parse. */
  private PrometheusSample.Series series(int from, int to) {
    UTF8String text = UTF8String.fromBytes(bytes, from, to - from);
    PrometheusSample.Series series = known.get(text);
    if (series == null) {
      series = parsed(from, to);
      if (series != null) {
        if (known.size() == MOST_SERIES) {
          known.clear();
        }
        known.put(text.clone(), series);
      }
    }
    return series;
  }

  private PrometheusSample.Series parsed(int from, int to) {
    labels.begin();
    int brace = from;
    while (brace < to && bytes[brace] != '{') {
      brace++;
    }
    String name = new String(bytes, from, brace - from, UTF_8).strip();
    if (!name.isEmpty()) {
      labels.metric(name);
    }
    at = brace + 1;
    while (at < to) {
      if (isBlank(bytes[at]) || bytes[at] == ',') {
        at++;
      } else if (bytes[at] == '}') {
        return labels.series();
      } else if (!label(to)) {
        return null;
      }
    }
    return labels.series();
  }

  /** One label, or the metric's name in quotes; false: it is neither. */
  private boolean label(int to) {
    boolean isQuoted = bytes[at] == '"';
    String name;
    if (isQuoted) {
      name = quoted(to);
    } else {
      int from = at;
      while (at < to && bytes[at] != '=' && bytes[at] != '}') {
        at++;
      }
      name = new String(bytes, from, at - from, UTF_8).strip();
    }
    skipBlanks();
    if (at < to && bytes[at] == '=') {
      at++;
      skipBlanks();
      if (at >= to || bytes[at] != '"' || name.isEmpty()) {
        return false;
      }
      labels.set(name, quoted(to));
      return true;
    }
    if (isQuoted) {
      labels.metric(name);
    }
    return isQuoted;
  }

  /** The text in quotes at the parser's place, which moves behind it. */
  private String quoted(int to) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (at++; at < to && bytes[at] != '"'; at++) {
      if (bytes[at] == '\\' && at + 1 < to) {
        at++;
        text.write(bytes[at] == 'n' ? '\n' : bytes[at]);
      } else {
        text.write(bytes[at]);
      }
    }
    at++;
    return text.toString(UTF_8);
  }
}

package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The samples of a Prometheus server's answers, one after the other: of {@code query_range}
 * (matrix) or {@code query} (vector), each answer on one line or on many. Nothing but the sample at
 * hand is held, whatever the length of an answer.
 *
 * <p>Malformed is one record for: an answer that says error or is none of these two, the rest of
 * one that was cut or does not parse, a sample that is no pair of time and value, the native
 * histograms of a series.
 */
final class PrometheusJson implements PrometheusReader {

  /** Where in an answer the parser stands. */
  private enum Part {
    BETWEEN,
    START,
    ANSWER,
    DATA,
    RESULT,
    SERIES,
    VALUES
  }

  private final JsonFactory factory = new JsonFactory();
  private final JsonDocuments documents;
  private final PrometheusLabels labels;

  /** Samples of a series whose labels come after them. */
  private final Deque<PrometheusSample> unlabelled = new ArrayDeque<>();

  /** Samples whose series is complete. */
  private final Deque<PrometheusSample> ready = new ArrayDeque<>();

  private Part part = Part.BETWEEN;
  private InputStream document;
  private JsonParser parser;
  private PrometheusSample.Series series;
  private boolean isError;
  private boolean hasResult;
  private long documentCount;
  private long recordCount;

  PrometheusJson(InputStream in, PrometheusLabels labels) {
    this.documents = new JsonDocuments(in);
    this.labels = labels;
  }

  @Override
  public PrometheusSample next() throws IOException {
    while (true) {
      if (!ready.isEmpty()) {
        return ready.poll();
      }
      if (part == Part.BETWEEN && !begin()) {
        return null;
      }
      try {
        PrometheusSample found = step();
        if (found != null) {
          return found;
        }
      } catch (JsonProcessingException broken) {
        return abandon();
      }
    }
  }

  private boolean begin() throws IOException {
    document = documents.next();
    if (document == null) {
      return false;
    }
    documentCount++;
    recordCount = 0;
    parser = factory.createParser(document);
    part = Part.START;
    return true;
  }

  /** The next token's consequence; null if it is no record. */
  private PrometheusSample step() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return part == Part.START ? closed() : abandon();
    }
    return switch (part) {
      case BETWEEN, START -> atStart(token);
      case ANSWER -> inAnswer(token);
      case DATA -> inData(token);
      case RESULT -> inResult(token);
      case SERIES -> inSeries(token);
      case VALUES -> inValues(token);
    };
  }

  private PrometheusSample atStart(JsonToken token) throws IOException {
    isError = false;
    hasResult = false;
    series = null;
    part = Part.ANSWER;
    return token == JsonToken.START_OBJECT ? null : abandon();
  }

  private PrometheusSample inAnswer(JsonToken token) throws IOException {
    if (token == JsonToken.END_OBJECT) {
      // Another answer may stand right behind it.
      part = Part.START;
      return hasResult && !isError ? null : malformed();
    }
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals("data") && value == JsonToken.START_OBJECT) {
      part = Part.DATA;
    } else if (name.equals("status")) {
      isError |= !"success".equals(parser.getText());
      parser.skipChildren();
    } else {
      parser.skipChildren();
    }
    return null;
  }

  private PrometheusSample inData(JsonToken token) throws IOException {
    if (token == JsonToken.END_OBJECT) {
      part = Part.ANSWER;
      return null;
    }
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals("result") && value == JsonToken.START_ARRAY) {
      hasResult = true;
      part = Part.RESULT;
    } else {
      parser.skipChildren();
    }
    return null;
  }

  private PrometheusSample inResult(JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      series = null;
      part = Part.SERIES;
      return null;
    }
    if (token == JsonToken.END_ARRAY) {
      part = Part.DATA;
      return null;
    }
    // A scalar, [time, "value"], belongs to no series.
    return abandon();
  }

  private PrometheusSample inSeries(JsonToken token) throws IOException {
    if (token == JsonToken.END_OBJECT) {
      part = Part.RESULT;
      label(series == null ? unnamed() : series);
      return null;
    }
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals("metric") && value == JsonToken.START_OBJECT) {
      series = readSeries();
      label(series);
      return null;
    }
    if (name.equals("values") && value == JsonToken.START_ARRAY) {
      part = Part.VALUES;
      return null;
    }
    if (name.equals("value") && value == JsonToken.START_ARRAY) {
      return sample();
    }
    parser.skipChildren();
    boolean isHistogram = name.equals("histograms") || name.equals("histogram");
    return isHistogram ? malformed() : null;
  }

  private PrometheusSample inValues(JsonToken token) throws IOException {
    if (token == JsonToken.END_ARRAY) {
      part = Part.SERIES;
      return null;
    }
    if (token == JsonToken.START_ARRAY) {
      return sample();
    }
    parser.skipChildren();
    return malformed();
  }

  private PrometheusSample.Series readSeries() throws IOException {
    labels.begin();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isScalarValue() && value != JsonToken.VALUE_NULL && labels.isWanted(name)) {
        labels.set(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return labels.series();
  }

  private PrometheusSample.Series unnamed() {
    labels.begin();
    return labels.series();
  }

  private void label(PrometheusSample.Series known) {
    for (PrometheusSample held : unlabelled) {
      ready.add(new PrometheusSample(known, held.timestampUs(), held.value(), null));
    }
    unlabelled.clear();
  }

  /** A pair of time and value; the parser stands on its bracket. Null if its labels are to come. */
  private PrometheusSample sample() throws IOException {
    JsonToken time = parser.nextToken();
    long timestampUs = PrometheusSample.NO_TIME;
    if (time != null && time.isScalarValue()) {
      byte[] text = parser.getText().getBytes(UTF_8);
      timestampUs = PrometheusTime.ofSeconds(text, 0, text.length);
    }
    boolean isPair = timestampUs != PrometheusSample.NO_TIME;
    UTF8String value = null;
    if (isPair) {
      JsonToken token = parser.nextToken();
      isPair = token != null && token.isScalarValue();
      value =
          isPair && token != JsonToken.VALUE_NULL ? UTF8String.fromString(parser.getText()) : null;
    }
    if (!isPair && parser.currentToken() == JsonToken.END_ARRAY) {
      return malformed();
    }
    if (!isPair || parser.nextToken() != JsonToken.END_ARRAY) {
      skipPair();
      return malformed();
    }
    recordCount++;
    PrometheusSample found = new PrometheusSample(series, timestampUs, value, null);
    if (series == null) {
      unlabelled.add(found);
      return null;
    }
    return found;
  }

  /** To the bracket that ends the pair in which the parser stands. */
  private void skipPair() throws IOException {
    parser.skipChildren();
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      parser.skipChildren();
      token = parser.nextToken();
    }
  }

  private PrometheusSample malformed() {
    recordCount++;
    return PrometheusSample.malformed("answer " + documentCount + ", record " + recordCount);
  }

  /** The rest of the answer cannot be used; what came before stands. */
  private PrometheusSample abandon() throws IOException {
    label(series == null ? unnamed() : series);
    ready.add(malformed());
    closed();
    return ready.poll();
  }

  private PrometheusSample closed() throws IOException {
    part = Part.BETWEEN;
    document.close();
    return null;
  }
}

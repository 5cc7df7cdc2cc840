package org.wattledger.explanation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * How the published rows of one request, team or model on one day came to be.
 *
 * @param of what is explained, by the name of its column
 * @param inputs files of the day, with what they held when it was explained
 * @param steps in the order in which the numbers were made
 * @param rows how many published rows there are
 * @param comparisons every column of every row, published and recomputed
 * @param differs the first step that came out otherwise; null: all is as published
 */
public record Explanation(
    Map<String, String> of,
    LocalDate day,
    Publication published,
    List<Input> inputs,
    List<Step> steps,
    int rows,
    List<Comparison> comparisons,
    String differs) {

  public Explanation {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * The run that published the day.
   *
   * @param changes what has changed since, in words: inputs, method, reference, configuration;
   *     null: nothing
   */
  public record Publication(
      String runId,
      Instant publishedAt,
      String methodVersion,
      String referenceVersion,
      String changes) {}

  /** A file; {@code accepted}: records of it that take part in the day. */
  public record Input(
      String source, String kind, String file, long bytes, String crc32c, long accepted) {}

  public boolean isAsPublished() {
    return differs == null;
  }
}

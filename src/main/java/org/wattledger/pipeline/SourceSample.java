package org.wattledger.pipeline;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How the first records of a source came out.
 *
 * @param kind requests, telemetry, placements or training
 * @param files of the day
 * @param records that were looked at: accepted + refused + filtered + outside the window
 * @param refusedByReason refused records; only reasons that occur
 * @param columns those that are mapped, in the order of the canonical table
 * @param notMapped the other canonical columns
 * @param refusedRecords the first of them
 */
public record SourceSample(
    String source,
    String kind,
    String format,
    long files,
    long records,
    long accepted,
    long refused,
    Map<String, Long> refusedByReason,
    long filtered,
    long outsideWindow,
    List<ColumnSample> columns,
    List<String> notMapped,
    List<RefusedRecord> refusedRecords,
    List<String> warnings) {

  /**
   * A canonical column.
   *
   * @param expression as configured
   * @param filled records with a value, refused ones included
   * @param examples up to three different values, shortened; never a user id
   */
  public record ColumnSample(
      String column, String expression, long filled, List<String> examples) {}

  /**
   * A record that a run would refuse.
   *
   * @param position record number in the file, from 1
   * @param fault what is wrong with which column; no text of the record
   */
  public record RefusedRecord(String file, long position, String reason, String fault) {}

  /** The same with expressions in which secrets are masked. */
  public SourceSample redacted(UnaryOperator<String> redaction) {
    List<ColumnSample> shown =
        columns.stream()
            .map(
                column ->
                    new ColumnSample(
                        column.column(),
                        redaction.apply(column.expression()),
                        column.filled(),
                        column.examples()))
            .toList();
    return new SourceSample(
        source,
        kind,
        format,
        files,
        records,
        accepted,
        refused,
        refusedByReason,
        filtered,
        outsideWindow,
        shown,
        notMapped,
        refusedRecords,
        warnings);
  }
}

package org.wattledger.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One configured source: where its files lie and how a raw record becomes a canonical row.
 *
 * @param format json, csv, parquet or prometheus
 * @param path glob; the tokens {date} {yyyy} {MM} {dd} {HH} stand for the day that is read
 * @param records members that lead from a JSON line to its records, with dots between them
 * @param options handed to Spark's reader
 * @param zone zone (or fixed offset) of timestamps that carry none
 * @param epoch what epoch_s and its kin count from
 * @param offset how far this source's clock is ahead of true time; subtracted
 * @param schema DDL of the raw record where it cannot be read off the expressions (arrays, maps)
 * @param columns canonical column to Spark SQL expression over the raw columns, in file order
 * @param where rows for which this is not true are counted as filtered
 */
public record SourceConfig(
    SourceKind kind,
    String name,
    String format,
    String path,
    Optional<String> records,
    Map<String, String> options,
    ZoneId zone,
    Instant epoch,
    Duration offset,
    Optional<String> schema,
    Map<String, String> columns,
    Optional<String> where) {

  public SourceConfig {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Without option values: readers' options may hold credentials. */
  @Override
  public String toString() {
    return "SourceConfig[kind=%s, name=%s, format=%s, path=%s, options=%s, columns=%s]"
        .formatted(
            kind,
            name,
            format,
            Redaction.withoutUserInfo(path),
            options.keySet(),
            columns.keySet());
  }
}

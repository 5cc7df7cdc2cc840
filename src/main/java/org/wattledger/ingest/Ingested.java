package org.wattledger.ingest;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * A day's inputs as canonical rows on scratch storage. Nothing here reads the raw files again.
 *
 * <p>The accepted requests are the rows of {@code requestsDir} whose {@code id_hash} is not among
 * {@code repeatedIdHashes}, and all rows of {@code winnersDir}. Both have the columns of {@link
 * org.wattledger.schema.CanonicalTables#STAGED_REQUESTS}, then {@code id_hash}, {@code source},
 * {@code file}, {@code block_start}, {@code record_id}, in folders {@code start_hour=0..23}: the
 * UTC hour in which the request was first present on the day, or all in that of hour 0 if the logs
 * are small.
 *
 * @param winnersDir of every request id that occurs more than once, the row that is kept
 * @param repeatedIdHashes sorted
 * @param telemetryDir accepted samples, repeats included: columns of STAGED_TELEMETRY with {@code
 *     block_start} and {@code record_id} in place of {@code position}
 * @param telemetry the same samples, with positions
 * @param rejected source, file, position (1-based record number in the file), reason, digest
 * @param counts per source and file, sorted; files without records included
 * @param columns per source with records: how they fill their columns
 * @param times what is odd about the times of each source
 * @param placements rows of PLACEMENTS
 * @param training rows of TRAINING, sorted; each device of a job once for the same start
 */
public record Ingested(
    String requestsDir,
    Optional<String> winnersDir,
    long[] repeatedIdHashes,
    String telemetryDir,
    StagedTelemetry telemetry,
    Supplier<JavaRDD<Row>> rejected,
    List<SourceCount> counts,
    List<ColumnCounts> columns,
    List<SourceTimes> times,
    List<Row> placements,
    List<Row> training) {}

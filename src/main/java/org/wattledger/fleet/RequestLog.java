package org.wattledger.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;

/** Writes the request log with its planted faults, each in the folder of the day it ended. */
final class RequestLog {

  /** A row, and the fault that a text file spoils its line with; null: none. */
  private record Entry(RequestRow row, RequestFault fault) {}

  private final SyntheticRequests requests;
  private final RequestDirt dirt;
  private final String format;

  RequestLog(SyntheticRequests requests, RequestDirt dirt, String format) {
    this.requests = requests;
    this.dirt = dirt;
    this.format = format;
  }

  void write(ParquetFiles parquet, JavaRDD<Long> indexes, Path folder) {
    SyntheticRequests log = requests;
    RequestDirt planted = dirt;
    JavaRDD<Entry> entries = indexes.flatMap(index -> entries(index, log, planted).iterator());
    if (format.equals("parquet")) {
      JavaRDD<RequestRow> rows = entries.map(Entry::row);
      parquet.writeByDay(CanonicalRows.requests(parquet.session(), rows), folder);
      return;
    }
    String target = folder.toString();
    String suffix = FleetConfiguration.requestSuffix(format);
    RequestLines lines = new RequestLines(format.equals("json"));
    entries.foreachPartition(
        rows -> {
          try (DayFiles files =
              new DayFiles(target, TaskContext.getPartitionId(), suffix, lines.header())) {
            rows.forEachRemaining(
                entry -> files.write(entry.row().logDay(), lines.line(entry.row(), entry.fault())));
          }
        });
  }

  private static List<Entry> entries(long index, SyntheticRequests log, RequestDirt planted) {
    RequestRow good = log.row(index);
    RequestFault fault = planted.beside(index);
    if (fault == null) {
      return List.of(new Entry(good, null));
    }
    List<Entry> both = new ArrayList<>();
    both.add(new Entry(good, null));
    both.add(new Entry(fault.row(good, planted.ownId(index, log)), fault));
    return both;
  }
}

package org.wattledger.pipeline;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.attribution.PoolSlots;
import org.wattledger.attribution.RequestTrace;
import org.wattledger.attribution.RequestTracing;
import org.wattledger.config.SourceKind;
import org.wattledger.explanation.Comparison;
import org.wattledger.explanation.Explanation;
import org.wattledger.explanation.Step;
import org.wattledger.ingest.Ingested;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;
import org.wattledger.session.SparkPath;
import org.wattledger.staging.StagedRecords;

/** How the row of one request and day came to be: booked once more by the classes of a run. */
final class RequestExplanation {

  private final SparkSession session;
  private final RetracedDay day;
  private final DayAttribution attribution;

  RequestExplanation(SparkSession session, RetracedDay day) {
    this.session = session;
    this.day = day;
    this.attribution = day.attribution();
  }

  /** {@code published}: its row. */
  Explanation of(String requestId, List<Row> published) {
    List<Row> logged = logged(requestId);
    RequestTracing tracing =
        attribution.tracing(
            ParquetRequestSink.factory(
                session,
                SparkPath.of(day.folder("row")),
                day.reference(),
                day.provenance(),
                attribution.interval()));
    RequestTracing.Traced traced =
        logged.isEmpty()
            ? new RequestTracing.Traced(List.of(), List.of())
            : tracing.of(attribution.only(SparkPath.of(day.folder("request"))));
    List<Row> recomputed =
        traced.traces().isEmpty()
            ? List.of()
            : session
                .read()
                .schema(OutputTables.REQUEST_FOOTPRINT.schema())
                .parquet(SparkPath.of(day.folder("row")))
                .collectAsList();
    List<Comparison> compared =
        new PublishedRows(OutputTables.REQUEST_FOOTPRINT).compared(published, recomputed);
    return new Explanation(
        Map.of(CanonicalTables.REQUEST_ID.name(), requestId),
        day.day(),
        day.publication(),
        day.files(),
        traced.traces().isEmpty() ? List.of() : steps(logged.get(0), tracing, traced),
        published.size(),
        compared,
        Comparison.firstDifference(compared, ColumnSteps.ORDER).orElse(null));
  }

  /** The record that is kept of the request, also alone in a folder. */
  private List<Row> logged(String requestId) {
    Ingested ingested = day.ingested();
    List<String> folders =
        ingested
            .winnersDir()
            .map(winners -> List.of(winners, ingested.requestsDir()))
            .orElse(List.of(ingested.requestsDir()));
    for (String folder : folders) {
      Dataset<Row> rows =
          session
              .read()
              .schema(StagedRecords.accepted(SourceKind.REQUESTS).schema())
              .parquet(folder)
              .where(CanonicalTables.REQUEST_ID.column().equalTo(requestId))
              .select(StagedRecords.accepted(SourceKind.REQUESTS).columns())
              .limit(1);
      List<Row> found = rows.collectAsList();
      if (!found.isEmpty()) {
        session
            .createDataFrame(found, rows.schema())
            .coalesce(1)
            .write()
            .parquet(SparkPath.of(day.folder("request")));
        return found;
      }
    }
    return List.of();
  }

  private List<Step> steps(Row logged, RequestTracing tracing, RequestTracing.Traced traced) {
    RequestTrace trace = traced.traces().get(0);
    List<PoolSlots> pools =
        trace.pieces().stream().map(piece -> tracing.pool(trace, piece)).toList();
    FactorSteps factors = new FactorSteps(day.reference(), day.day(), attribution.interval());
    RequestSteps steps = new RequestSteps(trace, pools, attribution.grid(), factors);
    return List.of(
        steps.request(logged),
        steps.work(attribution.rule()),
        new MeterSteps(day, attribution.grid()).meters(trace, pools, tracing.deviceHours()),
        steps.pool(),
        steps.slots(),
        steps.shares(),
        factors.factors(tracing.factors(), steps.places()),
        steps.footprint());
  }
}

package org.wattledger.sources;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;

/**
 * Samples whose series are mapped once, whatever the number of their samples. The values are those
 * that {@link SourceRows} yields.
 */
final class PrometheusBatchRecords implements SourceRecords {

  private final SourceConfig source;
  private final RawRecords.Group group;
  private final PrometheusRecords samples;
  private final PrometheusColumns columns;

  private PrometheusBatchRecords(
      SourceConfig source,
      RawRecords.Group group,
      PrometheusRecords samples,
      PrometheusColumns columns) {
    this.source = source;
    this.group = group;
    this.samples = samples;
    this.columns = columns;
  }

  /**
   * Empty if the files hold no samples, or the mapping asks for more than {@link SourceRecords}.
   */
  static Optional<SourceRecords> of(
      SparkSession session, SourceConfig source, RawRecords.Group group, Mapping mapping) {
    return group
        .prometheus()
        .flatMap(
            samples ->
                PrometheusColumns.of(session, source, mapping, samples.labels())
                    .map(columns -> new PrometheusBatchRecords(source, group, samples, columns)));
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    SourceKind kind = source.kind();
    String name = source.name();
    boolean isOfDay = group.ofDay();
    PrometheusColumns ofSamples = columns;
    FileNames names = FileNames.of(group.files());
    List<String> labels = samples.labels();
    Map<String, TextRule> rules = Map.of(CanonicalTables.USER_ID.name(), hiddenUser);
    return samples.map(
        group.files(),
        files ->
            pass.over(
                new PrometheusBatches(
                    files,
                    ofSamples,
                    labels.size(),
                    names,
                    new RecordColumns(kind, name, isOfDay, rules))));
  }
}

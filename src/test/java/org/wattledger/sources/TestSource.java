package org.wattledger.sources;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;

/** Builds a source configuration; what a test does not say is the plainest choice. */
public final class TestSource {
  private final SourceKind kind;
  private final String format;
  private final String path;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private String name = "log";
  private ZoneId zone = ZoneOffset.UTC;
  private Instant epoch = Instant.EPOCH;
  private Duration offset = Duration.ZERO;
  private Optional<String> records = Optional.empty();
  private Optional<String> schema = Optional.empty();
  private Optional<String> where = Optional.empty();

  private TestSource(SourceKind kind, String format, String path) {
    this.kind = kind;
    this.format = format;
    this.path = path;
  }

  public static TestSource requests(String format, Path path) {
    return new TestSource(SourceKind.REQUESTS, format, path.toString())
        .column("request_id", "id")
        .column("started_at", "start")
        .column("model_id", "model");
  }

  public static TestSource telemetry(String format, Path path) {
    return new TestSource(SourceKind.TELEMETRY, format, path.toString())
        .column("device_id", "device")
        .column("sampled_at", "at");
  }

  public static TestSource placements(String format, Path path) {
    return new TestSource(SourceKind.PLACEMENTS, format, path.toString())
        .column("device_id", "device");
  }

  public static TestSource training(String format, Path path) {
    return new TestSource(SourceKind.TRAINING, format, path.toString())
        .column("job_id", "job")
        .column("started_at", "start");
  }

  public TestSource column(String canonical, String expression) {
    columns.put(canonical, expression);
    return this;
  }

  public TestSource unmapped(String canonical) {
    columns.remove(canonical);
    return this;
  }

  public TestSource option(String option, String value) {
    options.put(option, value);
    return this;
  }

  public TestSource named(String newName) {
    name = newName;
    return this;
  }

  public TestSource zone(String id) {
    zone = ZoneId.of(id);
    return this;
  }

  public TestSource offset(Duration clockAhead) {
    offset = clockAhead;
    return this;
  }

  public TestSource schema(String ddl) {
    schema = Optional.of(ddl);
    return this;
  }

  public TestSource records(String levels) {
    records = Optional.of(levels);
    return this;
  }

  public TestSource epoch(Instant countedFrom) {
    epoch = countedFrom;
    return this;
  }

  public TestSource withoutSchema() {
    schema = Optional.empty();
    return this;
  }

  public TestSource where(String condition) {
    where = Optional.of(condition);
    return this;
  }

  public SourceConfig config() {
    return new SourceConfig(
        kind, name, format, path, records, options, zone, epoch, offset, schema, columns, where);
  }
}

package org.wattledger.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;
import org.wattledger.testing.Threat;

/**
 * A word stands in each prompt, key, user id and free field, in records that are kept, repeated,
 * filtered and refused for each reason. Nothing that a night leaves behind or says may hold it.
 */
class CanaryTest {
  private static final String CANARY = "CANARY-7f3a";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final Path GOLDEN = Path.of("src/test/resources/golden/two-equal-requests");

  @TempDir Path folder;

  @Test
  @Threat({"S1", "S2", "S6"})
  void promptsKeysAndUserIdsLeaveNoTraceOfANight() throws Exception {
    Path file = inputs();
    Path warehouse = Nights.warehouse("canary");
    WattledgerConfig config = Nights.config(file, warehouse);
    SparkSession spark = SparkExtension.session();
    Events events = new Events();
    spark.sparkContext().addSparkListener(events);
    RunOutcome outcome;
    List<String> said;
    try (Log log = new Log()) {
      outcome = Nights.run(config, DAY);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      said = log.lines;
    } finally {
      spark.sparkContext().removeSparkListener(events);
    }

    // Of each log one request is kept, one is a repeat and four records are refused.
    try (PublishedTables tables = new PublishedTables(warehouse, DAY)) {
      assertThat(tables.number("SELECT count(*) FROM request_footprint WHERE user_key IS NOT NULL"))
          .isEqualTo(3);
      assertThat(tables.number("SELECT count(*) FROM rejected")).isEqualTo(12);
      for (Table table : OutputTables.PUBLISHED) {
        assertThat(
                tables.rows("SELECT CAST(t AS VARCHAR) AS text FROM %s t".formatted(table.name())))
            .as(table.name())
            .noneMatch(row -> row.toString().contains(CANARY));
      }
    }
    for (String left : SampleDay.files(warehouse)) {
      assertThat(Files.readString(warehouse.resolve(left), ISO_8859_1))
          .as(left)
          .doesNotContain(CANARY);
    }
    assertThat(events.json).isNotEmpty().noneMatch(event -> event.contains(CANARY));
    assertThat(said).isNotEmpty().noneMatch(line -> line.contains(CANARY));
    assertThat(outcome.toString() + config).doesNotContain(CANARY);
  }

  private Path inputs() throws IOException {
    for (String each : List.of("requests/2026-03-10.jsonl", "telemetry/2026-03-10.csv")) {
      Files.createDirectories(folder.resolve(each).getParent());
      Files.copy(GOLDEN.resolve(each), folder.resolve(each));
    }
    Files.writeString(folder.resolve("log.jsonl"), json("j"));
    Files.writeString(folder.resolve("expressions.jsonl"), json("e"));
    Files.writeString(
        folder.resolve("log.csv"),
        """
        id,start,model,n,user,prompt
        c1,2026-03-10T10:00:00Z,m1,5,%1$s,"%1$s, and %1$s"
        c1,2026-03-10T10:00:00Z,m1,5,%1$s,"%1$s
        %1$s"
        c2,2026-03-10T10:00:00Z,m1,%1$s,%1$s,%1$s
        c3,%1$s,m1,5,%1$s,%1$s
        c4,2026-03-10T10:00:00Z,m1,5,%1$s,%1$s,%1$s
        """
            .formatted(CANARY));
    Path conf = folder.resolve("canary.conf");
    Files.writeString(
        conf,
        """
        golden.day = "%1$s"
        include file("src/test/resources/golden/common.conf")
        log {
          format = "json"
          columns { request_id = "id", started_at = "start", model_id = "model", user_id = "user",
            prompt_tokens = "n" }
        }
        wattledger {
          privacy.user-key = "%2$s-%2$s-%2$s-%2$s"
          quality.max-rejected-ratio = 1
          sources.requests += ${log} { name = "json", path = "%1$s/log.jsonl" }
          sources.requests += ${log} { name = "expressions", path = "%1$s/expressions.jsonl",
            where = "coalesce(op, '') <> 'health'" }
          sources.requests += ${log} { name = "csv", format = "csv", path = "%1$s/log.csv" }
        }
        """
            .formatted(folder, CANARY));
    return conf;
  }

  private static String json(String id) {
    return """
    {"id":"%1$s1","start":"2026-03-10T10:00:00Z","model":"m1","n":5,"user":"%2$s","prompt":"%2$s"}
    {"id":"%1$s1","start":"2026-03-10T10:00:00Z","model":"m1","n":5,"user":"%2$s","api_key":"%2$s"}
    {"id":"%1$s2","start":"2026-03-10T10:00:00Z","model":"m1","n":"%2$s","user":"%2$s"}
    {"id":"%1$s3","start":"%2$s","model":"m1","n":5,"user":"%2$s","messages":[{"content":"%2$s"}]}
    {"id":"%1$s4","start":"2026-03-10T10:00:00Z","n":5,"user":"%2$s"}
    {"id":"%1$s5","user":"%2$s","prompt":"%2$s
    """
        .formatted(id, CANARY);
  }

  /** What Spark would write into its event log. */
  private static final class Events extends SparkFirehoseListener {
    private final List<String> json = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onEvent(SparkListenerEvent event) {
      json.add(JsonProtocol.sparkEventToJsonString(event));
    }
  }

  /** All that is logged while it is open, also what -v and Spark at INFO would show. */
  private static final class Log extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Map<String, Appender> others = root.getAppenders();
    private final Level before = root.getLevel();

    Log() {
      super("canary", null, null, true, Property.EMPTY_ARRAY);
      start();
      others.keySet().forEach(root::removeAppender);
      root.addAppender(this, Level.ALL, null);
      root.setLevel(Level.INFO);
      context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }

    @Override
    public void close() {
      root.removeAppender(getName());
      others.values().forEach(other -> root.addAppender(other, null, null));
      root.setLevel(before);
      context.updateLoggers();
    }
  }
}

package org.wattledger.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.wattledger.pipeline.PresetLogs;

/**
 * One night's inputs with a word in each free field: prompts, answers, keys, raw user ids, labels,
 * notes. The logs and meters of all presets, and logs of our own whose records are kept, repeated,
 * filtered and refused for each reason, in every format and kind of source.
 */
final class CanaryInputs {

  private static final Path METERS = Path.of("src/test/resources/preset-fixtures/meters");

  private CanaryInputs() {}

  /** Writes them into the folder; the configuration that reads them. */
  static Path in(Path folder, String word, SparkSession spark) throws IOException {
    meters(folder.resolve("meters"), word);
    Files.writeString(folder.resolve("log.jsonl"), json("j", word));
    Files.writeString(folder.resolve("expressions.jsonl"), json("e", word));
    Files.writeString(
        folder.resolve("log.csv"),
        """
        id,start,model,n,user,prompt
        c1,2026-03-01T10:00:00Z,m1,5,%1$s,"%1$s, and %1$s"
        c1,2026-03-01T10:00:00Z,m1,5,%1$s,"%1$s
        %1$s"
        c2,2026-03-01T10:00:00Z,m1,%1$s,%1$s,%1$s
        c3,%1$s,m1,5,%1$s,%1$s
        c4,2026-03-01T10:00:00Z,m1,5,%1$s,%1$s,%1$s
        """
            .formatted(word));
    spark
        .sql(
            """
            SELECT 'p1' AS id, TIMESTAMP '2026-03-01 10:00:00' AS start, 'm1' AS model, 5L AS n,
              '%1$s' AS user, '%1$s' AS prompt, array('%1$s') AS messages
            """
                .formatted(word))
        .coalesce(1)
        .write()
        .parquet(folder.resolve("log.parquet").toString());
    Files.writeString(
        folder.resolve("jobs.csv"),
        """
        job,start,end,model,w,owner
        job-1,2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,m1,300,%1$s
        job-2,%1$s,2026-03-01T11:00:00Z,m1,300,%1$s
        job-3,2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,m1,%1$s,%1$s
        """
            .formatted(word));
    Path conf = folder.resolve("canary.conf");
    Files.writeString(conf, configuration(folder, word));
    return conf;
  }

  private static String configuration(Path folder, String word) {
    return """
        include file("src/test/resources/preset-fixtures/meters.conf")
        meters = "%1$s/meters"
        %3$s
        log {
          format = "json"
          columns { request_id = "id", started_at = "start", model_id = "model", user_id = "user",
            prompt_tokens = "n" }
        }
        wattledger {
          privacy.user-key = "%2$s-%2$s-%2$s-%2$s-%2$s"
          quality.max-rejected-ratio = 1
          sources.requests += ${log} { name = "json", path = "%1$s/log.jsonl" }
          sources.requests += ${log} { name = "expressions", path = "%1$s/expressions.jsonl",
            where = "coalesce(op, '') <> 'health'" }
          sources.requests += ${log} { name = "csv", format = "csv", path = "%1$s/log.csv" }
          sources.requests += ${log} { name = "parquet", format = "parquet"
            path = "%1$s/log.parquet/*.parquet" }
          sources.training = [{ name = "jobs", format = "csv", path = "%1$s/jobs.csv"
            columns { job_id = job, started_at = start, ended_at = end, model_id = model
              power_w = w } }]
        }
        """
        .formatted(folder, word, PresetLogs.configuration());
  }

  /** The fixtures; those of CSV get a column that nobody maps. */
  private static void meters(Path into, String word) throws IOException {
    try (Stream<Path> tree = Files.walk(METERS)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path copy = into.resolve(METERS.relativize(file));
        Files.createDirectories(copy.getParent());
        String text = Files.readString(file, ISO_8859_1);
        Files.writeString(
            copy,
            file.toString().endsWith(".csv") ? withNotes(text.lines().toList(), word) : text,
            ISO_8859_1);
      }
    }
  }

  private static String withNotes(List<String> lines, String word) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines.size(); line++) {
      text.append(lines.get(line)).append(line == 0 ? ",note" : "," + word).append('\n');
    }
    return text.toString();
  }

  private static String json(String id, String word) {
    return """
    {"id":"%1$s1","start":"2026-03-01T10:00:00Z","model":"m1","n":5,"user":"%2$s","prompt":"%2$s"}
    {"id":"%1$s1","start":"2026-03-01T10:00:00Z","model":"m1","n":5,"user":"%2$s","api_key":"%2$s"}
    {"id":"%1$s2","start":"2026-03-01T10:00:00Z","model":"m1","n":"%2$s","user":"%2$s"}
    {"id":"%1$s3","start":"%2$s","model":"m1","n":5,"user":"%2$s","messages":[{"content":"%2$s"}]}
    {"id":"%1$s4","start":"2026-03-01T10:00:00Z","n":5,"user":"%2$s"}
    {"id":"%1$s5","user":"%2$s","prompt":"%2$s
    """
        .formatted(id, word);
  }
}

package org.wattledger.testing;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One local session for the whole suite, given to any test constructor or method that asks for a
 * {@link SparkSession}. A test must not stop it.
 */
public final class SparkExtension implements BeforeAllCallback, ParameterResolver {

  /** The root context closes what its store holds when the suite ends. */
  private record SuiteSession(SparkSession session)
      implements ExtensionContext.Store.CloseableResource {
    @Override
    public void close() {
      session.stop();
    }
  }

  /** The session, also for helpers that are no extension's tests. */
  public static SparkSession session() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("wattledger tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .config("spark.sql.warehouse.dir", folder("spark-warehouse").toUri().toString());
    if (hasDelta()) {
      builder
          .config("spark.databricks.delta.snapshotPartitions", "2")
          .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .config(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    }
    return builder.getOrCreate();
  }

  /** A folder below {@code target} that no other JVM of the suite uses. */
  public static Path folder(String name) {
    return Path.of("target", name, System.getProperty("wattledger.tests.fork", "alone"));
  }

  /** Only a build with {@code -Pdelta} brings it. */
  public static boolean hasDelta() {
    return SparkExtension.class
            .getClassLoader()
            .getResource("io/delta/sql/DeltaSparkSessionExtension.class")
        != null;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    of(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  private static SparkSession of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SparkExtension.class))
        .getOrComputeIfAbsent(
            SuiteSession.class, key -> new SuiteSession(session()), SuiteSession.class)
        .session();
  }
}

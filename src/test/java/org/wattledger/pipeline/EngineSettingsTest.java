package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.testing.Threat;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

class EngineSettingsTest {

  private static final String CANARY = "canary-4f9d1c77b2";

  /**
   * Spark masks event log, UI, environment and plans by this rule alone: by name, else by value.
   */
  @ParameterizedTest
  @CsvSource({
    "spark.ssl.keyStorePassword, canary-4f9d1c77b2",
    "spark.hadoop.fs.s3a.secret.key, canary-4f9d1c77b2",
    "spark.hadoop.fs.s3a.access.key, canary-4f9d1c77b2",
    "spark.hadoop.fs.azure.account.key.x, canary-4f9d1c77b2",
    "spark.jdbc.passwd, canary-4f9d1c77b2",
    "spark.x.passphrase, canary-4f9d1c77b2",
    "spark.x.credentials, canary-4f9d1c77b2",
    "spark.x.sas-token, canary-4f9d1c77b2",
    "spark.x.api_key, canary-4f9d1c77b2",
    "spark.kubernetes.driverEnv.WATTLEDGER_USER_KEY, canary-4f9d1c77b2",
    "sun.java.command, org.wattledger.Wattledger --set privacy.user-key=canary-4f9d1c77b2",
    "spark.x.address, https://user:canary-4f9d1c77b2@host/x",
  })
  @Threat("S6")
  void secretsOfTheEngineAreMasked(String name, String value) {
    Tuple2<String, String> shown = redacted(name, value);

    assertThat(shown._1()).isEqualTo(name);
    assertThat(shown._2()).doesNotContain(CANARY).isNotEmpty();
  }

  @Test
  void whatIsNoSecretIsShown() {
    assertThat(redacted("spark.master", "local[*]")._2()).isEqualTo("local[*]");
    assertThat(redacted("spark.sql.shuffle.partitions", "2")._2()).isEqualTo("2");
  }

  @Test
  @Threat("S24")
  void anEngineOfOneMachineTalksToNobodyAndShowsNoPage() {
    SparkConf settings = Engine.settings();

    assertThat(settings.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(settings.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(settings.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
  }

  private static Tuple2<String, String> redacted(String name, String value) {
    Seq<Tuple2<String, String>> entry =
        CollectionConverters.asScala(List.of(new Tuple2<>(name, value))).toList();
    return Utils.redact(Engine.settings(), entry).head();
  }
}

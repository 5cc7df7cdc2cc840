package org.wattledger.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.TestSource;
import org.wattledger.testing.Threat;

class UserKeyTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final SourceConfig SOURCE =
      TestSource.requests("csv", Path.of("log.csv")).column("user_id", "user").config();

  @Test
  @Threat("S3")
  void theKeyOfAUserIsTheHmacOfTheId() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
    String expected = HexFormat.of().formatHex(mac.doFinal("u-17".getBytes(UTF_8)));
    UserKey userKey = UserKey.of(SOURCE, PrivacyConfig.withKey(KEY)).orElseThrow();
    assertThat(userKey.of(UTF8String.fromString("u-17")).toString())
        .isEqualTo(expected)
        .hasSize(64);
    UserKey other = UserKey.of(SOURCE, PrivacyConfig.withKey(KEY.replace('0', 'x'))).orElseThrow();
    assertThat(other.of(UTF8String.fromString("u-17")).toString())
        .as("who knows another key recognises nobody")
        .hasSize(64)
        .isNotEqualTo(expected);
  }

  @Test
  void theIdOfTheSitesKeyStandsBeforeTheKeyOfAUser() {
    PrivacyConfig named =
        new PrivacyConfig(PrivacyConfig.withKey(KEY).userKey(), Optional.of("2026-11"), 1);
    assertThat(UserKey.ofUser("u-17", named))
        .isEqualTo("2026-11:" + UserKey.ofUser("u-17", PrivacyConfig.withKey(KEY)));
  }

  @Test
  @Threat("S4")
  void userIdsWithoutAKeyOfThirtyTwoBytesAreRefused() {
    assertThatThrownBy(() -> UserKey.of(SOURCE, PrivacyConfig.NONE))
        .isInstanceOf(UserKeyMissing.class)
        .hasMessageContaining("\"log\"");
    assertThatThrownBy(() -> UserKey.of(SOURCE, PrivacyConfig.withKey("x".repeat(31))))
        .isInstanceOf(UserKeyMissing.class);
  }

  @Test
  void aSourceWithoutUserIdsNeedsNoKey() {
    SourceConfig source = TestSource.requests("csv", Path.of("log.csv")).config();
    assertThat(UserKey.of(source, PrivacyConfig.NONE)).isEmpty();
  }

  @Test
  void theKeyIsNotPartOfItsName() {
    assertThat(UserKey.of(SOURCE, PrivacyConfig.withKey(KEY)).orElseThrow().toString())
        .isEqualTo("UserKey");
  }
}

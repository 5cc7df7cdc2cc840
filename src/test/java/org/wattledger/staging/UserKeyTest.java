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
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.TestSource;
import org.wattledger.testing.Threat;

class UserKeyTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final SourceConfig SOURCE =
      TestSource.requests("csv", Path.of("log.csv")).column("user_id", "user").config();

  @Test
  @Threat("S3")
  void theKeyOfAUserIsTheHmacOfTheId() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String expected = HexFormat.of().formatHex(mac.doFinal("u-17".getBytes(UTF_8)));
    UserKey userKey = UserKey.of(SOURCE, Optional.of(KEY)).orElseThrow();
    assertThat(userKey.of(UTF8String.fromString("u-17")).toString())
        .isEqualTo(expected)
        .hasSize(64);
  }

  @Test
  @Threat("S4")
  void userIdsWithoutAKeyOfThirtyTwoBytesAreRefused() {
    assertThatThrownBy(() -> UserKey.of(SOURCE, Optional.empty()))
        .isInstanceOf(UserKeyMissing.class)
        .hasMessageContaining("\"log\"");
    assertThatThrownBy(() -> UserKey.of(SOURCE, Optional.of(new byte[31])))
        .isInstanceOf(UserKeyMissing.class);
  }

  @Test
  void aSourceWithoutUserIdsNeedsNoKey() {
    SourceConfig source = TestSource.requests("csv", Path.of("log.csv")).config();
    assertThat(UserKey.of(source, Optional.empty())).isEmpty();
  }

  @Test
  void theKeyIsNotPartOfItsName() {
    assertThat(UserKey.of(SOURCE, Optional.of(KEY)).orElseThrow().toString()).isEqualTo("UserKey");
  }
}

package org.wattledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattledger.testing.Threat;

class PostgresAddressTest {

  private static final String SECRET = "canary-4f9d1c77b2";

  @Test
  void thePlaceIsHostPortAndDatabase() {
    assertThat(address("jdbc:postgresql://db.example.org/energy?sslmode=verify-full").place())
        .isEqualTo("db.example.org:5432/energy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example.org/energy?user=u&password=" + SECRET,
        "jdbc:postgresql://u:" + SECRET + "@db.example.org/energy"
      })
  @Threat("S6")
  void aPasswordInTheAddressIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> address(url))
        .isInstanceOfSatisfying(
            ExportFailed.class, e -> assertThat(e.kind()).isEqualTo(ExportFailed.Kind.SECURITY))
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mysql://h/d", "db.example.org", "jdbc:postgresql://h:port/d"})
  void anAddressThatIsNoneIsAUsageError(String url) {
    assertThatThrownBy(() -> address(url))
        .isInstanceOfSatisfying(
            ExportFailed.class, e -> assertThat(e.kind()).isEqualTo(ExportFailed.Kind.USAGE));
  }

  @Test
  @Threat("S6")
  void thePasswordStandsInNoText() {
    PostgresAddress address = address("jdbc:postgresql://db.example.org/energy");

    assertThat(address.toString()).doesNotContain(SECRET);
    assertThat(address.redacted("failed with " + SECRET)).isEqualTo("failed with ***");
  }

  private static PostgresAddress address(String url) {
    return new PostgresAddress(url, Optional.of("u"), Optional.of(SECRET), Optional.empty());
  }
}

package org.wattledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublishedResultsPageTest {

  private static final Path PAGE = Path.of("docs", "published-results.md");

  @Test
  void theCommittedPageIsWhatVerifyYields() throws IOException {
    String page = PublishedResultsPage.of(Verification.shipped());
    if (Boolean.getBoolean("wattledger.published.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("%s is stale; its head says how to write it anew", PAGE)
        .isEqualTo(page);
  }
}

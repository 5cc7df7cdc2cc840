package org.wattledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Fault;
import org.wattledger.testing.PromiseTable;
import org.wattledger.testing.Threat;

/** The tables of faults and threats in docs/ promise what tests hold, and no less. */
class PromiseTablesTest {

  @Test
  void everyFaultOfTheTableIsHeldAndEveryFaultThatIsHeldStandsThere() throws IOException {
    PromiseTable faults = PromiseTable.of(Path.of("docs/operations.md"), 'F', Fault.class);

    assertThat(faults.scripts()).hasSizeGreaterThan(30);
    assertThat(faults.unheld()).isEmpty();
    assertThat(faults.untold()).isEmpty();
  }

  @Test
  void everyThreatOfTheTableIsHeldAndEveryThreatThatIsHeldStandsThere() throws IOException {
    PromiseTable threats = PromiseTable.of(Path.of("docs/security.md"), 'S', Threat.class);

    assertThat(threats.scripts()).hasSizeGreaterThan(15);
    assertThat(threats.unheld()).isEmpty();
    assertThat(threats.untold()).isEmpty();
  }
}

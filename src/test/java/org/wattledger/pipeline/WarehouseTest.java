package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WarehouseTest {

  @Test
  void aPathOrAFileUriIsADirectory() {
    assertThat(Warehouse.directory("warehouse")).isEqualTo(Path.of("warehouse"));
    assertThat(Warehouse.directory("/data/energy")).isEqualTo(Path.of("/data/energy"));
    assertThat(Warehouse.directory("file:/data/energy")).isEqualTo(Path.of("/data/energy"));
    assertThat(Warehouse.directory("file:///data/a%20b")).isEqualTo(Path.of("/data/a b"));
  }

  @Test
  void anObjectStoreIsRefusedWithoutRepeatingItsAddress() {
    assertThatThrownBy(() -> Warehouse.directory("s3a://key:secret@bucket/energy"))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("s3a")
        .hasMessageNotContaining("secret");
  }
}

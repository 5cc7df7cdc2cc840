package org.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** config may not know schema, so the names stand twice and are compared here. */
final class SourceKindTest {

  @Test
  void aMappingMayNameExactlyTheCanonicalColumns() {
    assertSame(SourceKind.REQUESTS, CanonicalTables.REQUESTS);
    assertSame(SourceKind.TELEMETRY, CanonicalTables.TELEMETRY);
    assertSame(SourceKind.PLACEMENTS, CanonicalTables.PLACEMENTS);
    assertSame(SourceKind.TRAINING, CanonicalTables.TRAINING);
  }

  private static void assertSame(SourceKind kind, Table table) {
    assertThat(kind.columns()).containsExactly(table.columnNames());
    assertThat(kind.required())
        .containsExactlyElementsOf(
            table.fields().stream().filter(field -> !field.nullable()).map(Field::name).toList());
    assertThat(kind.columns()).containsAll(kind.oneOf());
  }
}

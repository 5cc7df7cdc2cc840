package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.wattledger.explanation.Comparison;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

class PublishedRowsTest {

  private final PublishedRows rows = new PublishedRows(OutputTables.REQUEST_FOOTPRINT);

  @Test
  void theKeyOfAUserIsComparedAndNotShown() {
    List<Comparison> compared = compared("key-of-ada", "key-of-bob", "user_key");

    assertThat(compared).hasSize(1).noneMatch(Comparison::isSame);
    assertThat(compared.toString()).doesNotContain("ada").doesNotContain("bob");
    assertThat(compared("key-of-ada", "key-of-ada", "user_key")).allMatch(Comparison::isSame);
  }

  @Test
  void aRowThatOnlyOneSideHasDiffersInAllItKnows() {
    List<Comparison> compared = rows.compared(List.of(row("a")), List.of());

    assertThat(compared)
        .filteredOn(each -> !each.isSame())
        .extracting(Comparison::column)
        .containsExactly("request_id", "user_key");
  }

  private List<Comparison> compared(String before, String now, String column) {
    return rows.compared(List.of(row(before)), List.of(row(now))).stream()
        .filter(each -> each.column().equals(column))
        .toList();
  }

  private static Row row(String userKey) {
    Map<String, Object> cells = Map.of("request_id", "r1", "user_key", userKey);
    return RowFactory.create(
        OutputTables.REQUEST_FOOTPRINT.fields().stream()
            .map(Field::name)
            .map(cells::get)
            .toArray());
  }
}

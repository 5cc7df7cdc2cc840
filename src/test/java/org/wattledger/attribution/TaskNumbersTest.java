package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.SlotGrid;
import org.wattledger.physics.TokenClass;

/** Names, routes and sums are kept under a task's own numbers: {@link Names} and what uses them. */
class TaskNumbersTest {

  private static final SlotGrid GRID = new SlotGrid(0, 1_000_000);

  @Test
  void aNameHasOneNumberThroughoutATask() {
    Names names = new Names();

    assertThat(read(names, plain("b", "a", null, "b"))).containsExactly(0, 1, Names.NULL, 0);
    assertThat(read(names, plain("c", "a"))).containsExactly(2, 1);
    assertThat(names.name(2)).isEqualTo("c");
    assertThat(names.name(Names.NULL)).isNull();
    assertThat(names.size()).isEqualTo(3);
  }

  @Test
  void dictionaryIdsAndPlainTextAgreeOnNumbers() {
    Names names = new Names();

    read(names, plain("x", "y"));
    int[] coded = read(names, coded(List.of("y", "z", "x"), 0, 1, 2, null, 0));

    assertThat(coded).containsExactly(1, 2, 0, Names.NULL, 1);
  }

  @Test
  void theNextDictionaryIsNotTakenForTheLast() {
    Names names = new Names();

    assertThat(read(names, coded(List.of("x", "y"), 0, 1))).containsExactly(0, 1);
    assertThat(read(names, coded(List.of("y", "x"), 0, 1))).containsExactly(1, 0);
  }

  @Test
  void thousandsOfNamesStayApart() {
    Names names = new Names();
    String[] texts = IntStream.range(0, 5_000).mapToObj(i -> "ünit-" + i).toArray(String[]::new);

    int[] numbers = read(names, plain(texts));

    assertThat(numbers).containsExactly(IntStream.range(0, 5_000).toArray());
    assertThat(names.name(4_321)).isEqualTo("ünit-4321");
    assertThat(read(names, plain(texts))).isEqualTo(numbers);
  }

  @Test
  void thousandsOfRoutesStayApart() {
    RequestBatch batch = new RequestBatch(Map.of(), new RequestBatch.TaskNames(), true);
    read(batch.names().sites, plain("east", "west"));
    read(batch.names().units, plain(IntStream.range(0, 50).mapToObj(i -> "u" + i).toArray()));
    read(batch.names().models, plain(IntStream.range(0, 20).mapToObj(i -> "m" + i).toArray()));
    int rows = 2 * 51 * 20;
    batch.site = new int[rows];
    batch.unit = new int[rows];
    batch.prefillUnit = new int[rows];
    batch.device = new int[rows];
    batch.model = new int[rows];
    for (int row = 0; row < rows; row++) {
      batch.site[row] = row % 2;
      batch.unit[row] = row / 2 % 51 - 1;
      batch.prefillUnit[row] = Names.NULL;
      batch.device[row] = Names.NULL;
      batch.model[row] = row / 102;
    }
    RouteNumbers routes = new RouteNumbers();

    for (int round = 0; round < 2; round++) {
      for (int row = 0; row < rows; row++) {
        assertThat(routes.of(batch, row)).isEqualTo(row);
      }
    }

    assertThat(routes.size()).isEqualTo(rows);
    Set<RouteKey> distinct = new HashSet<>();
    IntStream.range(0, rows).mapToObj(routes::route).forEach(distinct::add);
    assertThat(distinct).hasSize(rows);
    // Row 1: the second site, no unit, the first model.
    assertThat(routes.route(1)).isEqualTo(new RouteKey("west", null, null, null, "m0"));
    // Row 2 x 51 x 19 + 2 x 50 = 2,038: the first site, the last unit, the last model.
    assertThat(routes.route(2_038)).isEqualTo(new RouteKey("east", "u49", null, null, "m19"));
  }

  @Test
  void sumsOfThousandsOfKeysStayApart() {
    Consumption sums = new Consumption();
    for (int round = 0; round < 3; round++) {
      for (int team = -1; team < 200; team++) {
        for (int hour = 0; hour < 24; hour++) {
          int cell = sums.cell(1, hour, 0, team, -1, TokenClass.SHORT);
          sums.add(cell, Consumption.ACTIVE_MJ, 1_000L * hour + team + 1);
          sums.add(cell, Consumption.REQUESTS, 1);
        }
      }
    }

    List<Row> rows = sums.rows(GRID, topology(), teams(), new Names(), facts());

    assertThat(rows).hasSize(201 * 24);
    for (Row row : rows) {
      assertThat(row.getLong(9 + Consumption.REQUESTS)).isEqualTo(3);
      String team = row.getString(6);
      int number = team.equals("(none)") ? -1 : Integer.parseInt(team.substring(4));
      assertThat(row.getLong(9 + Consumption.ACTIVE_MJ))
          .isEqualTo(3 * (1_000L * row.getInt(0) + number + 1));
    }
  }

  @Test
  void aRowOfSumsNamesPoolModelTeamOperationAndClass() {
    Consumption sums = new Consumption();
    Names teams = new Names();
    read(teams, plain("key-7"));
    Names operations = new Names();
    read(operations, plain("chat"));
    sums.add(sums.cell(1, 23, 1, 0, 0, TokenClass.HUGE), Consumption.PIECES, 4);

    Row row = sums.rows(GRID, topology(), teams, operations, facts()).get(0);

    assertThat(List.of(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
        .containsExactly(23, 23, "east", "u2", "A100");
    assertThat(List.of(row.get(5), row.get(6), row.get(7), row.get(8)))
        .containsExactly("qwen", "research", "chat", "4096+");
    assertThat(row.getLong(9 + Consumption.PIECES)).isEqualTo(4);
    assertThat(row.getLong(9 + Consumption.REQUESTS)).isZero();
  }

  private static Topology topology() {
    return new Topology(
        List.of("llama", "qwen"),
        List.of(
            new Topology.Pool("east", "u1", null, null),
            new Topology.Pool("east", "u2", "A100", null)),
        Map.of(),
        Map.of(),
        0);
  }

  private static Names teams() {
    Names teams = new Names();
    read(teams, plain(IntStream.range(0, 200).mapToObj(i -> "team" + i).toArray()));
    return teams;
  }

  private static BookingFacts facts() {
    return new BookingFacts(Map.of(), new int[0], null, Map.of("key-7", "research"));
  }

  private static int[] read(Names names, OnHeapColumnVector vector) {
    int rows = vector.getElementsAppended();
    int[] numbers = new int[rows];
    names.read(vector, rows, numbers);
    return numbers;
  }

  private static OnHeapColumnVector plain(Object... texts) {
    OnHeapColumnVector vector =
        new OnHeapColumnVector(Math.max(1, texts.length), DataTypes.StringType);
    for (Object text : texts) {
      if (text == null) {
        vector.appendNull();
      } else {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        vector.appendByteArray(bytes, 0, bytes.length);
      }
    }
    return vector;
  }

  /** As the Parquet reader leaves a dictionary-coded column; null: no value. */
  private static OnHeapColumnVector coded(List<String> dictionary, Integer... ids) {
    OnHeapColumnVector vector = new OnHeapColumnVector(ids.length, DataTypes.StringType);
    vector.setDictionary(new Words(dictionary));
    vector.reserveDictionaryIds(ids.length);
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] == null) {
        vector.putNull(row);
      } else {
        vector.getDictionaryIds().putInt(row, ids[row]);
      }
    }
    vector.addElementsAppended(ids.length);
    return vector;
  }

  private record Words(List<String> words) implements Dictionary {

    @Override
    public byte[] decodeToBinary(int id) {
      return words.get(id).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int decodeToInt(int id) {
      throw new UnsupportedOperationException("words only");
    }

    @Override
    public long decodeToLong(int id) {
      throw new UnsupportedOperationException("words only");
    }

    @Override
    public float decodeToFloat(int id) {
      throw new UnsupportedOperationException("words only");
    }

    @Override
    public double decodeToDouble(int id) {
      throw new UnsupportedOperationException("words only");
    }
  }
}

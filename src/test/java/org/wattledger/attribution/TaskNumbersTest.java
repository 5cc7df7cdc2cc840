package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.wattledger.books.Consumed;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.physics.TokenClass;

/** Names, routes and sums are kept under a task's own numbers: {@link Names} and what uses them. */
class TaskNumbersTest {

  private static final DayNames DAY =
      new DayNames(
          1,
          List.of("east"),
          List.of(),
          List.of(),
          List.of("llama", "qwen"),
          List.of("(none)", "research"),
          List.of("(none)", "chat"));

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

    KeyedSums found = sums.sums();

    assertThat(found.size()).isEqualTo(201 * 24);
    for (int cell = 0; cell < found.size(); cell++) {
      assertThat(found.sum(cell, Consumption.REQUESTS)).isEqualTo(3);
      // A team's number grows by one: 0 is an absent name.
      assertThat(found.sum(cell, Consumption.ACTIVE_MJ))
          .isEqualTo(
              3
                  * (1_000L * found.part(cell, LedgerKey.INTERVAL)
                      + found.part(cell, LedgerKey.TEAM)));
    }
  }

  @Test
  void sumsOfATaskComeUnderTheNumbersOfTheDay() {
    RequestBatch.TaskNames names = new RequestBatch.TaskNames();
    read(names.teams, plain("key-7"));
    read(names.operations, plain("chat"));
    Consumption byTeam = new Consumption();
    byTeam.add(byTeam.cell(1, 23, 1, 0, 0, TokenClass.UNKNOWN), Consumption.PIECES, 4);
    byTeam.add(
        byTeam.cell(1, 23, 1, Names.NULL, Names.NULL, TokenClass.UNKNOWN), Consumption.PIECES, 5);
    Consumption byClass = new Consumption();
    byClass.add(byClass.cell(1, 23, 1, Names.NULL, 0, TokenClass.HUGE), Consumption.PIECES, 9);
    TaskSums task =
        TaskSums.of(
            names,
            facts(),
            new Consumed(byTeam.sums(), byClass.sums(), new QueryHistograms().sums()));

    Consumed day = task.parted(DAY, 1).get(0);

    // Team "research" is called "key-7" in the log; interval 23, pool 1, model 1.
    int research = day.byTeam().find(23, 1, 1, 1, 1, TokenClass.UNKNOWN.ordinal());
    assertThat(day.byTeam().sum(research, Consumption.PIECES)).isEqualTo(4);
    assertThat(day.byTeam().sum(research, Consumption.REQUESTS)).isZero();
    int unnamed = day.byTeam().find(23, 1, 1, 0, 0, TokenClass.UNKNOWN.ordinal());
    assertThat(day.byTeam().sum(unnamed, Consumption.PIECES)).isEqualTo(5);
    int huge = day.byClass().find(23, 1, 1, LedgerKey.NONE, 1, TokenClass.HUGE.ordinal());
    assertThat(day.byClass().sum(huge, Consumption.PIECES)).isEqualTo(9);
  }

  @Test
  void aTeamsSumsOfAllTasksMeetInOnePart() {
    RequestBatch.TaskNames names = new RequestBatch.TaskNames();
    read(names.teams, plain("key-7"));
    read(names.operations, plain("chat"));
    Consumption byTeam = new Consumption();
    for (int interval = 0; interval < 24; interval++) {
      byTeam.add(
          byTeam.cell(interval % 2, interval, 0, 0, 0, TokenClass.UNKNOWN), Consumption.PIECES, 1);
    }
    TaskSums task =
        TaskSums.of(
            names,
            facts(),
            new Consumed(byTeam.sums(), new Consumption().sums(), new QueryHistograms().sums()));

    assertThat(task.parted(DAY, 5))
        .extracting(part -> part.byTeam().size())
        .containsOnlyOnce(24)
        .containsOnly(0, 24);
  }

  private static BookingFacts facts() {
    return new BookingFacts(
        new PoolHourEntries(List.of()), new int[0], null, Map.of("key-7", "research"));
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

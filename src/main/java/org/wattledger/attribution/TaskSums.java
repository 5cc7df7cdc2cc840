package org.wattledger.attribution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wattledger.books.BinKey;
import org.wattledger.books.Consumed;
import org.wattledger.books.DayNames;
import org.wattledger.books.LedgerKey;

/**
 * What the requests of one task consumed. Teams and operations are its own numbers, places in the
 * lists that go with them.
 */
record TaskSums(List<String> teams, List<String> operations, Consumed consumed)
    implements Serializable {

  static TaskSums of(RequestBatch.TaskNames names, BookingFacts facts, Consumed consumed) {
    List<String> teams = new ArrayList<>();
    for (int i = Names.NULL; i < names.teams.size(); i++) {
      teams.add(facts.team(names.teams.name(i)));
    }
    List<String> operations = new ArrayList<>();
    for (int i = Names.NULL; i < names.operations.size(); i++) {
      operations.add(BookingFacts.operation(names.operations.name(i)));
    }
    return new TaskSums(teams, operations, consumed);
  }

  /** Of a task that kept no request. */
  static TaskSums ofNothing() {
    return new TaskSums(List.of(), List.of(), Consumed.nothing(Consumption.MEASURES));
  }

  /** How many keys the sums have. */
  int size() {
    return consumed.byTeam().size() + consumed.byClass().size();
  }

  /**
   * The same under the numbers of the day, in parts; everything of one model, team, operation and
   * token class is in one of them.
   */
  List<Consumed> parted(DayNames day, int parts) {
    int[] teamOf = numbers(teams, day.teams());
    int[] operationOf = numbers(operations, day.operations());
    List<Consumed> parted =
        Stream.generate(() -> Consumed.nothing(Consumption.MEASURES)).limit(parts).toList();
    consumed
        .byTeam()
        .addTo(
            parted.stream().map(Consumed::byTeam).toList(),
            key -> {
              key[LedgerKey.TEAM] = teamOf[key[LedgerKey.TEAM]];
              key[LedgerKey.OPERATION] = operationOf[key[LedgerKey.OPERATION]];
            },
            key -> partOf(key, parts));
    consumed
        .byClass()
        .addTo(
            parted.stream().map(Consumed::byClass).toList(),
            key -> {
              key[LedgerKey.TEAM] = LedgerKey.NONE;
              key[LedgerKey.OPERATION] = operationOf[key[LedgerKey.OPERATION]];
            },
            key -> partOf(key, parts));
    consumed
        .histograms()
        .addTo(
            parted.stream().map(Consumed::histograms).toList(),
            key -> key[BinKey.OPERATION] = operationOf[key[BinKey.OPERATION]],
            key ->
                part(
                    parts,
                    key[BinKey.MODEL],
                    LedgerKey.NONE,
                    key[BinKey.OPERATION],
                    key[BinKey.TOKEN_CLASS]));
    return parted;
  }

  private static int partOf(int[] key, int parts) {
    return part(
        parts,
        key[LedgerKey.MODEL],
        key[LedgerKey.TEAM],
        key[LedgerKey.OPERATION],
        key[LedgerKey.TOKEN_CLASS]);
  }

  private static int part(int parts, int model, int team, int operation, int tokenClass) {
    int mixed = ((model * 31 + team) * 31 + operation) * 31 + tokenClass;
    return Math.floorMod(mixed * 0x9E3779B9 >>> 7, parts);
  }

  private static int[] numbers(List<String> names, List<String> day) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < day.size(); i++) {
      numbers.put(day.get(i), i);
    }
    return names.stream().mapToInt(numbers::get).toArray();
  }
}

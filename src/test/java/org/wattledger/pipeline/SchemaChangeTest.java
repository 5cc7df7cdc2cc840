package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.ColumnCounts;
import org.wattledger.pipeline.SchemaChange.Type;
import org.wattledger.quality.Check.Status;
import org.wattledger.sources.CellReaders;
import org.wattledger.sources.SourceShape;
import org.wattledger.sources.SourceShape.Cell;
import org.wattledger.sources.TestSource;

/** What a change of a source's shape is, and what it does to a day. */
class SchemaChangeTest {

  private static final CellReaders READERS =
      new CellReaders(
          Map.of(
              List.of("team"), Set.of("team_id"),
              List.of("prompt"), Set.of("prompt_tokens"),
              List.of("kind"), Set.of("where")),
          Set.of("prompt"));

  @Test
  void theSameCellsAreNoChange() {
    SourceShape shape = json(10, text("team", 10), text("note", 10));

    assertThat(SchemaChange.between(shape, shape, READERS)).isEmpty();
  }

  @Test
  void anotherLayoutIsAnotherSource() {
    SourceShape csv = new SourceShape("csv", 1, List.of());

    assertThat(SchemaChange.between(json(10, text("team", 10)), csv, READERS)).isEmpty();
  }

  @Test
  void newNamesAreToldOnceHalfOfTheRecordsHaveThem() {
    SourceShape before = json(10, text("team", 10));
    SourceShape now = json(10, text("team", 10), text("usual", 5), text("rare", 4));

    assertThat(SchemaChange.between(before, now, READERS))
        .containsExactly(
            new SchemaChange(Type.ADDED, "usual", Set.of(), true, "absent", "in 5 of 10 records"));
  }

  @Test
  void whatNobodyReadsIsGoneOnlyIfItWasUsual() {
    SourceShape before = json(10, text("team", 1), text("usual", 5), text("rare", 4));

    assertThat(SchemaChange.between(before, json(10), READERS))
        .extracting(SchemaChange::cell)
        .containsExactly("team", "usual");
  }

  @Test
  void aColumnThatSomeFilesLackIsGoneUnlessTheMappingAllowsForIt() {
    SourceShape before = new SourceShape("csv", 3, List.of(cell("team", 3), cell("prompt", 3)));
    SourceShape now = new SourceShape("csv", 3, List.of(cell("team", 2), cell("prompt", 2)));

    assertThat(SchemaChange.between(before, now, READERS))
        .extracting(SchemaChange::sentence)
        .containsExactly("team (read by team_id): was in 3 of 3 files, now in 2 of 3 files");
  }

  @Test
  void aNullIsNoKindAndSingleValuesOfAnotherKindAreNoNewShape() {
    SourceShape before = json(100, cell("prompt", 100, "number", 100), cell("team", 100));
    SourceShape now =
        json(
            100,
            new Cell("prompt", 100, Map.of("number", 91L, "text", 9L)),
            cell("team", 100, "text", 100));

    assertThat(SchemaChange.between(before, now, READERS)).isEmpty();
  }

  @Test
  void anotherKindIsRetypedAndOneThatHoldsOthersIsNested() {
    SourceShape before = json(10, cell("prompt", 10, "number", 10), text("team", 10));
    SourceShape now = json(10, text("prompt", 10), cell("team", 10, "object", 9));

    assertThat(SchemaChange.between(before, now, READERS))
        .containsExactly(
            new SchemaChange(
                Type.RETYPED, "prompt", Set.of("prompt_tokens"), true, "number", "text"),
            new SchemaChange(Type.NESTED, "team", Set.of("team_id"), true, "text", "object"));
  }

  @Test
  void namesOfEarlierDaysStayKnownButWhatIsGoneIsToldOnce() {
    SourceShape first = json(10, text("team", 10), text("usual", 10));
    SourceShape second = json(10);
    SourceSchema accepted =
        SourceSchema.of(
            TestSource.requests("json", Path.of("log")).named("log").config(),
            second,
            Optional.of(schema(first, 10, Map.of())),
            Optional.empty());

    assertThat(SchemaChange.between(accepted.shape(), second, READERS)).isEmpty();
    assertThat(SchemaChange.between(accepted.shape(), first, READERS)).isEmpty();
  }

  @Test
  void aUsualColumnThatIsEmptyAllDayStopsAndOneThatIsStillFilledWarns() {
    // Of 100 records 100 had a team. None of 3 today cannot be chance.
    assertThat(verdict(removed("team_id"), 100, Map.of("team_id", 100L), 3, 0, 0))
        .hasValue(Status.FAIL);
    assertThat(verdict(removed("team_id"), 100, Map.of("team_id", 100L), 3, 1, 0))
        .hasValue(Status.WARN);
  }

  @Test
  void aSparseColumnIsEmptyByChanceUntilTheOddsAreAgainstIt() {
    // A tenth of the records: 0.9^65 = 0.00106, 0.9^66 = 0.00096.
    assertThat(verdict(removed("team_id"), 100, Map.of("team_id", 10L), 65, 0, 0)).isEmpty();
    assertThat(verdict(removed("team_id"), 100, Map.of("team_id", 10L), 66, 0, 0))
        .hasValue(Status.WARN);
    // Half of them: 0.5^9 = 0.00195, 0.5^10 = 0.00098.
    assertThat(verdict(removed("team_id"), 100, Map.of("team_id", 50L), 9, 0, 0))
        .hasValue(Status.WARN);
    assertThat(verdict(removed("team_id"), 100, Map.of("team_id", 50L), 10, 0, 0))
        .hasValue(Status.FAIL);
  }

  @Test
  void valuesOfAnotherKindStopOnceTooManyAreRefused() {
    // 5 % of 100 records is 5.
    SchemaChange retyped = change(Type.RETYPED, "prompt_tokens");

    assertThat(verdict(retyped, 100, Map.of("prompt_tokens", 90L), 100, 95, 5))
        .hasValue(Status.WARN);
    assertThat(verdict(retyped, 100, Map.of("prompt_tokens", 90L), 100, 94, 6))
        .hasValue(Status.FAIL);
  }

  @Test
  void aTextThatNowHoldsOthersStopsThoughEveryTextFits() {
    assertThat(verdict(change(Type.NESTED, "team_id"), 100, Map.of("team_id", 90L), 100, 90, 0))
        .hasValue(Status.FAIL);
  }

  @Test
  void aConditionThatNowLeavesOutAllRecordsStops() {
    ColumnCounts all = counts("team_id", 0, 0).over(0, 10);
    ColumnCounts some = counts("team_id", 5, 0).over(5, 5);
    SourceSchema before = schema(json(10), 10, Map.of());

    assertThat(new SchemaVerdict(before, all, 0.05).of(removed("where"))).hasValue(Status.FAIL);
    assertThat(new SchemaVerdict(before, some, 0.05).of(removed("where"))).hasValue(Status.WARN);
  }

  private static Optional<Status> verdict(
      SchemaChange change,
      long recordsBefore,
      Map<String, Long> filledBefore,
      int records,
      int filled,
      int refused) {
    String column = change.readers().iterator().next();
    ColumnCounts counts = counts(column, filled, refused).over(records, 0);
    return new SchemaVerdict(schema(json(10), recordsBefore, filledBefore), counts, 0.05)
        .of(change);
  }

  private static ColumnCounts counts(String column, long filled, long refused) {
    return new ColumnCounts(
        SourceKind.REQUESTS, "log", List.of(column), new long[] {filled}, new long[] {refused});
  }

  private static SourceSchema schema(SourceShape shape, long records, Map<String, Long> filled) {
    return new SourceSchema(SourceKind.REQUESTS, "log", shape, records, filled);
  }

  private static SourceShape json(long sampled, Cell... cells) {
    return new SourceShape("json", sampled, List.of(cells));
  }

  private static Cell text(String name, long present) {
    return cell(name, present, "text", present);
  }

  private static Cell cell(String name, long present) {
    return new Cell(name, present, Map.of());
  }

  private static Cell cell(String name, long present, String kind, long values) {
    return new Cell(name, present, Map.of(kind, values));
  }

  private static SchemaChange removed(String reader) {
    return change(Type.REMOVED, reader);
  }

  private static SchemaChange change(Type type, String reader) {
    return new SchemaChange(type, "cell", Set.of(reader), true, "was", "is");
  }
}

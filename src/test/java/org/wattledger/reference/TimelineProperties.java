package org.wattledger.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TimelineProperties {

  @Property
  void aSpanIsFoundFromItsStartToItsEndWhateverTheOrderOfRows(
      @ForAll @IntRange(min = 1, max = 40) int spans, @ForAll long seed) {
    List<Dated<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      // Spans of 10 s with a hole of 5 s after each.
      Validity validity =
          new Validity(Instant.ofEpochSecond(i * 15L), Instant.ofEpochSecond(i * 15L + 10));
      rows.add(new Dated<>("X", validity, i, new Place("by hand", i + 1, 0)));
    }
    Collections.shuffle(rows, new Random(seed));
    ProblemLog problems = new ProblemLog();

    Timeline<Integer> timeline = Timeline.of(rows, problems);

    problems.throwIfAny();
    for (int i = 0; i < spans; i++) {
      assertThat(timeline.at("x", Instant.ofEpochSecond(i * 15L))).hasValue(i);
      assertThat(timeline.at("x", Instant.ofEpochSecond(i * 15L + 9))).hasValue(i);
      assertThat(timeline.at("x", Instant.ofEpochSecond(i * 15L + 10))).isEmpty();
    }
    assertThat(timeline.latest("X")).hasValue(spans - 1);
  }

  @Property
  void aLaterLayerReplacesAnEntityWholeAndNoOther(@ForAll boolean laterFirst) {
    Dated<String> base = new Dated<>("a", Validity.ALWAYS, "base", new Place("f", 1, 0));
    Dated<String> other = new Dated<>("b", Validity.ALWAYS, "other", new Place("f", 2, 0));
    Dated<String> later = new Dated<>("A", Validity.ALWAYS, "later", new Place("g", 1, 1));
    ProblemLog problems = new ProblemLog();

    Timeline<String> timeline =
        Timeline.of(
            laterFirst ? List.of(later, base, other) : List.of(base, other, later), problems);

    problems.throwIfAny();
    assertThat(timeline.at("a", Instant.EPOCH)).hasValue("later");
    assertThat(timeline.at("b", Instant.EPOCH)).hasValue("other");
  }
}

package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wattledger.attribution.DeviceLabels.Span;

class LabelTrackTest {

  private static final long EVER = Long.MAX_VALUE;

  private final LabelTrack track = new LabelTrack();

  @Test
  void aLabelHoldsUntilTheNextSampleSaysOtherwise() {
    add(10, "dcgm", "east", "u1", "llama");
    add(20, "dcgm", "east", "u1", "llama");
    add(30, "dcgm", "east", "u2", "llama");

    assertThat(track.spans())
        .containsExactly(
            new Span(Long.MIN_VALUE, 30, "east", null, "u1", "llama"),
            new Span(30, EVER, "east", null, "u2", "llama"));
  }

  @Test
  void ofTwoSourcesTheFirstByNameThatKnowsALabelWins() {
    add(10, "b-scheduler", "west", "u1", "llama");
    add(10, "a-dcgm", "east", null, null);

    assertThat(track.spans())
        .containsExactly(new Span(Long.MIN_VALUE, EVER, "east", null, "u1", "llama"));
  }

  @Test
  void twoSourcesInTurnDoNotMakeTheLabelFlicker() {
    for (long at = 10; at < 100; at += 10) {
      add(at, "a-dcgm", "east", null, null);
      add(at + 5, "b-scheduler", null, "u1", null);
    }

    assertThat(track.spans())
        .containsExactly(
            new Span(Long.MIN_VALUE, 15, "east", null, null, null),
            new Span(15, EVER, "east", null, "u1", null));
  }

  @Test
  void twoSlicesToldAtEachMomentMakeOneSpan() {
    for (long at = 10; at < 100; at += 10) {
      add(at, "dcgm", "east", "u1", null);
      add(at, "dcgm", "east", "u2", null);
    }

    assertThat(track.spans())
        .containsExactly(new Span(Long.MIN_VALUE, EVER, "east", null, "u2", null));
  }

  @Test
  void aSampleWithoutLabelsTakesThemAway() {
    add(10, "dcgm", "east", "u1", null);
    add(20, "dcgm", null, null, null);

    assertThat(track.spans())
        .containsExactly(
            new Span(Long.MIN_VALUE, 20, "east", null, "u1", null),
            new Span(20, EVER, null, null, null, null));
  }

  private void add(long atUs, String source, String site, String unit, String model) {
    track.add(atUs, new SampleLabels(null, unit, model, site, null, null, source, "f"));
  }
}

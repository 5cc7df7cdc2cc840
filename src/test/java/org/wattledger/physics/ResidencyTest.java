package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.physics.Residency.ANY_UNIT;

import org.junit.jupiter.api.Test;

/** Slots of one minute: 1,440 in a day. */
class ResidencyTest {

  private static final SlotGrid GRID = new SlotGrid(20_000 * 86_400_000_000L, 60_000_000);
  private static final int UNIT = 4;
  private static final int LLAMA = 2;
  private static final int QWEN = 5;

  private final Residency residency = new Residency(GRID);

  @Test
  void theModelLastPresentOwnsWhatFollows() {
    residency.add(UNIT, LLAMA, 10, 20);
    residency.add(UNIT, QWEN, 100, 100);

    assertThat(owners(15)).containsExactly(LLAMA);
    assertThat(owners(21)).containsExactly(LLAMA);
    assertThat(owners(99)).containsExactly(LLAMA);
    assertThat(owners(100)).containsExactly(QWEN);
    assertThat(owners(1_439)).containsExactly(QWEN);
  }

  @Test
  void beforeAnyModelWasPresentTheNextOneOwns() {
    residency.add(UNIT, LLAMA, 700, 700);

    assertThat(owners(0)).containsExactly(LLAMA);
    assertThat(owners(699)).containsExactly(LLAMA);
  }

  @Test
  void severalModelsInOneSlotOwnWhatFollowsTogether() {
    residency.add(UNIT, QWEN, 63, 64);
    residency.add(UNIT, LLAMA, 64, 65);

    assertThat(owners(63)).containsExactly(QWEN);
    assertThat(owners(64)).containsExactly(LLAMA, QWEN);
    assertThat(owners(65)).containsExactly(LLAMA);
    assertThat(owners(66)).containsExactly(LLAMA);
  }

  @Test
  void aRunOverManyWordsIsPresentThroughout() {
    residency.add(UNIT, LLAMA, 5, 1_000);
    residency.add(UNIT, QWEN, 500, 500);

    assertThat(owners(499)).containsExactly(LLAMA);
    assertThat(owners(500)).containsExactly(LLAMA, QWEN);
    assertThat(owners(501)).containsExactly(LLAMA);
  }

  @Test
  void requestsThatNameNoUnitCountForEveryUnit() {
    residency.add(UNIT, LLAMA, 10, 10);
    residency.add(ANY_UNIT, QWEN, 20, 20);

    assertThat(owners(19)).containsExactly(LLAMA);
    assertThat(owners(20)).containsExactly(QWEN);
    assertThat(residency.owners().get(ANY_UNIT).of(0)).containsExactly(QWEN);
  }

  @Test
  void withoutAnyRequestNobodyOwns() {
    assertThat(residency.owners().get(ANY_UNIT).of(0)).isEmpty();
  }

  /** From the 12th presence on a bit for each slot takes less room than the list. */
  @Test
  void manyPresencesOwnAsFewDoWhicheverTaskSawThem() {
    Residency many = new Residency(GRID);
    Residency few = new Residency(GRID);
    for (int i = 0; i < 20; i++) {
      (i < 15 ? many : few).add(UNIT, i % 2 == 0 ? LLAMA : QWEN, 50 * i, 50 * i);
    }
    Residency manyThenFew = new Residency(GRID).merge(many).merge(few);
    Residency fewThenMany = new Residency(GRID).merge(few).merge(many);

    for (Residency merged : new Residency[] {manyThenFew, fewThenMany}) {
      Residency.Owners owners = merged.owners().get(UNIT);
      for (int slot = 0; slot < 1_000; slot++) {
        assertThat(owners.of(slot)).containsExactly(slot / 50 % 2 == 0 ? LLAMA : QWEN);
      }
    }
  }

  @Test
  void whatTwoTasksSawIsJoinedInEitherOrder() {
    Residency left = new Residency(GRID);
    left.add(UNIT, LLAMA, 10, 12);
    left.add(ANY_UNIT, QWEN, 50, 50);
    Residency right = new Residency(GRID);
    right.add(UNIT, QWEN, 12, 300);
    right.add(9, LLAMA, 1, 1);
    Residency whole = new Residency(GRID);
    whole.add(UNIT, LLAMA, 10, 12);
    whole.add(ANY_UNIT, QWEN, 50, 50);
    whole.add(UNIT, QWEN, 12, 300);
    whole.add(9, LLAMA, 1, 1);

    Residency leftFirst = new Residency(GRID).merge(left).merge(right);
    Residency rightFirst = new Residency(GRID).merge(right).merge(left);

    for (int unit : new int[] {UNIT, 9, ANY_UNIT}) {
      for (int slot : new int[] {0, 1, 2, 10, 11, 12, 13, 50, 51, 300, 301, 1_439}) {
        int[] expected = whole.owners().get(unit).of(slot);
        assertThat(leftFirst.owners().get(unit).of(slot)).isEqualTo(expected);
        assertThat(rightFirst.owners().get(unit).of(slot)).isEqualTo(expected);
      }
    }
  }

  private int[] owners(int slot) {
    return residency.owners().get(UNIT).of(slot);
  }
}

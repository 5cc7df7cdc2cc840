package org.wattledger.physics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.TimeRange;

/**
 * The cumulative energy E(t) of one device in whole millijoules (methodology section 6).
 *
 * <p>Immutable. Between two knots lies a piece: a part of an interval known from one basis, or a
 * gap. Inside a piece E grows linearly over the metered interval that it was cut from, rounded down
 * to the millijoule. All amounts are differences of E, so parts add up to the whole exactly,
 * wherever they are cut; and since the rounding depends on the metered interval alone, the runs of
 * two days cut it at their midnight in the same place.
 */
public final class EnergyCurve implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Basis code of a piece that nothing is known of; other codes are {@link EnergyBasis} ordinals.
   */
  public static final byte GAP = -1;

  private static final int CELLS = 64;

  /** A metered interval: its basis, bounds and energy. */
  record Source(EnergyBasis basis, long startUs, long endUs, long energyMj) {

    /** Energy from the start of the interval until us, rounded down. */
    long untilMj(long us) {
      return ProportionalShare.floor(energyMj, us - startUs, endUs - startUs);
    }
  }

  private final long[] knotUs;
  private final long[] cumulativeMj;
  private final byte[] basis;
  private final transient Source[] sources;

  /** E at a knot less what its metered interval had yielded until there. */
  private final long[] offsetMj;

  /** Longest ranges without a gap, in order. */
  private final long[] coveredFromUs;

  private final long[] coveredToUs;

  private EnergyCurve(Builder builder) {
    int pieces = builder.pieces;
    knotUs = Arrays.copyOf(builder.knotUs, pieces == 0 ? 0 : pieces + 1);
    cumulativeMj = Arrays.copyOf(builder.cumulativeMj, knotUs.length);
    basis = new byte[pieces];
    sources = Arrays.copyOf(builder.sources, pieces);
    offsetMj = new long[pieces];
    List<TimeRange> covered = new ArrayList<>();
    int runStart = 0;
    for (int piece = 0; piece < pieces; piece++) {
      Source source = sources[piece];
      if (source == null) {
        basis[piece] = GAP;
        offsetMj[piece] = cumulativeMj[piece];
        covered.add(new TimeRange(knotUs[runStart], knotUs[piece]));
        runStart = piece + 1;
      } else {
        basis[piece] = (byte) source.basis().ordinal();
        offsetMj[piece] = cumulativeMj[piece] - source.untilMj(knotUs[piece]);
      }
    }
    if (pieces > 0) {
      covered.add(new TimeRange(knotUs[runStart], knotUs[pieces]));
    }
    coveredFromUs = covered.stream().mapToLong(TimeRange::startUs).toArray();
    coveredToUs = covered.stream().mapToLong(TimeRange::endUs).toArray();
  }

  /**
   * A curve from knots.
   *
   * @param knotUs times, strictly rising
   * @param cumulativeMj E at each knot, never falling, the same at both ends of a gap
   * @param basis one code per interval; gaps at either end are left out
   * @throws IllegalArgumentException if the three do not describe a curve
   */
  public static EnergyCurve of(long[] knotUs, long[] cumulativeMj, byte[] basis) {
    if (knotUs.length != cumulativeMj.length || knotUs.length != Math.max(1, basis.length + 1)) {
      throw new IllegalArgumentException(
          "A curve of %d intervals needs one knot and one value more; it has %d and %d"
              .formatted(basis.length, knotUs.length, cumulativeMj.length));
    }
    Builder builder = new Builder();
    for (int i = 0; i < basis.length; i++) {
      long energyMj = cumulativeMj[i + 1] - cumulativeMj[i];
      if (knotUs[i] >= knotUs[i + 1] || energyMj < 0 || (basis[i] == GAP && energyMj != 0)) {
        throw new IllegalArgumentException(
            "Interval %d from %d to %d us with %d mJ: time must rise, E must not fall nor grow in a gap"
                .formatted(i, knotUs[i], knotUs[i + 1], energyMj));
      }
      if (basis[i] != GAP) {
        EnergyBasis known = EnergyBasis.values()[basis[i]];
        builder.piece(
            new Source(known, knotUs[i], knotUs[i + 1], energyMj), knotUs[i], knotUs[i + 1]);
      }
    }
    return builder.build();
  }

  /** E at a time: 0 before the first knot, the total after the last. */
  public long at(long us) {
    if (basis.length == 0 || us <= knotUs[0]) {
      return 0;
    }
    if (us >= knotUs[basis.length]) {
      return cumulativeMj[basis.length];
    }
    int found = Arrays.binarySearch(knotUs, us);
    return found >= 0 ? cumulativeMj[found] : atMj(-found - 2, us);
  }

  /** Energy in [fromUs, toUs) in mJ. */
  public long energyMj(long fromUs, long toUs) {
    return at(toUs) - at(fromUs);
  }

  /** Microseconds of [fromUs, toUs) that telemetry covers. */
  public long coveredUs(long fromUs, long toUs) {
    long us = 0;
    for (int i = firstRunAfter(fromUs); i < coveredFromUs.length && coveredFromUs[i] < toUs; i++) {
      us += TimeRange.overlapUs(coveredFromUs[i], coveredToUs[i], fromUs, toUs);
    }
    return us;
  }

  /**
   * Where telemetry covers a slot: bit i is set if it covers at least half of the slot's i-th 64th.
   * Only what lies in [fromUs, toUs) counts as covered.
   */
  public long coverageMask(long slotStartUs, long slotUs, long fromUs, long toUs) {
    long from = Math.max(fromUs, slotStartUs);
    long to = Math.min(toUs, slotStartUs + slotUs);
    long covered = from < to ? coveredUs(from, to) : 0;
    if (covered == 0) {
      return 0;
    }
    if (covered == slotUs) {
      return -1L;
    }
    long mask = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      long cellStartUs = slotStartUs + slotUs * cell / CELLS;
      long cellEndUs = slotStartUs + slotUs * (cell + 1) / CELLS;
      long inCellUs = coveredUs(Math.max(cellStartUs, from), Math.min(cellEndUs, to));
      if (2 * inCellUs >= cellEndUs - cellStartUs && inCellUs > 0) {
        mask |= 1L << cell;
      }
    }
    return mask;
  }

  /** The pieces that reach into [fromUs, toUs): inside it this curve has the same differences. */
  public EnergyCurve slice(long fromUs, long toUs) {
    Builder builder = new Builder();
    int found = Arrays.binarySearch(knotUs, fromUs);
    for (int piece = Math.max(0, found >= 0 ? found : -found - 2);
        piece < basis.length && knotUs[piece] < toUs;
        piece++) {
      if (sources[piece] != null && knotUs[piece + 1] > fromUs) {
        builder.piece(sources[piece], knotUs[piece], knotUs[piece + 1]);
      }
    }
    return builder.build();
  }

  /** Walks slots of that length in order of time: the fast way over a whole day. */
  public SlotCursor slots(long slotUs) {
    return new SlotCursor(this, slotUs);
  }

  /** The ranges between the first and the last knot of which nothing is known. */
  public List<TimeRange> gaps() {
    List<TimeRange> gaps = new ArrayList<>();
    for (int run = 1; run < coveredFromUs.length; run++) {
      gaps.add(new TimeRange(coveredToUs[run - 1], coveredFromUs[run]));
    }
    return gaps;
  }

  /** Number of pieces, gaps included. */
  public int pieces() {
    return basis.length;
  }

  /** Start of a piece; of the one after the last: the end of the curve. */
  public long knotUs(int piece) {
    return knotUs[piece];
  }

  /** Basis code of a piece. */
  public byte basis(int piece) {
    return basis[piece];
  }

  /** E inside or at the ends of a piece. */
  long atMj(int piece, long us) {
    if (us == knotUs[piece]) {
      return cumulativeMj[piece];
    }
    if (us == knotUs[piece + 1]) {
      return cumulativeMj[piece + 1];
    }
    Source source = sources[piece];
    return offsetMj[piece] + (source == null ? 0 : source.untilMj(us));
  }

  private int firstRunAfter(long us) {
    int found = Arrays.binarySearch(coveredToUs, us);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private Object writeReplace() {
    return Form.of(this);
  }

  /** The curve between two machines: primitive arrays instead of one object per piece. */
  private record Form(
      long[] fromUs, long[] toUs, byte[] basis, long[] startUs, long[] endUs, long[] energyMj)
      implements Serializable {

    static Form of(EnergyCurve curve) {
      int[] metered =
          IntStream.range(0, curve.pieces()).filter(i -> curve.sources[i] != null).toArray();
      Form form =
          new Form(
              new long[metered.length],
              new long[metered.length],
              new byte[metered.length],
              new long[metered.length],
              new long[metered.length],
              new long[metered.length]);
      for (int i = 0; i < metered.length; i++) {
        Source source = curve.sources[metered[i]];
        form.fromUs[i] = curve.knotUs[metered[i]];
        form.toUs[i] = curve.knotUs[metered[i] + 1];
        form.basis[i] = curve.basis[metered[i]];
        form.startUs[i] = source.startUs();
        form.endUs[i] = source.endUs();
        form.energyMj[i] = source.energyMj();
      }
      return form;
    }

    private Object readResolve() {
      Builder builder = new Builder();
      for (int i = 0; i < fromUs.length; i++) {
        builder.piece(
            new Source(EnergyBasis.values()[basis[i]], startUs[i], endUs[i], energyMj[i]),
            fromUs[i],
            toUs[i]);
      }
      return builder.build();
    }
  }

  /** Puts pieces one after the other; what lies between two of them becomes a gap. */
  static final class Builder {

    private long[] knotUs = new long[65];
    private long[] cumulativeMj = new long[65];
    private Source[] sources = new Source[64];
    private int pieces;

    /** The part [fromUs, toUs) of a metered interval, at or after the end of the last piece. */
    void piece(Source source, long fromUs, long toUs) {
      if (pieces == 0) {
        knotUs[0] = fromUs;
      } else if (knotUs[pieces] < fromUs) {
        append(null, fromUs, 0);
      }
      append(source, toUs, source.untilMj(toUs) - source.untilMj(fromUs));
    }

    EnergyCurve build() {
      return new EnergyCurve(this);
    }

    private void append(Source source, long toUs, long energyMj) {
      if (pieces == sources.length) {
        knotUs = Arrays.copyOf(knotUs, 2 * pieces + 1);
        cumulativeMj = Arrays.copyOf(cumulativeMj, 2 * pieces + 1);
        sources = Arrays.copyOf(sources, 2 * pieces);
      }
      sources[pieces] = source;
      knotUs[pieces + 1] = toUs;
      cumulativeMj[pieces + 1] = Math.addExact(cumulativeMj[pieces], energyMj);
      pieces++;
    }
  }
}

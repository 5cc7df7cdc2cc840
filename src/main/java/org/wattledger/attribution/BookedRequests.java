package org.wattledger.attribution;

import java.util.Arrays;
import org.wattledger.physics.RequestWork;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;
import org.wattledger.schema.Field;

/**
 * What was booked to the requests of one batch on one day, as columns; the first {@link #size}
 * cells of each count. Absent instants and counts are {@link RequestWork#NONE}, amounts are NaN
 * where a factor is missing. Reused from batch to batch.
 */
public final class BookedRequests {

  /** Number of an absent label. */
  public static final int NO_LABEL = Names.NULL;

  static final int NO_QUERY = -1;

  private final Topology topology;
  private final BookingFacts facts;
  private RequestBatch batch;
  int size;

  /** Row of the batch. */
  int[] row = new int[0];

  public long[] startedAtUs = new long[0];

  /** As logged, else as estimated. */
  public long[] endedAtUs = new long[0];

  public boolean[] isEndEstimated = new boolean[0];
  public boolean[] isTokensEstimated = new boolean[0];

  /** 1 where the request ended on this day: only then are it and its tokens counted. */
  public long[] requests = new long[0];

  public long[] failedRequests = new long[0];

  /** Tokens are 0 on the day on which the request did not end. */
  public long[] promptTokens = new long[0];

  public long[] cachedPromptTokens = new long[0];
  public long[] outputTokens = new long[0];
  public long[] activeMj = new long[0];
  public long[] idleMj = new long[0];

  /** NONE if nothing is known of the host of some of the devices. */
  public long[] hostMj = new long[0];

  /** Share of the energy that a meter showed; NaN without energy. */
  public double[] measuredRatio = new double[0];

  int[] model = new int[0];
  int[] team = new int[0];
  int[] pool = new int[0];
  int[] operation = new int[0];
  int[] status = new int[0];

  /** Ordinal of the weakest {@link EnergyBasis}; negative: none yet. */
  int[] basis = new int[0];

  /** Ordinal of the weakest {@link HostBasis}; negative: it is not known, or nothing is added. */
  int[] hostBasis = new int[0];

  /** Kind of queries that the request is counted under, or {@link #NO_QUERY}. */
  int[] query = new int[0];

  private final double[][] amounts = new double[RequestAmount.values().length][0];

  BookedRequests(Topology topology, BookingFacts facts) {
    this.topology = topology;
    this.facts = facts;
  }

  /**
   * Takes texts, one row after the other: their bytes, or numbers where texts recur and are
   * numbered already.
   */
  public interface Texts {
    void add(byte[] bytes, int offset, int length);

    /** From now on numbers stand for other texts. */
    void beginNumbers();

    /** Whether a number can be added once it is said what it stands for. */
    boolean lacks(int number);

    /** Says what numbers stand for. */
    void define(int[] numbers, byte[][] texts, int count);

    /** False: nothing was taken, and the text has to be given as bytes. */
    boolean add(int number);

    void addNull();
  }

  public int size() {
    return size;
  }

  /** Numbers of labels, dense from 0; {@link #label} tells what they stand for. */
  public int[] numbers(RequestLabel label) {
    return switch (label) {
      case MODEL_ID -> model;
      case TEAM_ID -> team;
      case SITE_ID, POOL_ID, DEVICE_MODEL -> pool;
      case OPERATION -> operation;
      case STATUS -> status;
      case ENERGY_BASIS -> basis;
      case HOST_ENERGY_BASIS -> hostBasis;
    };
  }

  /** The label behind a number of this task, or null. */
  public String label(RequestLabel label, int number) {
    return switch (label) {
      case MODEL_ID -> topology.models().get(number);
      case TEAM_ID -> facts.team(batch.names().teams.name(number));
      case SITE_ID -> topology.pools().get(number).siteId();
      case POOL_ID -> topology.pools().get(number).poolId();
      case DEVICE_MODEL -> topology.pools().get(number).deviceModel();
      case OPERATION -> BookingFacts.operation(batch.names().operations.name(number));
      case STATUS -> batch.names().statuses.name(number);
      case ENERGY_BASIS -> EnergyBasis.values()[number].name();
      case HOST_ENERGY_BASIS -> number == NO_LABEL ? null : HostBasis.values()[number].name();
    };
  }

  /** An amount of each request; NaN where a factor is missing. */
  public double[] amounts(RequestAmount amount) {
    return amounts[amount.ordinal()];
  }

  /** Hands out the texts of a column of the log. */
  public void texts(Field field, Texts into) {
    batch.texts(field, row, size, into);
  }

  /** Water used, on site and off site, in litres; NaN where a factor is missing. */
  double waterL(int at) {
    return amounts(RequestAmount.ONSITE_WATER_L)[at] + amounts(RequestAmount.OFFSITE_WATER_L)[at];
  }

  void add(RequestAmount amount, int at, double value) {
    amounts[amount.ordinal()][at] += value;
  }

  /** Nothing is known of the energy of a request. */
  void setUnknown(int at) {
    basis[at] = EnergyBasis.TOKENS.ordinal();
    hostMj[at] = RequestWork.NONE;
    for (double[] ofAll : amounts) {
      ofAll[at] = Double.NaN;
    }
  }

  boolean isMetered(int at) {
    return basis[at] != EnergyBasis.TOKENS.ordinal();
  }

  /** Begins a batch: no row is booked yet, every sum is 0. */
  void begin(RequestBatch next) {
    batch = next;
    size = 0;
    if (row.length < next.rows) {
      allocate(next.rows);
    }
    Arrays.fill(activeMj, 0);
    Arrays.fill(idleMj, 0);
    Arrays.fill(hostMj, 0);
    Arrays.fill(basis, Names.NULL);
    Arrays.fill(hostBasis, Names.NULL);
    for (double[] ofAll : amounts) {
      Arrays.fill(ofAll, 0);
    }
  }

  private void allocate(int rows) {
    row = new int[rows];
    startedAtUs = new long[rows];
    endedAtUs = new long[rows];
    isEndEstimated = new boolean[rows];
    isTokensEstimated = new boolean[rows];
    requests = new long[rows];
    failedRequests = new long[rows];
    promptTokens = new long[rows];
    cachedPromptTokens = new long[rows];
    outputTokens = new long[rows];
    activeMj = new long[rows];
    idleMj = new long[rows];
    hostMj = new long[rows];
    measuredRatio = new double[rows];
    model = new int[rows];
    team = new int[rows];
    pool = new int[rows];
    operation = new int[rows];
    status = new int[rows];
    basis = new int[rows];
    hostBasis = new int[rows];
    query = new int[rows];
    Arrays.setAll(amounts, amount -> new double[rows]);
  }
}

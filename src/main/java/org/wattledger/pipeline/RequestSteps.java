package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.wattledger.attribution.PoolSlots;
import org.wattledger.attribution.RequestAmount;
import org.wattledger.attribution.RequestTrace;
import org.wattledger.config.SharingRule;
import org.wattledger.explanation.Step;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** The steps of one request, from its record to its row. */
final class RequestSteps {

  private static final double MICROS_PER_SECOND = 1e6;

  /** Raw names beside which the row has canonical ones; the user is not among them. */
  private static final List<Field> LOGGED =
      List.of(
          CanonicalTables.STARTED_AT,
          CanonicalTables.FIRST_TOKEN_AT,
          CanonicalTables.ENDED_AT,
          CanonicalTables.MODEL_ID,
          CanonicalTables.TEAM_ID,
          CanonicalTables.SITE_ID,
          CanonicalTables.UNIT_ID,
          CanonicalTables.DEVICE_ID,
          CanonicalTables.OPERATION,
          CanonicalTables.STATUS,
          CanonicalTables.PROMPT_TOKENS,
          CanonicalTables.CACHED_PROMPT_TOKENS,
          CanonicalTables.OUTPUT_TOKENS);

  private final RequestTrace trace;
  private final List<PoolSlots> pools;
  private final SlotGrid grid;
  private final FactorSteps factors;

  /** {@code pools}: of the pieces of the request, in their order. */
  RequestSteps(RequestTrace trace, List<PoolSlots> pools, SlotGrid grid, FactorSteps factors) {
    this.trace = trace;
    this.pools = pools;
    this.grid = grid;
    this.factors = factors;
  }

  /** {@code logged}: the record that is kept of it. */
  Step request(Row logged) {
    Step.Builder step =
        new Step.Builder(ColumnSteps.REQUEST, "as the log tells it; names as the log has them");
    step.figure(
        "record",
        logged.getAs(CanonicalTables.FILE.name()),
        "",
        logged.getAs(CanonicalTables.SOURCE.name()));
    for (Field field : LOGGED) {
      Object value = logged.getAs(field.name());
      step.figure(
          field.name(),
          value instanceof Timestamp at ? at.toInstant() : value,
          field.unit().symbol());
    }
    return step.build();
  }

  /** {@code rule}: by what dynamic energy is shared. */
  Step work(SharingRule rule) {
    Step.Builder step =
        new Step.Builder(ColumnSteps.WORK, formula(rule))
            .figure("rule", rule.name().toLowerCase(Locale.ROOT).replace('_', '-'), "")
            .figure("model", trace.modelId(), "")
            .figure("present from", instant(trace.startUs()), "UTC")
            .figure(
                "present to",
                instant(trace.endUs()),
                "UTC",
                trace.isEndEstimated() ? "estimated: the log has no end" : null);
    if (rule == SharingRule.WORK) {
      factors.weights(step, trace.modelId());
    }
    if (trace.isTokensEstimated()) {
      step.figure("tokens", "estimated from the model's mean rate of the day", "");
    }
    step.column("phase", "")
        .column("from", "UTC")
        .column("to", "UTC")
        .column("rate", "work/s")
        .column("work", "work");
    for (int i = 0; i < trace.phases().size(); i++) {
      RequestTrace.Phase phase = trace.phases().get(i);
      step.row(
          i + 1,
          instant(phase.fromUs()),
          instant(phase.toUs()),
          perSecond(phase.rate()),
          perSecond(phase.rate()) * (phase.toUs() - phase.fromUs()) / MICROS_PER_SECOND);
    }
    return step.build();
  }

  private static String formula(SharingRule rule) {
    return switch (rule) {
      case WORK ->
          "prefill = w_prefill (prompt - cached) + w_cached cached, before the first token; decode ="
              + " (w_decode + w_context (prompt + output / 2)) output, after it; each at a constant"
              + " rate";
      case TIME -> "seconds present, at a constant rate";
      case TOTAL_TOKENS -> "input and output tokens, at a constant rate";
      case OUTPUT_TOKENS -> "output tokens, at a constant rate";
      case REQUESTS -> "1, at a constant rate";
    };
  }

  Step pool() {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.POOL,
                "all meters of the pool in each interval of the request; its energy goes to whoever"
                    + " was present")
            .figure(OutputTables.SITE_ID.name(), trace.siteId(), "")
            .figure(OutputTables.POOL_ID.name(), trace.poolId(), "")
            .figure(OutputTables.DEVICE_MODEL.name(), trace.deviceModel(), "");
    factors.hardware(step, trace.deviceModel());
    step.column("from", "UTC")
        .column("devices", "1")
        .column("measured", "mJ")
        .column("estimated", "mJ")
        .column("host", "mJ")
        .column("energy basis", "")
        .column("host basis", "")
        .column("present, all", "s")
        .column("present, own", "s")
        .column("embodied, busy", "ngCO2e");
    for (int i = 0; i < pools.size(); i++) {
      PoolSlots pool = pools.get(i);
      step.row(
          factors.start(trace.pieces().get(i).interval()),
          pool.devices().size(),
          pool.measuredMj(),
          pool.estimatedMj(),
          pool.hostMj(),
          pool.basis(),
          pool.hostBasis(),
          pool.presenceUs() / MICROS_PER_SECOND,
          trace.pieces().get(i).presentUs() / MICROS_PER_SECOND,
          pool.busyEmbodiedNg());
    }
    if (pools.isEmpty()) {
      step.figure("energy", null, "", "no meter of the pool recorded anything");
    }
    return step.build();
  }

  Step slots() {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.SLOTS,
                "in each slot of %s s: dynamic energy x own work / all work; idle floor and host x"
                        .formatted(grid.slotUs() / MICROS_PER_SECOND)
                    + " own time / all time")
            .column("from", "UTC")
            .column("dynamic", "mJ")
            .column("share of work", "1")
            .column("own dynamic", "mJ")
            .column("floor", "mJ")
            .column("host", "mJ")
            .column("share of time", "1")
            .column("own floor", "mJ");
    for (PoolSlots pool : pools) {
      for (PoolSlots.Slot slot : pool.slots()) {
        step.row(
            instant(slot.startUs()),
            slot.dynamicMj() + slot.timeMj(),
            slot.allWork() == 0 ? null : (double) slot.ownWork() / slot.allWork(),
            slot.ownDynamicMj(),
            slot.floorMj(),
            slot.hostMj(),
            (double) slot.ownUs() / slot.allUs(),
            slot.ownFloorMj());
      }
    }
    return step.build();
  }

  Step shares() {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.SHARES,
                "rate x (G(to) - G(from)) on each curve of the pool; the sums of an interval are"
                    + " rounded down to whole mJ")
            .column("curve", "")
            .column("from", "UTC")
            .column("to", "UTC")
            .column("rate", "work/s or 1")
            .column("rise of G", "mJ per rate")
            .column("energy", "mJ");
    long activeMj = 0;
    long idleMj = 0;
    long hostMj = 0;
    for (RequestTrace.Piece piece : trace.pieces()) {
      for (RequestTrace.Share share : piece.shares()) {
        boolean isWork = share.curve() == RequestTrace.Curve.DYNAMIC_BY_WORK;
        double unit = isWork ? MICROS_PER_SECOND / RequestWork.RATE_SCALE : 1;
        step.row(
            share.curve().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            instant(share.fromUs()),
            instant(share.toUs()),
            share.rate() * unit,
            share.perRateMj() / unit,
            share.mj());
      }
      activeMj += piece.activeMj();
      idleMj += piece.idleMj();
      hostMj += piece.hostMj();
    }
    return step.figure(Measures.ACTIVE_ENERGY_MJ.name(), activeMj, "mJ")
        .figure(Measures.IDLE_ENERGY_MJ.name(), idleMj, "mJ")
        .figure(Measures.HOST_ENERGY_MJ.name(), hostMj, "mJ")
        .build();
  }

  /** Where and when a factor is needed. */
  List<FactorSteps.At> places() {
    return trace.pieces().stream()
        .map(piece -> new FactorSteps.At(piece.siteNumber(), piece.interval()))
        .toList();
  }

  Step footprint() {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.FOOTPRINT,
                "IT = (active + idle + host) / 3.6e6; facility = IT x PUE; emissions = facility x"
                    + " factor / 1000; on-site water = IT x WUE / 1000; off-site water = facility x"
                    + " EWIF / 1000; cost = facility x price / 1000; embodied = busy embodied x own"
                    + " time / all time; the row is the sum of its intervals")
            .column("from", "UTC")
            .column("active", "mJ")
            .column("idle", "mJ")
            .column("host", "mJ");
    for (RequestAmount amount : RequestAmount.values()) {
      Field column = RequestColumns.column(amount);
      step.column(column.name(), column.unit().symbol());
    }
    double[] sums = new double[RequestAmount.values().length];
    for (RequestTrace.Piece piece : trace.pieces()) {
      Object[] cells = new Object[4 + sums.length];
      cells[0] = factors.start(piece.interval());
      cells[1] = piece.activeMj();
      cells[2] = piece.idleMj();
      cells[3] = piece.hostMj();
      for (RequestAmount amount : RequestAmount.values()) {
        cells[4 + amount.ordinal()] = piece.amount(amount);
        sums[amount.ordinal()] += piece.amount(amount);
      }
      step.row(cells);
    }
    for (RequestAmount amount : RequestAmount.values()) {
      Field column = RequestColumns.column(amount);
      step.figure(column.name(), sums[amount.ordinal()], column.unit().symbol());
    }
    return step.build();
  }

  private static double perSecond(long rate) {
    return rate * MICROS_PER_SECOND / RequestWork.RATE_SCALE;
  }

  private static Instant instant(long us) {
    return Instant.EPOCH.plus(us, ChronoUnit.MICROS);
  }
}

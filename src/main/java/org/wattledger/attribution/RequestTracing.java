package org.wattledger.attribution;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.wattledger.physics.AttributionCurve;
import org.wattledger.physics.HourLoad;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SiteFactors;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.EnergyBasis;

/** Books single requests of a settled day once more, and keeps how. */
public final class RequestTracing {

  private final SlotGrid grid;
  private final SettledDay day;
  private final CurveStore curves;
  private final RequestSink.Factory sinks;

  RequestTracing(SlotGrid grid, SettledDay day, CurveStore curves, RequestSink.Factory sinks) {
    this.grid = grid;
    this.day = day;
    this.curves = curves;
    this.sinks = sinks;
  }

  /**
   * What became of some requests.
   *
   * @param files the finished files of their rows
   */
  public record Traced(List<RequestSink.WrittenFile> files, List<RequestTrace> traces) {}

  private record TaskTraces(RequestSink.WrittenFile file, List<RequestTrace> traces)
      implements Serializable {}

  /** {@code requests}: few of those with which the day was settled. */
  public Traced of(RequestInput requests) {
    BookingPasses passes = new BookingPasses(grid, day, curves, sinks, requests.repeats());
    List<TaskTraces> tasks = requests.map(BookingPass.FIELDS, passes::over).collect();
    List<RequestSink.WrittenFile> files = new ArrayList<>();
    List<RequestTrace> traces = new ArrayList<>();
    for (TaskTraces task : tasks) {
      files.add(task.file());
      traces.addAll(task.traces());
    }
    return new Traced(files, traces);
  }

  /** What a task needs. */
  private static final class BookingPasses implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SlotGrid grid;
    private final Broadcast<Topology> topology;
    private final RequestWork work;
    private final BookingFacts facts;
    private final CurveStore curves;
    private final RequestSink.Factory sinks;
    private final RequestInput.Repeats repeats;

    BookingPasses(
        SlotGrid grid,
        SettledDay day,
        CurveStore curves,
        RequestSink.Factory sinks,
        RequestInput.Repeats repeats) {
      this.grid = grid;
      this.topology = day.everywhere();
      this.work = day.work();
      this.facts = day.facts();
      this.curves = curves;
      this.sinks = sinks;
      this.repeats = repeats;
    }

    Iterator<TaskTraces> over(Iterator<RequestBatch> batches) throws IOException {
      if (!batches.hasNext()) {
        return List.<TaskTraces>of().iterator();
      }
      TaskContext task = TaskContext.get();
      try (CurveStore.Reader reader = curves.read();
          RequestSink sink = sinks.open(task.partitionId(), task.taskAttemptId())) {
        TracedBooking watch = new TracedBooking(grid, topology.value(), facts);
        RequestBooking booking =
            new RequestBooking(grid, work, topology.value(), facts, reader, sink, watch);
        while (batches.hasNext()) {
          booking.book(batches.next(), repeats);
        }
        RequestSink.WrittenFile file = booking.finish().file();
        return List.of(new TaskTraces(file, watch.traces())).iterator();
      }
    }
  }

  /** The pool of a piece, slot by slot where the request was present. */
  public PoolSlots pool(RequestTrace trace, RequestTrace.Piece piece) {
    PoolHourEntry entry = day.facts().entries().get(PoolPart.key(piece.pool(), piece.interval()));
    HourLoad all = day.loads().lookup(entry.key()).get(0).load();
    HourLoad own = new HourLoad(grid, piece.interval());
    own.addPresence(trace.startUs(), trace.endUs());
    trace.phases().forEach(phase -> own.addWork(phase.fromUs(), phase.toUs(), phase.rate()));
    return new PoolSlots(
        entry.measuredMj(),
        entry.estimatedMj(),
        entry.hostMj(),
        entry.presenceUs(),
        entry.embodied().isKnown() ? entry.embodied().busyNg() : null,
        EnergyBasis.values()[entry.weakestBasis()].name(),
        entry.hostBasis() == null ? null : entry.hostBasis().name(),
        devices(piece),
        slots(piece.interval(), curves(entry), own, all));
  }

  /** Rows of {@code OutputTables.DEVICE_HOURLY}, without the day. */
  public JavaRDD<Row> deviceHours() {
    return day.devices().flatMap(new DeviceHourRows(grid, day.everywhere()));
  }

  /** What the energy of the day's sites is priced with. */
  public SiteFactors factors() {
    return day.facts().factors();
  }

  private PoolHour.Curves curves(PoolHourEntry entry) {
    try (CurveStore.Reader reader = curves.read()) {
      return reader.at(entry.curves()).curves();
    } catch (IOException e) {
      throw new UncheckedIOException("The curves of a pool cannot be read", e);
    }
  }

  private List<String> devices(RequestTrace.Piece piece) {
    long from = grid.intervalStartUs(piece.interval());
    long to = from + grid.intervalUs();
    return day.topology().devices().entrySet().stream()
        .filter(
            device ->
                device.getValue().stream()
                    .anyMatch(
                        span ->
                            span.pool() == piece.pool()
                                && span.fromUs() < to
                                && span.toUs() > from))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<PoolSlots.Slot> slots(
      int interval, PoolHour.Curves priced, HourLoad own, HourLoad all) {
    long[] ownUs = own.presenceUs();
    long[] ownWork = own.work();
    long[] allUs = all.presenceUs();
    long[] allWork = all.work();
    List<PoolSlots.Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < ownUs.length; slot++) {
      if (ownUs[slot] > 0) {
        long startUs = grid.intervalStartUs(interval) + slot * grid.slotUs();
        slots.add(
            new PoolSlots.Slot(
                startUs,
                ownWork[slot],
                allWork[slot],
                paid(priced.dynamicByWork(), startUs, allWork[slot]),
                ownUs[slot],
                allUs[slot],
                paid(priced.dynamicByTime(), startUs, allUs[slot]),
                paid(priced.floorByTime(), startUs, allUs[slot]),
                paid(priced.hostByTime(), startUs, allUs[slot])));
      }
    }
    return slots;
  }

  /** What all together pay in a slot: its price for a rate of 1, by their mean rate. */
  private double paid(AttributionCurve curve, long startUs, long weight) {
    return curve == null
        ? 0
        : curve.costMj(startUs, startUs + grid.slotUs(), 1) * weight / grid.slotUs();
  }
}

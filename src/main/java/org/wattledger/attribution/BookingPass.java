package org.wattledger.attribution;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * The second pass over the requests: each is priced on the curves of its pool, hour by hour,
 * written as a row, and summed for the marts. One task yields one file and the partial sums of its
 * rows, handed on whenever they have grown large.
 */
final class BookingPass implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What the first pass reads, and what only a row shows. */
  static final Field[] FIELDS =
      Stream.concat(
              Arrays.stream(LoadPass.FIELDS),
              Stream.of(
                  CanonicalTables.TEAM_ID,
                  CanonicalTables.OPERATION,
                  CanonicalTables.STATUS,
                  CanonicalTables.REQUEST_ID,
                  CanonicalTables.LOGICAL_REQUEST_ID,
                  CanonicalTables.USER_KEY,
                  CanonicalTables.WORKFLOW_ID))
          .toArray(Field[]::new);

  private final SlotGrid grid;
  private final RequestWork work;
  private final Broadcast<Topology> topology;
  private final Broadcast<BookingFacts> facts;
  private final RequestInput.Repeats repeats;
  private final CurveStore store;
  private final RequestSink.Factory sinks;

  BookingPass(
      SlotGrid grid,
      RequestWork work,
      Broadcast<Topology> topology,
      Broadcast<BookingFacts> facts,
      RequestInput.Repeats repeats,
      CurveStore store,
      RequestSink.Factory sinks) {
    this.grid = grid;
    this.work = work;
    this.topology = topology;
    this.facts = facts;
    this.repeats = repeats;
    this.store = store;
    this.sinks = sinks;
  }

  /**
   * What one task made of its requests, or of a part of them.
   *
   * @param file null until the last part
   */
  record TaskResult(RequestSink.WrittenFile file, TaskSums sums) implements Serializable {

    Told told() {
      return new Told(file, sums.teams(), sums.operations(), sums.size());
    }
  }

  /**
   * What the driver hears of it: the file, the names in the sums, and how many keys they have.
   *
   * @param file null until the last part of a task
   */
  record Told(RequestSink.WrittenFile file, List<String> teams, List<String> operations, int keys)
      implements Serializable {}

  JavaRDD<TaskResult> over(RequestInput input) {
    return input.map(FIELDS, this::book);
  }

  private Iterator<TaskResult> book(Iterator<RequestBatch> batches) throws IOException {
    if (!batches.hasNext()) {
      return List.<TaskResult>of().iterator();
    }
    TaskContext task = TaskContext.get();
    CurveStore.Reader curves = store.read();
    RequestSink sink = sinks.open(task.partitionId(), task.taskAttemptId());
    RequestBooking booking =
        new RequestBooking(grid, work, topology.value(), facts.value(), curves, sink, null);
    task.addTaskCompletionListener(
        ended -> {
          try (curves;
              sink) {
            // Whether the task ended well or not.
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return new Iterator<>() {
      private boolean isFinished;

      @Override
      public boolean hasNext() {
        return !isFinished;
      }

      @Override
      public TaskResult next() {
        try {
          while (batches.hasNext() && !booking.isFull()) {
            booking.book(batches.next(), repeats);
          }
          isFinished = !batches.hasNext();
          return isFinished ? booking.finish() : booking.part();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}

package org.wattledger.attribution;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wattledger.physics.RequestWork;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * Who was asked for what, before anything is shared: how many requests took which route, and what
 * the complete requests of a model say about the incomplete ones. One pass over a few columns; its
 * result grows with units and models, not with requests.
 *
 * @param requestsByRoute how many requests named which site, unit, device and model
 * @param samplesByModel sums over the complete requests of a model, by its name in the log
 */
public record Census(Map<RouteKey, Long> requestsByRoute, Map<String, ModelSample> samplesByModel) {

  private static final Field[] FIELDS = {
    RequestBatches.ID_HASH,
    CanonicalTables.STARTED_AT,
    CanonicalTables.ENDED_AT,
    CanonicalTables.PROMPT_TOKENS,
    CanonicalTables.OUTPUT_TOKENS,
    CanonicalTables.SITE_ID,
    CanonicalTables.MODEL_ID,
    CanonicalTables.UNIT_ID,
    CanonicalTables.PREFILL_UNIT_ID,
    CanonicalTables.DEVICE_ID
  };

  /**
   * Exact sums, so that their order does not matter.
   *
   * @param ended requests with a known end, {@code durationUs} their durations
   * @param counted requests with a known end and tokens, {@code countedUs} their durations
   */
  record ModelSample(
      long ended, long durationUs, long counted, long countedUs, long prompt, long output)
      implements Serializable {

    static final ModelSample EMPTY = new ModelSample(0, 0, 0, 0, 0, 0);

    ModelSample plus(ModelSample other) {
      return new ModelSample(
          ended + other.ended,
          durationUs + other.durationUs,
          counted + other.counted,
          countedUs + other.countedUs,
          prompt + other.prompt,
          output + other.output);
    }

    RequestWork.Rates rates() {
      return new RequestWork.Rates(
          countedUs > 0 ? (double) prompt / countedUs : Double.NaN,
          countedUs > 0 ? (double) output / countedUs : Double.NaN,
          ended > 0 ? (double) durationUs / ended : Double.NaN);
    }
  }

  private record Entry(RouteKey route, long requests, ModelSample sample) implements Serializable {}

  static Census of(RequestInput input) {
    RequestInput.Repeats repeats = input.repeats();
    List<Entry> entries = input.map(FIELDS, batches -> count(batches, repeats)).collect();
    Map<RouteKey, Long> requestsByRoute = new HashMap<>();
    Map<String, ModelSample> samplesByModel = new TreeMap<>();
    for (Entry entry : entries) {
      requestsByRoute.merge(entry.route, entry.requests, Long::sum);
      samplesByModel.merge(entry.route.modelId(), entry.sample, ModelSample::plus);
    }
    return new Census(requestsByRoute, samplesByModel);
  }

  private static Iterator<Entry> count(
      Iterator<RequestBatch> batches, RequestInput.Repeats repeats) {
    RouteNumbers routes = new RouteNumbers();
    Sums sums = new Sums();
    while (batches.hasNext()) {
      RequestBatch batch = batches.next();
      for (int row = 0; row < batch.rows; row++) {
        if (repeats.isKept(batch, row)) {
          sums.add(routes.of(batch, row), batch, row);
        }
      }
    }
    return IntStream.range(0, routes.size())
        .mapToObj(route -> new Entry(routes.route(route), sums.requests(route), sums.sample(route)))
        .iterator();
  }

  /** Running sums by route number. */
  private static final class Sums {
    private static final int WIDTH = 7;
    private long[] cells = new long[16 * WIDTH];

    void add(int route, RequestBatch batch, int row) {
      int cell = route * WIDTH;
      if (cell + WIDTH > cells.length) {
        cells = Arrays.copyOf(cells, 2 * (cell + WIDTH));
      }
      cells[cell]++;
      if (batch.endUs[row] == RequestWork.NONE) {
        return;
      }
      long durationUs = batch.endUs[row] - batch.startUs[row];
      cells[cell + 1]++;
      cells[cell + 2] += durationUs;
      if (batch.prompt[row] == RequestWork.NONE || batch.output[row] == RequestWork.NONE) {
        return;
      }
      cells[cell + 3]++;
      cells[cell + 4] += durationUs;
      cells[cell + 5] += batch.prompt[row];
      cells[cell + 6] += batch.output[row];
    }

    long requests(int route) {
      return cells[route * WIDTH];
    }

    ModelSample sample(int route) {
      int cell = route * WIDTH;
      return new ModelSample(
          cells[cell + 1],
          cells[cell + 2],
          cells[cell + 3],
          cells[cell + 4],
          cells[cell + 5],
          cells[cell + 6]);
    }
  }
}

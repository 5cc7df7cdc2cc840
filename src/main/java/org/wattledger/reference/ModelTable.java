package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.ACTIVE_PARAMETERS_B;
import static org.wattledger.schema.ReferenceTables.ALIASES;
import static org.wattledger.schema.ReferenceTables.MODELS;
import static org.wattledger.schema.ReferenceTables.MODEL_ID;
import static org.wattledger.schema.ReferenceTables.PARAMETERS_B;
import static org.wattledger.schema.ReferenceTables.W_CACHED;
import static org.wattledger.schema.ReferenceTables.W_CONTEXT_PER_1K;
import static org.wattledger.schema.ReferenceTables.W_DECODE;
import static org.wattledger.schema.ReferenceTables.W_PREFILL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Models by name and time, and the weights of their tokens. */
public final class ModelTable {

  private final Timeline<Model> byModel;
  private final Aliases aliases;

  private ModelTable(Timeline<Model> byModel, Aliases aliases) {
    this.byModel = byModel;
    this.aliases = aliases;
  }

  static ModelTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<Model>> rows = new ArrayList<>();
    new ReferenceCsv(MODELS, problems)
        .read(
            files,
            row ->
                rows.add(new Dated<>(row.text(MODEL_ID), row.validity(), model(row), row.place())));
    Timeline<Model> byModel = Timeline.of(rows, problems);
    boolean hasDefault = byModel.latest(Model.DEFAULT).flatMap(Model::weights).isPresent();
    if (!hasDefault && !files.isEmpty()) {
      problems.add(
          files.get(0).file().origin(),
          "no row * with weights; add it, or put a version that has it first: 2026-11-01+...");
    }
    return new ModelTable(byModel, Aliases.of(byModel, ALIASES.name(), Model::aliases, problems));
  }

  /** The name that the tables use for this model; the name itself when it is unknown. */
  public String canonicalId(String name) {
    return name == null ? null : aliases.canonical(name).orElse(name);
  }

  /** The model of this name or alias as it was at that time. */
  public Optional<Model> find(String name, Instant at) {
    return name == null ? Optional.empty() : byModel.at(canonicalId(name), at);
  }

  /** The weights of this model at that time, else those of the row {@code *}, flagged. */
  public ModelWeights weights(String name, Instant at) {
    return find(name, at)
        .flatMap(Model::weights)
        .or(
            () ->
                byModel.at(Model.DEFAULT, at).flatMap(Model::weights).map(ModelWeights::asDefault))
        .orElseGet(this::defaultWeights);
  }

  /** The newest weights of this model, else those of the row {@code *}, flagged. */
  public ModelWeights weights(String name) {
    return Optional.ofNullable(canonicalId(name))
        .flatMap(byModel::latest)
        .flatMap(Model::weights)
        .orElseGet(this::defaultWeights);
  }

  /** All rows, by model and time. */
  public Stream<Model> all() {
    return byModel.rows().map(Dated::value);
  }

  private ModelWeights defaultWeights() {
    return byModel.latest(Model.DEFAULT).flatMap(Model::weights).orElseThrow().asDefault();
  }

  private static Model model(ReferenceRow row) {
    return new Model(
        row.text(MODEL_ID),
        row.names(ALIASES),
        row.optional(PARAMETERS_B, Bounds.POSITIVE),
        row.optional(ACTIVE_PARAMETERS_B, Bounds.POSITIVE),
        weightsOf(row),
        row.text(SOURCE));
  }

  private static Optional<ModelWeights> weightsOf(ReferenceRow row) {
    double prefill = row.number(W_PREFILL, Bounds.POSITIVE);
    double cached = row.number(W_CACHED, Bounds.NOT_NEGATIVE);
    double decode = row.number(W_DECODE, Bounds.NOT_NEGATIVE);
    double context = row.number(W_CONTEXT_PER_1K, Bounds.NOT_NEGATIVE);
    long missing = DoubleStream.of(prefill, cached, decode, context).filter(Double::isNaN).count();
    if (missing == 4) {
      return Optional.empty();
    }
    if (missing > 0) {
      row.problem(W_PREFILL, "give all four weights, or none of them");
      return Optional.empty();
    }
    if (decode == 0 && context == 0) {
      row.problem(W_DECODE, "w_decode and w_context_per_1k are both 0: output would be free");
    }
    row.checkOrder(W_CACHED, cached, W_PREFILL, prefill);
    return Optional.of(new ModelWeights(prefill, cached, decode, context, false, row.text(SOURCE)));
  }
}

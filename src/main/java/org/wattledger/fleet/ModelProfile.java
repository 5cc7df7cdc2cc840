package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A served model: how many devices hold a copy, how fast it answers, what its tokens cost.
 *
 * @param tensorParallel devices of a replica
 * @param prefillJ energy of an uncached prompt token
 * @param decodeWeight cost of an output token without its context, in uncached prompt tokens
 * @param contextWeightPer1k the same, for each 1,000 tokens of mean context
 * @param prefillTokensPerS prompt tokens that a replica takes in per second
 * @param tokenUs time from one output token to the next
 * @param hardware what it runs on, by round of replicas
 */
record ModelProfile(
    String modelId,
    int tensorParallel,
    boolean embedding,
    double prefillJ,
    double decodeWeight,
    double contextWeightPer1k,
    double prefillTokensPerS,
    double tokenUs,
    List<Hardware> hardware)
    implements Serializable {

  /** Cost of a cached prompt token, in uncached ones: reading its block, no forward pass. */
  static final double CACHED_WEIGHT = 0.05;

  /** How much a board that takes in one prompt at a time is left below its limit. */
  private static final double PREFILL_HEADROOM = 1.4;

  private static final double LARGE_FROM_BILLION_PARAMETERS = 60;

  /**
   * The models that a fleet is made of, in the order in which plans take them.
   *
   * <p>Llama: ML.ENERGY, arXiv 2505.06371 table 4 (8B 0.0165 J, 70B on four devices 0.187 J per
   * input token; weights of output and context as in the reference table {@code models}). The
   * others lie on the line through these two.
   */
  static final List<ModelProfile> CATALOG =
      List.of(
          dense("llama-3.1-8b", 8, 1, 12_000, 12_000, List.of(Hardware.A100, Hardware.H100)),
          dense("llama-3.1-70b", 70, 4, 4_500, 28_000, List.of(Hardware.H100, Hardware.A100)),
          dense("mistral-7b", 7, 1, 10_000, 14_000, List.of(Hardware.L40S, Hardware.A100)),
          new ModelProfile(
              "bge-m3-embed", 1, true, 0.0012, 1.1, 3.05, 60_000, 0, List.of(Hardware.L40S)),
          dense("qwen2.5-32b", 32, 2, 6_000, 20_000, List.of(Hardware.A100, Hardware.H100)),
          dense("llama-3.1-405b", 405, 8, 1_500, 45_000, List.of(Hardware.H100)),
          dense("gemma-2-9b", 9, 1, 9_000, 14_000, List.of(Hardware.L40S)),
          dense("phi-4-14b", 14, 1, 7_000, 16_000, List.of(Hardware.A100)),
          dense("qwen2.5-72b", 72, 4, 4_200, 29_000, List.of(Hardware.A100)),
          dense("codestral-22b", 22, 2, 7_000, 18_000, List.of(Hardware.A100)));

  ModelProfile {
    hardware = List.copyOf(hardware);
  }

  /** The first {@code count} models; beyond the catalogue copies of it with a numbered name. */
  static List<ModelProfile> first(int count) {
    List<ModelProfile> models = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ModelProfile model = CATALOG.get(i % CATALOG.size());
      int copy = i / CATALOG.size();
      models.add(copy == 0 ? model : model.named(model.modelId + "-v" + (copy + 1)));
    }
    return models;
  }

  /** The profile of that name; an unknown name gets the first of the catalogue under its name. */
  static ModelProfile of(String modelId) {
    return CATALOG.stream()
        .filter(model -> model.modelId.equals(modelId))
        .findFirst()
        .orElseGet(() -> CATALOG.get(0).named(modelId));
  }

  /**
   * The same model where every token costs {@code factor} times as much, because batches are small.
   * Prompts then take longer: a board cannot draw more than its limit.
   */
  ModelProfile dearerBy(double factor) {
    double slower = Math.max(1, factor / PREFILL_HEADROOM);
    return new ModelProfile(
        modelId,
        tensorParallel,
        embedding,
        prefillJ * factor,
        decodeWeight,
        contextWeightPer1k,
        prefillTokensPerS / slower,
        tokenUs,
        hardware);
  }

  long prefillUs(long uncachedTokens) {
    return Math.round(4_000 + uncachedTokens * 1e6 / prefillTokensPerS);
  }

  long decodeUs(long outputTokens) {
    return Math.round(outputTokens * tokenUs);
  }

  /** Joules of the prompt. */
  double prefillEnergyJ(long promptTokens, long cachedTokens) {
    return prefillJ * (promptTokens - cachedTokens + CACHED_WEIGHT * cachedTokens);
  }

  /** Joules of the answer; the mean context is the prompt and half of the answer. */
  double decodeEnergyJ(long promptTokens, long outputTokens) {
    double meanContext = promptTokens + outputTokens / 2.0;
    return prefillJ * (decodeWeight + contextWeightPer1k * meanContext / 1000) * outputTokens;
  }

  private ModelProfile named(String name) {
    return new ModelProfile(
        name,
        tensorParallel,
        embedding,
        prefillJ,
        decodeWeight,
        contextWeightPer1k,
        prefillTokensPerS,
        tokenUs,
        hardware);
  }

  private static ModelProfile dense(
      String name,
      double billionParameters,
      int tensorParallel,
      double prefillTokensPerS,
      double tokenUs,
      List<Hardware> hardware) {
    boolean large = billionParameters >= LARGE_FROM_BILLION_PARAMETERS;
    return new ModelProfile(
        name,
        tensorParallel,
        false,
        0.0165 * StrictMath.pow(billionParameters / 8, 1.12),
        large ? 0.9 : 1.1,
        large ? 0.7 : 3.05,
        prefillTokensPerS,
        tokenUs,
        hardware);
  }
}

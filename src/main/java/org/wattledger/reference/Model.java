package org.wattledger.reference;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a model.
 *
 * @param parametersB parameters, in billions
 * @param activeParametersB parameters used per token, in billions
 * @param weights its own weights, if any are published
 */
public record Model(
    String modelId,
    List<String> aliases,
    OptionalDouble parametersB,
    OptionalDouble activeParametersB,
    Optional<ModelWeights> weights,
    String source) {

  /** Name of the row that holds what every other model gets. */
  public static final String DEFAULT = "*";

  public Model {
    aliases = List.copyOf(aliases);
  }
}

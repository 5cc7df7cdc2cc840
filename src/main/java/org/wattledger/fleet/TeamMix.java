package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A team and how its traffic differs: how much it embeds, how much it asks of small and of large
 * models, and which part of its generations is chat (the rest is completion).
 */
record TeamMix(
    String teamId, double embeddings, double small, double large, double chat, boolean longPrompts)
    implements Serializable {

  private static final int LARGE_TENSOR_PARALLEL = 4;

  private static final List<TeamMix> KNOWN =
      List.of(
          new TeamMix("search", 0.80, 0.25, 0.05, 0.10, false),
          new TeamMix("assistant", 0.10, 0.55, 0.45, 0.95, true),
          new TeamMix("research", 0.10, 0.20, 0.50, 0.40, true));

  static List<TeamMix> first(int count, Draw draw) {
    List<TeamMix> teams = new ArrayList<>(KNOWN.subList(0, Math.min(count, KNOWN.size())));
    for (int i = teams.size(); i < count; i++) {
      Draw of = draw.at(i);
      // Squares: few teams are large.
      double size = 0.05 + of.uniform(0) * of.uniform(0);
      teams.add(
          new TeamMix(
              "team-%03d".formatted(i),
              size * of.uniform(1),
              size * of.uniform(2),
              size * of.uniform(3),
              of.uniform(4),
              of.uniform(5) < 0.5));
    }
    return teams;
  }

  double affinity(ModelProfile model) {
    if (model.embedding()) {
      return embeddings;
    }
    return model.tensorParallel() >= LARGE_TENSOR_PARALLEL ? large : small;
  }
}

package org.wattledger.report;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which teams lose their name before a report leaves the house: those of fewer than k known users,
 * whose row would tell what one person did. A single one could be found from the totals, so a next
 * smallest team goes with it until two or more teams and k or more users stand in one row.
 */
public final class SmallTeams {

  /** Name of the row that the folded teams share. */
  public static final String ROW = "(small teams)";

  private final Set<String> folded;

  private SmallTeams(Set<String> folded) {
    this.folded = folded;
  }

  /** Every team keeps its name. */
  public static SmallTeams none() {
    return new SmallTeams(Set.of());
  }

  /**
   * Chooses.
   *
   * @param teams teams that somebody is charged under; rows such as {@code (idle)} are none
   * @param usersByTeam number of distinct user keys; a team that is absent has none that is known
   * @param least k; 1 or less folds nobody
   */
  public static SmallTeams below(long least, Set<String> teams, Map<String, Long> usersByTeam) {
    List<String> bySize =
        teams.stream()
            .sorted(
                Comparator.<String>comparingLong(team -> usersByTeam.getOrDefault(team, 0L))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Set<String> folded = new HashSet<>();
    long users = 0;
    for (String team : bySize) {
      long ofTeam = usersByTeam.getOrDefault(team, 0L);
      boolean isSmall = ofTeam < least;
      boolean isExposed = !folded.isEmpty() && (folded.size() < 2 || users < least);
      if (isSmall || isExposed) {
        folded.add(team);
        users += ofTeam;
      }
    }
    return new SmallTeams(Set.copyOf(folded));
  }

  /** The name under which a team is shown. */
  public String shown(String team) {
    return folded.contains(team) ? ROW : team;
  }

  public int count() {
    return folded.size();
  }
}

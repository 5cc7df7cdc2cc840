package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.COST_CENTER;
import static org.wattledger.schema.ReferenceTables.KEYS;
import static org.wattledger.schema.ReferenceTables.TEAMS;
import static org.wattledger.schema.ReferenceTables.TEAM_ID;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Teams by name and time. */
public final class TeamTable {

  private final Timeline<Team> byTeam;
  private final Aliases aliases;

  private TeamTable(Timeline<Team> byTeam, Aliases aliases) {
    this.byTeam = byTeam;
    this.aliases = aliases;
  }

  static TeamTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<Team>> rows = new ArrayList<>();
    new ReferenceCsv(TEAMS, problems)
        .read(
            files,
            row ->
                rows.add(new Dated<>(row.text(TEAM_ID), row.validity(), team(row), row.place())));
    Timeline<Team> byTeam = Timeline.of(rows, problems);
    return new TeamTable(byTeam, Aliases.of(byTeam, KEYS.name(), Team::keys, problems));
  }

  /** The name that the tables use for this team; the name itself when it is unknown. */
  public String canonicalId(String name) {
    return name == null ? null : aliases.canonical(name).orElse(name);
  }

  /** The cost centre that paid for this team at that time. */
  public Optional<String> costCenter(String name, Instant at) {
    return name == null
        ? Optional.empty()
        : byTeam.at(canonicalId(name), at).flatMap(Team::costCenter);
  }

  /** All rows, by team and time. */
  public Stream<Team> all() {
    return byTeam.rows().map(Dated::value);
  }

  private static Team team(ReferenceRow row) {
    return new Team(
        row.text(TEAM_ID),
        row.names(KEYS),
        Optional.ofNullable(row.text(COST_CENTER)),
        row.text(SOURCE));
  }
}

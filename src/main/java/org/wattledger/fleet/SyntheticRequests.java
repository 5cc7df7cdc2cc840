package org.wattledger.fleet;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The request log of a fleet: the i-th request as a function of the plan's seed and i. */
final class SyntheticRequests implements Serializable {

  private static final long serialVersionUID = 1;

  private static final int SHAPES = 3;
  private static final int TEAMS = 4;
  private static final int REQUESTS = 5;
  private static final int WORKFLOWS = 6;
  private static final int IDS = 7;

  private static final int TURNS_PER_WORKFLOW = 4;
  private static final double IN_WORKFLOW = 0.3;
  private static final int USERS_PER_TEAM = 400;

  private final List<TeamMix> teams;
  private final Schedule schedule;
  private final Draw rows;
  private final Draw workflows;
  private final long idKey;
  private final double unnamedRatio;

  private SyntheticRequests(
      List<TeamMix> teams, Schedule schedule, Draw draw, double unnamedRatio) {
    this.teams = teams;
    this.schedule = schedule;
    this.rows = draw.at(REQUESTS);
    this.workflows = draw.at(WORKFLOWS);
    this.idKey = draw.at(IDS).key();
    this.unnamedRatio = unnamedRatio;
  }

  static SyntheticRequests of(FleetPlan plan, Fleet fleet) {
    Draw draw = plan.draw();
    Map<String, DayShape> shapes = new HashMap<>();
    for (int s = 0; s < plan.sites(); s++) {
      Site site = Site.at(s);
      shapes.put(site.siteId(), DayShape.of(plan.window(), site, draw.at(SHAPES).at(s)));
    }
    return new SyntheticRequests(
        TeamMix.first(plan.teams(), draw.at(TEAMS)),
        new Schedule(plan.requests(), fleet, shapes, plan.window().midnightsUs(), draw),
        draw,
        plan.unnamedRatio());
  }

  /** A request before it is written anywhere: what is asked, by whom, where and when. */
  private record Served(
      Draw draw,
      Schedule.Cell cell,
      ModelProfile model,
      TeamMix team,
      Draw person,
      String workflowId,
      Answer answer,
      long startUs,
      long splitUs,
      long endUs) {}

  /** Different for every index: the hash is a bijection. */
  String requestId(long index) {
    return "req-" + hex(Draw.mix(idKey + index));
  }

  RequestRow row(long index) {
    Served served = served(index);
    Answer answer = served.answer();
    ServingUnit unit = served.cell().unit();
    boolean unnamed = served.draw().uniform(42) < unnamedRatio;
    double user = served.person().uniform(2);
    return new RequestRow(
        Window.epochDay(served.endUs()),
        requestId(index),
        served.startUs(),
        answer.hasFirstToken() ? served.splitUs() : null,
        served.endUs(),
        served.model().modelId(),
        served.team().teamId(),
        served.team().teamId() + "-user-" + (int) (user * user * USERS_PER_TEAM),
        served.workflowId(),
        unit.site().siteId(),
        unnamed ? null : unit.unitId(),
        answer.operation(),
        answer.outcome().status(),
        (long) answer.promptTokens(),
        (long) answer.cachedTokens(),
        (long) answer.outputTokens());
  }

  PhaseWork work(long index) {
    Served served = served(index);
    Answer answer = served.answer();
    ModelProfile model = served.model();
    return PhaseWork.of(
        served.cell().unit().index(),
        served.startUs(),
        answer.hasFirstToken() ? served.splitUs() : null,
        served.endUs(),
        model.prefillEnergyJ(answer.promptTokens(), answer.cachedTokens()),
        model.decodeEnergyJ(answer.promptTokens(), answer.outputTokens()));
  }

  private Served served(long index) {
    Draw draw = rows.at(index);
    Schedule.Cell cell = schedule.cell(index);
    Draw group = workflows.at(cell.lane()).at(cell.number() / TURNS_PER_WORKFLOW);
    boolean inWorkflow = group.uniform(0) < IN_WORKFLOW;
    Draw person = inWorkflow ? group : draw.at(1);
    List<ModelProfile> models = cell.unit().models();
    ModelProfile model = models.get(draw.below(models.size(), 40));
    TeamMix team = team(models.get(0), person.uniform(1));
    Answer answer = Answer.of(model, team, inWorkflow, draw);
    long naturalUs = answer.prefillUs() + answer.decodeUs();
    // A lane that has no room serves faster: its next request is due.
    long durationUs = Math.max(2, Math.min(naturalUs, cell.toUs() - cell.fromUs()));
    long startUs = schedule.startUs(cell, durationUs, draw.uniform(41));
    long prefillUs = Math.round(answer.prefillUs() * ((double) durationUs / naturalUs));
    return new Served(
        draw,
        cell,
        model,
        team,
        person,
        inWorkflow ? "wf-" + hex(group.bits(3)).substring(4) : null,
        answer,
        startUs,
        startUs + Math.max(1, Math.min(durationUs - 1, prefillUs)),
        startUs + durationUs);
  }

  private TeamMix team(ModelProfile model, double uniform) {
    double total = 0;
    for (TeamMix team : teams) {
      total += team.affinity(model);
    }
    double left = uniform * total;
    for (TeamMix team : teams) {
      left -= team.affinity(model);
      if (left < 0) {
        return team;
      }
    }
    return teams.get(teams.size() - 1);
  }

  private static String hex(long bits) {
    char[] digits = new char[16];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = Character.forDigit((int) (bits >>> (60 - 4 * i)) & 0xF, 16);
    }
    return new String(digits);
  }
}

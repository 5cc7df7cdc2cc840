package org.wattledger.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The training jobs of a fleet, as a scheduler lists them: one CSV row per job. Every model was
 * tuned once in the weeks before the day, on twice the devices of a replica, and the first one
 * again on the day itself. None of these devices has a meter.
 */
final class TrainingLog {

  static final String[] COLUMNS = {
    "job_id",
    "started_at",
    "ended_at",
    "model_id",
    "team_id",
    "site_id",
    "device_model",
    "devices",
    "power_w"
  };

  private static final long HOUR_US = 3_600 * Window.SECOND_US;
  private static final int DAYS_BETWEEN_JOBS = 3;
  private static final int EVENING_HOUR = 20;
  private static final int EARLIER_JOB_HOURS = 6;
  private static final int MORNING_HOUR = 2;
  private static final int JOB_OF_THE_DAY_HOURS = 2;

  /** Training keeps a board below its limit most of the time. */
  private static final double SHARE_OF_LIMIT = 0.8;

  static void write(List<ServingUnit> units, FleetPlan plan, Path file) throws IOException {
    long dayUs = Window.dayStartUs(plan.day().toEpochDay());
    // Only their names are used, which no draw changes.
    List<TeamMix> teams = TeamMix.first(plan.teams(), plan.draw());
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", COLUMNS));
    Set<String> tuned = new HashSet<>();
    Map<String, Integer> runs = new HashMap<>();
    for (ServingUnit unit : units) {
      String model = unit.models().get(0).modelId();
      if (tuned.add(model)) {
        int age = tuned.size();
        String team = teams.get(age % teams.size()).teamId();
        long startUs = dayUs - age * DAYS_BETWEEN_JOBS * Window.DAY_US + EVENING_HOUR * HOUR_US;
        lines.add(line(unit, team, runs, startUs, EARLIER_JOB_HOURS));
      }
    }
    ServingUnit first = units.get(0);
    String team = teams.get(teams.size() - 1).teamId();
    lines.add(line(first, team, runs, dayUs + MORNING_HOUR * HOUR_US, JOB_OF_THE_DAY_HOURS));
    Files.createDirectories(file.getParent());
    Files.write(file, lines, StandardCharsets.UTF_8);
  }

  private static String line(
      ServingUnit unit, String team, Map<String, Integer> runs, long startUs, int hours) {
    String model = unit.models().get(0).modelId();
    return String.join(
        ",",
        "tune-%s-%d".formatted(model, runs.merge(model, 1, Integer::sum)),
        IsoTime.append(new StringBuilder(), startUs, 3),
        IsoTime.append(new StringBuilder(), startUs + hours * HOUR_US, 3),
        model,
        team,
        unit.site().siteId(),
        unit.hardware().deviceModel(),
        Integer.toString(2 * unit.devices().size()),
        Long.toString(Math.round(SHARE_OF_LIMIT * unit.hardware().maxW())));
  }

  private TrainingLog() {}
}

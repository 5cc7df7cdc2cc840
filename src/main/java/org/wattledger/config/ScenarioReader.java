package org.wattledger.config;

import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the list of scenarios; which keys one has depends on its kind. */
final class ScenarioReader {

  private static final Reading<String> TEXT = Reading.TEXT.checked(ScenarioConfig::requireText);

  private final Findings findings;
  private final Map<String, String> keyByName = new HashMap<>();

  ScenarioReader(Findings findings) {
    this.findings = findings;
  }

  List<ScenarioConfig> read(Section root) {
    List<ScenarioConfig> scenarios = new ArrayList<>();
    root.sections("scenarios").forEach(section -> scenarios.add(scenario(section)));
    return scenarios;
  }

  private ScenarioConfig scenario(Section section) {
    String name = section.required("name", Reading.TEXT.checked(ScenarioConfig::requireName));
    requireUnused(name, section);
    ScenarioConfig.Kind kind = section.required("kind", Reading.choice(ScenarioConfig.Kind.class));
    if (kind == null) {
      // Which other keys belong here cannot be told.
      return null;
    }
    ScenarioConfig scenario =
        switch (kind) {
          case MIX -> mix(name, section);
          case MORE_CLEAN -> moreClean(name, section);
          case REGION -> region(name, section);
          case HOURS -> hours(name, section);
          case NO_IDLE -> new ScenarioConfig.NoIdle(name);
          case HARDWARE -> hardware(name, section);
        };
    section.refuseUnknownKeys();
    return scenario;
  }

  private ScenarioConfig mix(String name, Section section) {
    String source = section.required("source", TEXT);
    return findings.ifNone(() -> new ScenarioConfig.Mix(name, source));
  }

  private ScenarioConfig moreClean(String name, Section section) {
    Double share = section.required("share", Reading.NUMBER.checked(ScenarioConfig::requireShare));
    Optional<String> source = section.optional("source", TEXT);
    return findings.ifNone(() -> new ScenarioConfig.MoreClean(name, share, source));
  }

  private ScenarioConfig region(String name, Section section) {
    Optional<String> zone = section.optional("zone", TEXT);
    Optional<String> site = section.optional("site", TEXT);
    requireOneOf(section, "zone", "site");
    return findings.ifNone(() -> new ScenarioConfig.Region(name, zone, site));
  }

  private ScenarioConfig hours(String name, Section section) {
    Optional<Duration> shift =
        section.optional("shift", Reading.DURATION.checked(ScenarioConfig::requireShift));
    Optional<Duration> cleanest =
        section.optional("cleanest", Reading.DURATION.checked(ScenarioConfig::requireCount));
    section.optional("spread", Reading.FLAG.checked(ScenarioReader::requireTrue));
    requireOneOf(section, "shift", "spread", "cleanest");
    return findings.ifNone(() -> hours(name, shift, cleanest));
  }

  private static ScenarioConfig hours(
      String name, Optional<Duration> shift, Optional<Duration> cleanest) {
    if (shift.isPresent()) {
      return new ScenarioConfig.Hours(
          name, ScenarioConfig.Hours.Move.SHIFT, (int) shift.get().toHours());
    }
    if (cleanest.isPresent()) {
      return new ScenarioConfig.Hours(
          name, ScenarioConfig.Hours.Move.CLEANEST, (int) cleanest.get().toHours());
    }
    return new ScenarioConfig.Hours(
        name, ScenarioConfig.Hours.Move.SPREAD, ScenarioConfig.HOURS_OF_DAY);
  }

  private ScenarioConfig hardware(String name, Section section) {
    Reading<Double> ratio = Reading.NUMBER.checked(ScenarioConfig::requireRatio);
    String deviceModel = section.required("device-model", TEXT);
    Double activeEnergyRatio = section.required("active-energy-ratio", ratio);
    Optional<Double> deviceRatio = section.optional("device-ratio", ratio);
    String source = section.required("source", TEXT);
    return findings.ifNone(
        () ->
            new ScenarioConfig.OtherHardware(
                name, deviceModel, activeEnergyRatio, deviceRatio.orElse(1.0), source));
  }

  private void requireUnused(String name, Section section) {
    String former = name == null ? null : keyByName.putIfAbsent(name, section.path("name"));
    if (former != null) {
      findings.wrong(
          section.path("name"),
          section.object().get("name"),
          "is already the name of " + former + "; give each scenario its own");
    }
  }

  private void requireOneOf(Section section, String... keys) {
    long given = Stream.of(keys).filter(key -> isGiven(section, key)).count();
    if (given != 1) {
      findings.wrong(
          section.path("kind"),
          section.object().get("kind"),
          "needs exactly one of " + String.join(", ", keys));
    }
  }

  private static boolean isGiven(Section section, String key) {
    return section.object().containsKey(key)
        && section.object().get(key).valueType() != ConfigValueType.NULL;
  }

  private static void requireTrue(Boolean flag) {
    if (!flag) {
      throw new IllegalArgumentException("can only be true; leave it out otherwise");
    }
  }
}

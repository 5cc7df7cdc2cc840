package org.wattledger.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the configuration into validated records. */
public final class ConfigReader {

  static final Path PRESET_DIRECTORY = Path.of("conf", "presets");

  /** A version names a directory, so it must not lead out of its table's. */
  /** One version, or several joined by +: a later one replaces what it names again. */
  private static final Pattern VERSION =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(\\+[A-Za-z0-9][A-Za-z0-9._-]*)*");

  private final Findings findings;

  private ConfigReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reads {@code reference.conf}, over it the file, over that the {@code --set} arguments.
   *
   * @param file HOCON; empty: only defaults
   * @param sets {@code path=value}, the path with or without the leading {@code wattledger.}
   * @param environment variables for substitutions such as {@code ${?WATTLEDGER_USER_KEY}}
   * @throws ConfigProblems with every problem found
   */
  public static WattledgerConfig read(
      Optional<Path> file, List<String> sets, Map<String, String> environment) {
    return read(file, sets, environment, PRESET_DIRECTORY);
  }

  static WattledgerConfig read(
      Optional<Path> file,
      List<String> sets,
      Map<String, String> environment,
      Path presetDirectory) {
    Findings findings = new Findings();
    ConfigLayers layers = new ConfigLayers(presetDirectory, findings);
    ConfigObject effective = layers.effective(file, sets, environment);
    return new ConfigReader(findings).read(effective, layers.unusablePresets());
  }

  private WattledgerConfig read(ConfigObject effective, Set<String> unusablePresets) {
    Section root = new Section(effective, ConfigLayers.ROOT, findings);
    String warehouse = root.required("warehouse", Reading.TEXT.checked(ConfigReader::requireText));
    Section sources = root.section("sources");
    SourceReader reader = new SourceReader(unusablePresets, findings);
    List<SourceConfig> requests = reader.read(sources, SourceKind.REQUESTS);
    List<SourceConfig> telemetry = reader.read(sources, SourceKind.TELEMETRY);
    List<SourceConfig> placements = reader.read(sources, SourceKind.PLACEMENTS);
    List<SourceConfig> training = reader.read(sources, SourceKind.TRAINING);
    sources.refuseUnknownKeys();
    ReferenceConfig reference = reference(root.section("reference"));
    AttributionConfig attribution = attribution(root.section("attribution"));
    QualityConfig quality = quality(root.section("quality"));
    PrivacyConfig privacy = privacy(root.section("privacy"));
    SinkConfig sink = sink(root.section("sink"));
    List<ScenarioConfig> scenarios = new ScenarioReader(findings).read(root);
    root.refuseUnknownKeys();
    findings.throwIfAny();
    return new WattledgerConfig(
        warehouse,
        requests,
        telemetry,
        placements,
        training,
        reference,
        attribution,
        quality,
        privacy,
        sink,
        scenarios);
  }

  private ReferenceConfig reference(Section reference) {
    Optional<Path> directory = reference.optional("directory", Reading.PATH);
    Map<String, String> versions = new TreeMap<>();
    for (String table : ReferenceConfig.TABLES) {
      String key = table.replace('_', '-');
      String version = reference.required(key, Reading.TEXT.checked(ConfigReader::requireVersion));
      if (version != null) {
        versions.put(table, version);
      }
    }
    List<String> exports =
        reference.texts("grid-exports", Reading.TEXT.checked(ConfigReader::requireText));
    ReferenceConfig.ExportBasis basis =
        reference.required("grid-export-basis", Reading.choice(ReferenceConfig.ExportBasis.class));
    reference.refuseUnknownKeys();
    return new ReferenceConfig(directory, versions, exports, basis);
  }

  private AttributionConfig attribution(Section attribution) {
    Duration slot =
        attribution.required("slot", Reading.DURATION.checked(AttributionConfig::requireSlot));
    SharingRule rule = attribution.required("rule", Reading.choice(SharingRule.class));
    Optional<Duration> maxGap = attribution.required("max-gap", ConfigReader::maxGap);
    Duration lookaround =
        attribution.required(
            "lookaround", Reading.DURATION.checked(AttributionConfig::requireLookaround));
    Section idle = attribution.section("idle");
    AttributionConfig.IdleTeams idleTeams =
        idle.required("teams", Reading.choice(AttributionConfig.IdleTeams.class));
    idle.refuseUnknownKeys();
    attribution.refuseUnknownKeys();
    return findings.ifNone(() -> new AttributionConfig(slot, rule, maxGap, lookaround, idleTeams));
  }

  private QualityConfig quality(Section quality) {
    Reading<Double> ratio = Reading.NUMBER.checked(QualityConfig::requireRatio);
    Double maxRejected = quality.required("max-rejected-ratio", ratio);
    Double maxUnattributed = quality.required("max-unattributed-ratio", ratio);
    Double minCoverage = quality.required("min-coverage-ratio", ratio);
    Double maxChange =
        quality.required("max-daily-change", Reading.NUMBER.checked(QualityConfig::requireFactor));
    Boolean requireCompleteDay = quality.required("require-complete-day", Reading.FLAG);
    Duration maxLag =
        quality.required("max-telemetry-lag", Reading.DURATION.checked(QualityConfig::requireLag));
    Reading<QualityConfig.Gate> gate = Reading.choice(QualityConfig.Gate.class);
    QualityConfig.Gate drift = quality.required("schema-drift", gate);
    Section named = quality.section("gates");
    QualityConfig.Gates gates =
        new QualityConfig.Gates(
            named.required("rejected", gate),
            named.required("unattributed", gate),
            named.required("coverage", gate),
            named.required("daily-change", gate));
    named.refuseUnknownKeys();
    quality.refuseUnknownKeys();
    return findings.ifNone(
        () ->
            new QualityConfig(
                maxRejected,
                maxUnattributed,
                minCoverage,
                maxChange,
                requireCompleteDay,
                maxLag,
                drift,
                gates));
  }

  private SinkConfig sink(Section sink) {
    SinkConfig.Format format = sink.required("format", Reading.choice(SinkConfig.Format.class));
    boolean isUsed = format != null && format != SinkConfig.Format.NONE;
    Reading<String> path = Reading.TEXT.checked(ConfigReader::requireText);
    Optional<String> where =
        isUsed ? Optional.ofNullable(sink.required("path", path)) : sink.optional("path", path);
    sink.refuseUnknownKeys();
    return new SinkConfig(format, where);
  }

  private PrivacyConfig privacy(Section privacy) {
    Optional<Secret> userKey =
        privacy.optional("user-key", value -> Secret.of(Reading.TEXT.of(value)));
    Optional<String> userKeyId =
        privacy.optional("user-key-id", Reading.TEXT.checked(ConfigReader::requireKeyId));
    Double least =
        privacy.required("min-team-users", Reading.NUMBER.checked(PrivacyConfig::requireUsers));
    privacy.refuseUnknownKeys();
    return new PrivacyConfig(userKey, userKeyId, least == null ? 1 : least.longValue());
  }

  private static Optional<Duration> maxGap(ConfigValue value) {
    if ("auto".equals(value.unwrapped())) {
      return Optional.empty();
    }
    return Optional.of(Reading.DURATION.checked(AttributionConfig::requireMaxGap).of(value));
  }

  private static void requireText(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty; name a path or a URI");
    }
  }

  private static void requireKeyId(String id) {
    if (!PrivacyConfig.isKeyId(id)) {
      throw new IllegalArgumentException(
          "is no id of a key: 1 to 32 letters, digits, points, dashes, underscores");
    }
  }

  private static void requireVersion(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "a version has only letters, digits, dots, hyphens and underscores; + joins several");
    }
  }
}

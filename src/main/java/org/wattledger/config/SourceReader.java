package org.wattledger.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lists of sources. */
final class SourceReader {

  private static final List<String> FORMATS = List.of("json", "csv", "parquet", "prometheus");
  private static final Set<String> PATH_TOKENS = Set.of("date", "yyyy", "MM", "dd", "HH");

  /** A glob's {a,b} has a comma; a single word in braces can only be meant as a token. */
  private static final Pattern PATH_TOKEN = Pattern.compile("\\{([A-Za-z_]+)}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private static final Pattern RECORDS = Pattern.compile("[^.\\s]+([.][^.\\s]+)*");

  private final Set<String> unusablePresets;
  private final Findings findings;
  private final Map<String, String> keyByName = new HashMap<>();

  /** A source with one of the unusable presets is skipped: what it lacks cannot be told. */
  SourceReader(Set<String> unusablePresets, Findings findings) {
    this.unusablePresets = unusablePresets;
    this.findings = findings;
  }

  List<SourceConfig> read(Section sources, SourceKind kind) {
    List<SourceConfig> read = new ArrayList<>();
    for (Section source : sources.sections(kind.name().toLowerCase(Locale.ROOT))) {
      read.add(source(source, kind));
    }
    return read;
  }

  private SourceConfig source(Section source, SourceKind kind) {
    if (source.optional("preset", Reading.TEXT).filter(unusablePresets::contains).isPresent()) {
      return null;
    }
    String name = source.required("name", Reading.TEXT.checked(SourceReader::requireName));
    String format = source.required("format", Reading.TEXT.checked(SourceReader::requireFormat));
    String path = source.required("path", Reading.TEXT.checked(SourceReader::requirePath));
    Optional<String> records =
        source.optional("records", Reading.TEXT.checked(SourceReader::requireRecords));
    if (records.isPresent() && format != null && !format.equals("json")) {
      findings.wrong(
          source.path("records"),
          source.object().get("records"),
          "leads into JSON lines; format is " + format);
    }
    Instant epoch = source.required("epoch", Reading.INSTANT);
    ZoneId zone = source.required("zone", Reading.ZONE);
    Duration offset =
        source.required("offset", Reading.DURATION.checked(SourceReader::requireOffset));
    Optional<String> schema = source.optional("schema", Reading.TEXT);
    Optional<String> where = source.optional("where", Reading.TEXT);
    Map<String, String> options = options(source.section("options"));
    Map<String, String> columns = columns(source, kind);
    source.refuseUnknownKeys();
    requireUnused(name, source);
    return findings.ifNone(
        () ->
            new SourceConfig(
                kind, name, format, path, records, options, zone, epoch, offset, schema, columns,
                where));
  }

  private void requireUnused(String name, Section source) {
    String former = name == null ? null : keyByName.putIfAbsent(name, source.path("name"));
    if (former != null) {
      findings.wrong(
          source.path("name"),
          source.object().get("name"),
          "is already the name of " + former + "; give each source its own");
    }
  }

  /** Spark's option names have dots, which HOCON reads as nesting. */
  private Map<String, String> options(Section options) {
    Map<String, String> flat = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : options.object().toConfig().entrySet()) {
      String name = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      textOf(options.path(name), entry.getValue()).ifPresent(text -> flat.put(name, text));
    }
    return flat;
  }

  private Map<String, String> columns(Section source, SourceKind kind) {
    Section columns = source.section("columns");
    Map<String, String> mapped = new LinkedHashMap<>();
    for (Map.Entry<String, ConfigValue> entry : inFileOrder(columns.object(), source)) {
      String column = entry.getKey();
      if (!kind.columns().contains(column)) {
        findings.wrong(
            columns.path(column),
            entry.getValue().origin(),
            "no column of "
                + kind.name().toLowerCase(Locale.ROOT)
                + "; "
                + Suggestion.text(column, kind.columns()));
      } else {
        textOf(columns.path(column), entry.getValue()).ifPresent(sql -> mapped.put(column, sql));
      }
    }
    if (columns.isPresent()) {
      requireMapped(mapped, columns, kind);
    }
    return mapped;
  }

  private void requireMapped(Map<String, String> mapped, Section columns, SourceKind kind) {
    ConfigOrigin origin = columns.object().origin();
    for (String column : kind.required()) {
      if (!mapped.containsKey(column)) {
        findings.wrong(
            columns.path(column), origin, "is missing; say which raw columns it comes from");
      }
    }
    if (!kind.oneOf().isEmpty() && kind.oneOf().stream().noneMatch(mapped::containsKey)) {
      findings.wrong(
          columns.path(kind.oneOf().get(0)),
          origin,
          "is missing; map at least one of " + String.join(", ", kind.oneOf()));
    }
  }

  /** Null switches a preset's column or option off. */
  private Optional<String> textOf(String key, ConfigValue value) {
    if (value.valueType() == ConfigValueType.NULL) {
      return Optional.empty();
    }
    try {
      return Optional.of(Reading.TEXT.of(value));
    } catch (IllegalArgumentException e) {
      findings.wrong(key, value, e.getMessage());
      return Optional.empty();
    }
  }

  /** The preset's columns come first, then the source's own, each as they stand in their file. */
  private static List<Map.Entry<String, ConfigValue>> inFileOrder(
      ConfigObject columns, Section source) {
    String ownFile = fileOf(source.object().get("name"));
    return columns.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, ConfigValue>, Boolean>comparing(
                    entry -> fileOf(entry.getValue()).equals(ownFile))
                .thenComparing(entry -> entry.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static String fileOf(ConfigValue value) {
    return value == null ? "" : value.origin().description().replaceFirst(": \\d+$", "");
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name has only letters, digits, dots, hyphens and underscores");
    }
  }

  private static void requireFormat(String format) {
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException(Suggestion.text(format, FORMATS));
    }
  }

  private static void requirePath(String path) {
    Matcher token = PATH_TOKEN.matcher(path);
    while (token.find()) {
      if (!PATH_TOKENS.contains(token.group(1))) {
        throw new IllegalArgumentException(
            "unknown token {%s}; %s"
                .formatted(token.group(1), Suggestion.text(token.group(1), PATH_TOKENS)));
      }
    }
    if (path.isEmpty()) {
      throw new IllegalArgumentException("is empty; write for example logs/{date}/*.jsonl.gz");
    }
  }

  private static void requireRecords(String records) {
    if (!RECORDS.matcher(records).matches()) {
      throw new IllegalArgumentException(
          "names the members that lead to the records, as in resourceSpans.scopeSpans.spans");
    }
  }

  private static void requireOffset(Duration offset) {
    if (offset.abs().compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("a clock's error is at most 24 h; zones belong in zone");
    }
  }
}

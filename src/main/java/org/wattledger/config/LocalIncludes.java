package org.wattledger.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.net.URL;
import java.util.regex.Pattern;

/** Lets a configuration include files and resources, but never anything fetched by address. */
final class LocalIncludes implements ConfigIncluder, ConfigIncluderURL {

  /** At least two characters before the colon: a single one is a Windows drive. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private final ConfigIncluder next;
  private final Findings findings;

  LocalIncludes(Findings findings) {
    this(null, findings);
  }

  private LocalIncludes(ConfigIncluder next, Findings findings) {
    this.next = next;
    this.findings = findings;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return new LocalIncludes(next == null ? fallback : next.withFallback(fallback), findings);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return ADDRESS.matcher(what).matches() ? refused(context) : next.include(context, what);
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refused(context);
  }

  private ConfigObject refused(ConfigIncludeContext context) {
    String origin = context.parseOptions().getOriginDescription();
    findings.wrong(
        "include",
        origin == null ? "configuration" : origin,
        "an address is refused; include a file: include file(\"more.conf\")");
    return ConfigFactory.empty().root();
  }
}

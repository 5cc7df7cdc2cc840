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
  private final String origin;
  private final Findings findings;

  /** For the includes that stand in {@code origin}, directly or in a file that it includes. */
  LocalIncludes(String origin, Findings findings) {
    this(null, origin, findings);
  }

  private LocalIncludes(ConfigIncluder next, String origin, Findings findings) {
    this.next = next;
    this.origin = origin;
    this.findings = findings;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return new LocalIncludes(
        next == null ? fallback : next.withFallback(fallback), origin, findings);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return ADDRESS.matcher(what).matches() ? refused(what) : next.include(context, what);
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refused(what.toString());
  }

  private ConfigObject refused(String address) {
    String shown = Redaction.withoutUserInfo(address).replaceFirst("\\?.*", "?" + Secret.MASK);
    findings.wrong(
        "include " + shown,
        origin,
        "an address is refused; copy it and include the file: include file(\"more.conf\")");
    return ConfigFactory.empty().root();
  }
}

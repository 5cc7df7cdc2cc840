package org.wattledger.sources;

import java.util.List;

/** A source's mapping cannot be used; names every problem found, not only the first. */
public final class MappingInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final transient List<String> problems;

  MappingInvalid(String source, List<String> problems) {
    super(
        "The mapping of source \"%s\" cannot be used:%n  %s"
            .formatted(source, String.join(System.lineSeparator() + "  ", problems)));
    this.source = source;
    this.problems = List.copyOf(problems);
  }

  public String source() {
    return source;
  }

  public List<String> problems() {
    return problems;
  }
}

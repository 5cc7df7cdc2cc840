package org.wattledger.config;

import java.nio.file.Path;
import java.util.List;

/** Placeholder: the whole configuration. */
public record WattledgerConfig(Path warehouse, List<SourceConfig> sources) {}

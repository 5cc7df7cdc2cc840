package org.wattledger.attribution;

import java.io.Serializable;

/**
 * What a sample says beside its amounts; null: nothing.
 *
 * @param source that told it, and {@code file} of that source
 */
public record SampleLabels(
    String nodeId,
    String unitId,
    String modelId,
    String siteId,
    String deviceModel,
    String deviceKind,
    String source,
    String file)
    implements Serializable {}

package org.wattledger.attribution;

import java.io.Serializable;
import java.util.List;

/**
 * What the samples of one device say about where it stands and what it serves; labels hold until
 * the next sample, so spans follow each other in time.
 *
 * @param deviceModel product name in the words of the hardware table where that knows it, or null
 */
public record DeviceLabels(String deviceId, String deviceKind, String deviceModel, List<Span> spans)
    implements Serializable {

  /** Half-open; any text may be null. */
  public record Span(
      long fromUs, long toUs, String siteId, String nodeId, String unitId, String modelId)
      implements Serializable {}

  public DeviceLabels {
    spans = List.copyOf(spans);
  }
}

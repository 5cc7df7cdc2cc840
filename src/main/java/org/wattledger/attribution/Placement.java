package org.wattledger.attribution;

import java.io.Serializable;

/**
 * Where a device serves which unit and model, and when.
 *
 * @param fromUs start of validity, {@link Long#MIN_VALUE}: always
 * @param toUs end, exclusive, {@link Long#MAX_VALUE}: open
 */
public record Placement(
    String deviceId,
    String unitId,
    String modelId,
    String siteId,
    String nodeId,
    String deviceModel,
    long fromUs,
    long toUs)
    implements Serializable {

  boolean holdsAt(long us) {
    return fromUs <= us && us < toUs;
  }
}

package org.wattledger.attribution;

import java.io.Serializable;

/** What a request says about where it was served; any part but the model may be null. */
record RouteKey(String siteId, String unitId, String prefillUnitId, String deviceId, String modelId)
    implements Serializable {

  boolean isUnnamed() {
    return unitId == null && deviceId == null;
  }
}

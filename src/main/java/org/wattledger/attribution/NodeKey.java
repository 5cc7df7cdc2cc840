package org.wattledger.attribution;

import java.io.Serializable;

/** A node: names of nodes are told apart by site. */
record NodeKey(String siteId, String nodeId) implements Serializable {

  /** The node of an accelerator; null: nobody names it. */
  static NodeKey ofAccelerator(Topology.DeviceSpan span) {
    return span.nodeId() == null ? null : new NodeKey(span.siteId(), span.nodeId());
  }

  /** The node that a meter of hosts or platforms watches: the one it names, else itself. */
  static NodeKey ofHost(Topology.DeviceSpan span, String deviceId) {
    return new NodeKey(span.siteId(), span.nodeId() == null ? deviceId : span.nodeId());
  }
}

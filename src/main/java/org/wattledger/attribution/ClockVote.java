package org.wattledger.attribution;

import java.io.Serializable;

/**
 * What one pool and interval tells of the clocks of its meters, or of those on one of its nodes.
 *
 * @param node null: of the whole pool
 * @param shiftUs by which they are ahead of those of the requests, microseconds; 0: not at all
 */
record ClockVote(int pool, NodeKey node, long shiftUs) implements Serializable {}

package org.wattledger.attribution;

import java.io.Serializable;

/**
 * What one pool and interval tells of the clocks of its meters.
 *
 * @param shiftUs by which they are ahead of those of the requests, microseconds; 0: not at all
 */
record ClockVote(int pool, long shiftUs) implements Serializable {}

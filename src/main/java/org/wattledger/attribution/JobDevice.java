package org.wattledger.attribution;

import java.io.Serializable;

/**
 * A device under a training job, and when. While it lasts, the job has a pool of its own, which
 * goes before labels and placements. Spans of one device must not overlap.
 *
 * @param siteId where the job's record says that it ran, or null; a meter or a placement that knows
 *     the site goes before it
 * @param deviceModel product name by the job's record, or null
 * @param fromUs start, microseconds since the epoch
 * @param toUs end, exclusive
 */
public record JobDevice(
    String deviceId, Job job, String siteId, String deviceModel, long fromUs, long toUs)
    implements Serializable {

  /** Who pays for a training job: model and team in the words of the reference tables. */
  public record Job(String jobId, String modelId, String teamId) implements Serializable {}

  boolean holdsAt(long us) {
    return fromUs <= us && us < toUs;
  }
}

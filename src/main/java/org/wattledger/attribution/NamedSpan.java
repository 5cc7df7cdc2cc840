package org.wattledger.attribution;

import java.util.Set;

/**
 * A device during a time in which nothing about it changes, in names, before anything is numbered.
 *
 * @param units what it would serve as; never empty
 * @param models what it is held for; empty: nobody says
 * @param job the training job that has it; null: it serves
 */
record NamedSpan(
    long fromUs,
    long toUs,
    String siteId,
    String nodeId,
    Set<String> units,
    Set<String> models,
    JobDevice.Job job) {

  NamedSpan at(String site) {
    return new NamedSpan(fromUs, toUs, site, nodeId, units, models, job);
  }

  boolean isServing() {
    return job == null;
  }
}

package org.wattledger.marts;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * What stands in every row of a day's marts.
 *
 * @param day the day on which the energy was consumed
 * @param methodVersion version of the method
 * @param referenceVersion versions of the reference tables
 */
public record Provenance(LocalDate day, String methodVersion, String referenceVersion)
    implements Serializable {}

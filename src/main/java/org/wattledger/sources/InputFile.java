package org.wattledger.sources;

import java.time.Instant;

/**
 * One input file of a source.
 *
 * @param path fully qualified path
 * @param name path as shown in counts and rejects: as configured, or relative to the fixed root of
 *     an absolute glob; never an absolute path of this machine
 * @param sizeBytes size as stored, compressed or not
 * @param modifiedAt last change
 * @param ofDay whether the file belongs to the day itself, not only to a neighbouring one
 */
public record InputFile(
    String path, String name, long sizeBytes, Instant modifiedAt, boolean ofDay) {}

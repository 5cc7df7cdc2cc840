package org.wattledger.reference;

/**
 * A file that the reference was read from, for the run's manifest.
 *
 * @param table table it belongs to
 * @param version version of the table, or {@code export} for a grid export
 * @param origin path of the file, or its place in the jar
 * @param sha256 checksum of its bytes, hexadecimal
 */
public record ReferenceFile(String table, String version, String origin, String sha256) {}

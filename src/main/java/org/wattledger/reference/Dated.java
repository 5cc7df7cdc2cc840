package org.wattledger.reference;

/** A value of one entity with the time in which it holds and the place it was read from. */
record Dated<T>(String entity, Validity validity, T value, Place place) {}

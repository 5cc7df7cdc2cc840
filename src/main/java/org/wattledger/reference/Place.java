package org.wattledger.reference;

/** Where a row stands: its file, its line from 1, and the layer of files that it belongs to. */
record Place(String file, long line, int layer) {}

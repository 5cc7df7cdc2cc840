package org.wattledger.sources;

import java.io.Serializable;

/**
 * A canonical column that is a member of a JSON record.
 *
 * @param cell of {@link JsonCells}
 * @param conversion null: the column is text
 */
record JsonColumn(String name, int cell, CellConversion conversion) implements Serializable {}

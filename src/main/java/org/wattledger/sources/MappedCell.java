package org.wattledger.sources;

import java.io.Serializable;

/**
 * A canonical column that is a cell of a record of text.
 *
 * @param cell of {@link RecordCells}
 * @param conversion null: the column is text
 */
record MappedCell(String name, int cell, CellConversion conversion) implements Serializable {}

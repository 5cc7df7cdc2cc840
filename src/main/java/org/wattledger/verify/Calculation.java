package org.wattledger.verify;

/** Computes one published number: from the inputs of its row, through formulas that it notes. */
@FunctionalInterface
interface Calculation {

  Amount of(Inputs in, Steps steps);
}

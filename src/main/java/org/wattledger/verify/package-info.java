/**
 * Published results and published mistakes, recomputed through the formulas and reference rows of
 * the nightly run. What was published stands in tables, how it is computed in a registry of named
 * methods; no Spark is needed.
 */
package org.wattledger.verify;

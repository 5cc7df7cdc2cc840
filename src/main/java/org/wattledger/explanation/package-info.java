/**
 * How published numbers came to be, as values that can be printed: steps with formula, figures,
 * units and sources, and the published row beside the recomputed one. Knows only the JDK.
 */
package org.wattledger.explanation;

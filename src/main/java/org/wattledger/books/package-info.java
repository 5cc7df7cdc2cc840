/**
 * What attribution hands to the stages after it: whole numbers by key, in flat arrays, and what the
 * numbers in the keys stand for. Knows only the JDK.
 */
package org.wattledger.books;

/**
 * One self-contained HTML page about published days: rows that the pipeline has read and summed
 * become tables, charts and sentences. Knows no engine, reads no table and writes no file.
 *
 * <p>Everything that comes out of data is text: in markup it is escaped, in the data block it is
 * JSON without a character that could end it, and the page's policy runs no other script than its
 * own.
 */
package org.wattledger.report;

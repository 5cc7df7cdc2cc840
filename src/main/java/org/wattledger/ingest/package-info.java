/**
 * From raw files to canonical rows on scratch storage, by one job: {@link
 * org.wattledger.ingest.Ingestion}. Every raw file is read once and every record counted; what the
 * stages take comes from the scratch.
 */
package org.wattledger.ingest;

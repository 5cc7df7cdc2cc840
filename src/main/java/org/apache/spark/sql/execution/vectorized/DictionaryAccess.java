package org.apache.spark.sql.execution.vectorized;

/**
 * Reads which dictionary a column vector was decoded with. Spark keeps that field protected, and
 * without it nobody can tell that the meaning of the dictionary ids has changed between two
 * batches; hence this one class in Spark's package.
 */
public final class DictionaryAccess {

  private DictionaryAccess() {}

  /** The dictionary behind a vector's ids, or null when the values stand plain. */
  public static Dictionary dictionaryOf(WritableColumnVector vector) {
    return vector.hasDictionary() ? vector.dictionary : null;
  }
}

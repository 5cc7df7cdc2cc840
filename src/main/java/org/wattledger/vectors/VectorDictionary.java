package org.wattledger.vectors;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/**
 * Reads which dictionary a column vector was decoded with. Spark keeps that field to itself, and
 * without it nobody can tell that the meaning of the dictionary ids has changed between two
 * batches. A class in Spark's own package would not do: under spark-submit another class loader
 * brings our jar.
 */
public final class VectorDictionary {

  private static final MethodHandle DICTIONARY = getter();

  private VectorDictionary() {}

  /** The dictionary behind a vector's ids, or null when the values stand plain. */
  public static Dictionary of(WritableColumnVector vector) {
    if (!vector.hasDictionary()) {
      return null;
    }
    try {
      return (Dictionary) DICTIONARY.invokeExact(vector);
    } catch (Throwable e) {
      throw new IllegalStateException("The dictionary of a column vector cannot be read", e);
    }
  }

  private static MethodHandle getter() {
    try {
      return MethodHandles.privateLookupIn(WritableColumnVector.class, MethodHandles.lookup())
          .findGetter(WritableColumnVector.class, "dictionary", Dictionary.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This Spark keeps the dictionary of a column vector elsewhere; use Spark 4.2", e);
    }
  }
}

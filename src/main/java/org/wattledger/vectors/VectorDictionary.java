package org.wattledger.vectors;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.spark.sql.execution.datasources.parquet.ParquetDictionary;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/**
 * Reads which dictionary a column vector was decoded with. Spark keeps that field to itself, and
 * without it nobody can tell that the meaning of the dictionary ids has changed between two
 * batches. A class in Spark's own package would not do: under spark-submit another class loader
 * brings our jar.
 */
public final class VectorDictionary {

  private static final MethodHandle DICTIONARY =
      getter(WritableColumnVector.class, Dictionary.class);
  private static final MethodHandle WRAPPED =
      getter(ParquetDictionary.class, org.apache.parquet.column.Dictionary.class)
          .asType(MethodType.methodType(Object.class, ParquetDictionary.class));

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

  /**
   * What gives the ids of a dictionary their meaning: the same object as long as that is the same.
   * Spark wraps the dictionary of a row group anew for every batch.
   *
   * @param dictionary null: null is returned
   */
  public static Object meaning(Dictionary dictionary) {
    if (!(dictionary instanceof ParquetDictionary wrapper)) {
      return dictionary;
    }
    try {
      return (Object) WRAPPED.invokeExact(wrapper);
    } catch (Throwable e) {
      throw new IllegalStateException("The dictionary of a row group cannot be read", e);
    }
  }

  private static MethodHandle getter(Class<?> owner, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findGetter(owner, "dictionary", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This Spark keeps the dictionary of a column vector elsewhere; use Spark 4.2", e);
    }
  }
}

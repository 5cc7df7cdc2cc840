package org.wattledger.verify;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wattledger.physics.EnergyCounter;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.MeterBounds;
import org.wattledger.physics.ProportionalShare;

/**
 * The formulas that a computation goes through, in order. A formula is handed over as a method
 * reference and called as it comes back; its name is read from the reference, so what is listed is
 * what was called.
 */
final class Steps {

  private final Set<Method> taken = new LinkedHashSet<>();

  interface Of1 extends Serializable {
    double of(double a);
  }

  interface Of2 extends Serializable {
    double of(double a, double b);
  }

  interface Of3 extends Serializable {
    double of(double a, double b, double c);
  }

  interface Of4 extends Serializable {
    double of(double a, double b, double c, double d);
  }

  interface Of5 extends Serializable {
    double of(double a, double b, double c, double d, double e);
  }

  interface OfMany extends Serializable {
    double of(double[] values);
  }

  interface OfContracts extends Serializable {
    double of(double consumed, double[] amounts, double[] factors, double rest);
  }

  interface OfBounds extends Serializable {
    double of(double utilization, MeterBounds bounds);
  }

  interface Wholes2 extends Serializable {
    long of(long a, long b);
  }

  interface Wholes3 extends Serializable {
    long of(long a, long b, long c);
  }

  interface OfSamples extends Serializable {
    long of(long elapsedUs, double firstW, double secondW);
  }

  interface OfIdle extends Serializable {
    long of(long energyMj, double idleW, long coveredUs);
  }

  interface OfShares extends Serializable {
    ProportionalShare.Shares of(long whole, long[] weights);
  }

  interface OfCounts extends Serializable {
    void of(LogHistogram histogram, int bin, long count);
  }

  interface OfHistogram extends Serializable {
    long of(LogHistogram histogram);
  }

  interface OfReadings extends Serializable {
    EnergyCounter.Step of(long elapsedUs, long formerMj, long laterMj, MeterBounds bounds);
  }

  Of1 via(Of1 formula) {
    return note(formula);
  }

  Of2 via(Of2 formula) {
    return note(formula);
  }

  Of3 via(Of3 formula) {
    return note(formula);
  }

  Of4 via(Of4 formula) {
    return note(formula);
  }

  Of5 via(Of5 formula) {
    return note(formula);
  }

  OfMany viaMany(OfMany formula) {
    return note(formula);
  }

  OfContracts viaContracts(OfContracts formula) {
    return note(formula);
  }

  OfBounds viaBounds(OfBounds formula) {
    return note(formula);
  }

  Wholes2 viaWholes(Wholes2 formula) {
    return note(formula);
  }

  Wholes3 viaWholes3(Wholes3 formula) {
    return note(formula);
  }

  OfSamples viaSamples(OfSamples formula) {
    return note(formula);
  }

  OfIdle viaIdle(OfIdle formula) {
    return note(formula);
  }

  OfShares viaShares(OfShares formula) {
    return note(formula);
  }

  OfCounts viaCounts(OfCounts formula) {
    return note(formula);
  }

  OfHistogram viaHistogram(OfHistogram formula) {
    return note(formula);
  }

  OfReadings viaReadings(OfReadings formula) {
    return note(formula);
  }

  /** {@code Class.method}, in the order of first use. */
  List<String> names() {
    return taken.stream()
        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
        .distinct()
        .toList();
  }

  /** The methods themselves. */
  Set<Method> methods() {
    return Set.copyOf(taken);
  }

  private <F extends Serializable> F note(F formula) {
    taken.add(methodOf(formula));
    return formula;
  }

  private static Method methodOf(Serializable formula) {
    try {
      Method replace = formula.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      SerializedLambda reference = (SerializedLambda) replace.invoke(formula);
      Class<?> owner = Class.forName(reference.getImplClass().replace('/', '.'));
      for (Method method : owner.getDeclaredMethods()) {
        if (!method.isSynthetic() && isMeant(method, reference)) {
          return method;
        }
      }
    } catch (NoSuchMethodException | IllegalAccessException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
    throw new IllegalStateException("A step must be a method reference, not a lambda");
  }

  private static boolean isMeant(Method method, SerializedLambda reference) {
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    return method.getName().equals(reference.getImplMethodName())
        && descriptor.equals(reference.getImplMethodSignature());
  }
}

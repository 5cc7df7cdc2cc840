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
 * The formulas that a computation goes through, in the order of their calls. A formula is handed
 * over as a method reference and called as it comes back; its name is read from the reference when
 * it is called, so what is listed is what was called.
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
    return (a) -> {
      note(formula);
      return formula.of(a);
    };
  }

  Of2 via(Of2 formula) {
    return (a, b) -> {
      note(formula);
      return formula.of(a, b);
    };
  }

  Of3 via(Of3 formula) {
    return (a, b, c) -> {
      note(formula);
      return formula.of(a, b, c);
    };
  }

  Of4 via(Of4 formula) {
    return (a, b, c, d) -> {
      note(formula);
      return formula.of(a, b, c, d);
    };
  }

  Of5 via(Of5 formula) {
    return (a, b, c, d, e) -> {
      note(formula);
      return formula.of(a, b, c, d, e);
    };
  }

  OfMany viaMany(OfMany formula) {
    return (values) -> {
      note(formula);
      return formula.of(values);
    };
  }

  OfContracts viaContracts(OfContracts formula) {
    return (consumed, amounts, factors, rest) -> {
      note(formula);
      return formula.of(consumed, amounts, factors, rest);
    };
  }

  OfBounds viaBounds(OfBounds formula) {
    return (utilization, bounds) -> {
      note(formula);
      return formula.of(utilization, bounds);
    };
  }

  Wholes2 viaWholes(Wholes2 formula) {
    return (a, b) -> {
      note(formula);
      return formula.of(a, b);
    };
  }

  Wholes3 viaWholes3(Wholes3 formula) {
    return (a, b, c) -> {
      note(formula);
      return formula.of(a, b, c);
    };
  }

  OfSamples viaSamples(OfSamples formula) {
    return (elapsedUs, firstW, secondW) -> {
      note(formula);
      return formula.of(elapsedUs, firstW, secondW);
    };
  }

  OfIdle viaIdle(OfIdle formula) {
    return (energyMj, idleW, coveredUs) -> {
      note(formula);
      return formula.of(energyMj, idleW, coveredUs);
    };
  }

  OfShares viaShares(OfShares formula) {
    return (whole, weights) -> {
      note(formula);
      return formula.of(whole, weights);
    };
  }

  OfCounts viaCounts(OfCounts formula) {
    return (histogram, bin, count) -> {
      note(formula);
      formula.of(histogram, bin, count);
    };
  }

  OfHistogram viaHistogram(OfHistogram formula) {
    return (histogram) -> {
      note(formula);
      return formula.of(histogram);
    };
  }

  OfReadings viaReadings(OfReadings formula) {
    return (elapsedUs, formerMj, laterMj, bounds) -> {
      note(formula);
      return formula.of(elapsedUs, formerMj, laterMj, bounds);
    };
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

  private void note(Serializable formula) {
    taken.add(methodOf(formula));
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

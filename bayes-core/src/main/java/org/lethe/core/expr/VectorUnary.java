package org.lethe.core.expr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of one value in whole vectors. What no vector instruction computes, and what is left
 * over beyond the last whole vector, is for {@link PlainKernels}.
 */
final class VectorUnary {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /**
   * One loop for each operation. The compiler never inlines a handle that it finds in an array, so
   * each loop is compiled by itself: two of them in one method exceed its budget, and vectors then
   * go to the heap.
   */
  private static final MethodHandle[] LOOPS = new MethodHandle[Unary.values().length];

  private static final Set<Unary> COMPUTED =
      EnumSet.complementOf(EnumSet.of(Unary.SIGN, Unary.ERF, Unary.NORMAL_CDF, Unary.LGAMMA));

  static {
    COMPUTED.forEach(op -> LOOPS[op.ordinal()] = loop(op));
  }

  private VectorUnary() {}

  private static MethodHandle loop(Unary op) {
    Class<?> owner =
        op == Unary.SIN || op == Unary.COS ? VectorTrigonometry.class : VectorUnary.class;
    MethodType type =
        MethodType.methodType(
            void.class, double[].class, int.class, double[].class, int.class, int.class);
    try {
      return MethodHandles.lookup().findStatic(owner, op.name().toLowerCase(Locale.ROOT), type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("VectorUnary: there is no loop for " + op, e);
    }
  }

  /** Computes as many of n numbers as it can and says how many. */
  static int apply(Unary op, double[] x, int xo, double[] out, int oo, int n) {
    if (!COMPUTED.contains(op)) {
      return 0;
    }
    int whole = S.loopBound(n);
    run(op, x, xo, out, oo, whole);
    return whole;
  }

  private static void run(Unary op, double[] x, int xo, double[] out, int oo, int n) {
    try {
      LOOPS[op.ordinal()].invokeExact(x, xo, out, oo, n);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void negate(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).neg().intoArray(out, oo + i);
    }
  }

  static void abs(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).abs().intoArray(out, oo + i);
    }
  }

  static void sqrt(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).sqrt().intoArray(out, oo + i);
    }
  }

  static void square(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.mul(v).intoArray(out, oo + i);
    }
  }

  static void exp(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.exp(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.expm1(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  static void log(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.log(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.log1p(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.tanh(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  static void sigmoid(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.sigmoid(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  static void softplus(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.softplus(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }
}

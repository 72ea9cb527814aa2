package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sine and cosine from exact operations, for the reasons {@link VectorMath} gives: x − k π/2 with
 * π/2 in three parts, and the polynomials of FDLIBM (Sun Microsystems 1993) on |r| ≤ π/4. Errors
 * are below two units in the last place. Lanes of |x| &gt; 10⁵ are left to {@link Math}.
 */
final class VectorTrigonometry {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorSpecies<Long> N = VectorSpecies.of(long.class, S.vectorShape());

  private static final double LIMIT = 1e5;

  /** Adding it leaves the nearest integer in the low bits of the sum. */
  private static final DoubleVector MAGIC = of(0x1.8p52);

  private static final LongVector ONE_BIT = LongVector.broadcast(N, 1);
  private static final LongVector TWO_BIT = LongVector.broadcast(N, 2);
  private static final DoubleVector ONE = of(1.0);
  private static final DoubleVector HALF = of(0.5);
  private static final DoubleVector TWO_OVER_PI = of(6.36619772367581382433e-01);
  private static final DoubleVector P1 = of(-1.5707963267948966);
  private static final DoubleVector P2 = of(-6.123233995736766e-17);
  private static final DoubleVector P3 = of(1.4973849048591698e-33);

  private static final DoubleVector S1 = of(-1.66666666666666324348e-01);
  private static final DoubleVector S2 = of(8.33333333332248946124e-03);
  private static final DoubleVector S3 = of(-1.98412698298579493134e-04);
  private static final DoubleVector S4 = of(2.75573137070700676789e-06);
  private static final DoubleVector S5 = of(-2.50507602534068634195e-08);
  private static final DoubleVector S6 = of(1.58969099521155010221e-10);

  private static final DoubleVector C1 = of(4.16666666666666019037e-02);
  private static final DoubleVector C2 = of(-1.38888888888741095749e-03);
  private static final DoubleVector C3 = of(2.48015872894767294178e-05);
  private static final DoubleVector C4 = of(-2.75573143513906633035e-07);
  private static final DoubleVector C5 = of(2.08757232129817482790e-09);
  private static final DoubleVector C6 = of(-1.13596475577881948265e-11);

  private VectorTrigonometry() {}

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(S, value);
  }

  static void sin(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector t = v.fma(TWO_OVER_PI, MAGIC);
      DoubleVector near = turned(v, t, t.reinterpretAsLongs());
      VectorMask<Double> isNear = v.abs().compare(VectorOperators.LE, LIMIT);
      if (isNear.allTrue()) {
        near.intoArray(out, oo + i);
      } else {
        for (int j = i; j < i + L; j++) {
          out[oo + j] = Math.sin(x[xo + j]);
        }
        DoubleVector.fromArray(S, out, oo + i).blend(near, isNear).intoArray(out, oo + i);
      }
    }
  }

  static void cos(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector t = v.fma(TWO_OVER_PI, MAGIC);
      DoubleVector near = turned(v, t, t.reinterpretAsLongs().add(ONE_BIT));
      VectorMask<Double> isNear = v.abs().compare(VectorOperators.LE, LIMIT);
      if (isNear.allTrue()) {
        near.intoArray(out, oo + i);
      } else {
        for (int j = i; j < i + L; j++) {
          out[oo + j] = Math.cos(x[xo + j]);
        }
        DoubleVector.fromArray(S, out, oo + i).blend(near, isNear).intoArray(out, oo + i);
      }
    }
  }

  /** sin(r + q π/2), r = x − k π/2; the low bits of t hold k, those of {@code quarters} q. */
  private static DoubleVector turned(DoubleVector x, DoubleVector t, LongVector quarters) {
    DoubleVector k = t.sub(MAGIC);
    // the first is exact: both terms are multiples of 2⁻⁵³ and their difference is below 1
    DoubleVector r = k.fma(P3, k.fma(P2, k.fma(P1, x)));
    DoubleVector z = r.mul(r);
    LongVector odd = quarters.and(ONE_BIT);
    VectorMask<Double> swap = odd.compare(VectorOperators.EQ, 1).cast(S);
    LongVector sign = quarters.and(TWO_BIT).lanewise(VectorOperators.LSHL, 62);
    DoubleVector value = sine(r, z).blend(cosine(z), swap);
    return value.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
  }

  private static DoubleVector sine(DoubleVector r, DoubleVector z) {
    DoubleVector p = z.fma(S6, S5).fma(z, S4).fma(z, S3).fma(z, S2).fma(z, S1);
    return r.mul(z).fma(p, r).blend(r, z.compare(VectorOperators.EQ, 0));
  }

  private static DoubleVector cosine(DoubleVector z) {
    DoubleVector p = z.fma(C6, C5).fma(z, C4).fma(z, C3).fma(z, C2).fma(z, C1);
    DoubleVector half = z.mul(HALF);
    DoubleVector w = ONE.sub(half);
    return w.add(ONE.sub(w).sub(half).add(z.mul(z).mul(p)));
  }
}

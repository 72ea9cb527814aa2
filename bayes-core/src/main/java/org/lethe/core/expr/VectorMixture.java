package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponents of Gaussians about a few centres, and first moments about them, in whole vectors of
 * rows: two centres and two columns at once, so that what is read is used twice. An odd last one
 * keeps itself company.
 */
final class VectorMixture {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorMixture() {}

  /** out_c = b_c − ½ Σ_j (x_j − m_cj)². */
  static void exponents(
      double[] x,
      int xo,
      int xs,
      double[] m,
      int mo,
      int k,
      int d,
      double[] b,
      int bo,
      double[] out,
      int oo,
      int os,
      int n) {
    for (int c = 0; c < k; c += 2) {
      int far = c + 1 < k ? 1 : 0;
      int at = oo + c * os;
      int centre = mo + c * d;
      int j = 0;
      if (d > 1) {
        first(x, xo, xs, m, centre, far * d, b[bo + c], b[bo + c + far], out, at, far * os, n);
        j = 2;
      } else {
        VectorMixture.fill(b[bo + c], out, at, n);
        VectorMixture.fill(b[bo + c + far], out, at + far * os, n);
      }
      for (; j < d; j++) {
        next(x, xo + j * xs, m[centre + j], out, at, n);
        if (far == 1) {
          next(x, xo + j * xs, m[centre + d + j], out, at + os, n);
        }
      }
    }
  }

  private static void fill(double value, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = value;
    }
  }

  private static void first(
      double[] x,
      int xo,
      int xs,
      double[] m,
      int mo,
      int far,
      double b0,
      double b1,
      double[] out,
      int oo,
      int os,
      int n) {
    DoubleVector half = DoubleVector.broadcast(S, -0.5);
    DoubleVector base0 = DoubleVector.broadcast(S, b0);
    DoubleVector base1 = DoubleVector.broadcast(S, b1);
    DoubleVector m00 = DoubleVector.broadcast(S, m[mo]);
    DoubleVector m01 = DoubleVector.broadcast(S, m[mo + 1]);
    DoubleVector m10 = DoubleVector.broadcast(S, m[mo + far]);
    DoubleVector m11 = DoubleVector.broadcast(S, m[mo + far + 1]);
    for (int i = 0; i < n; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector v = DoubleVector.fromArray(S, x, xo + xs + i);
      DoubleVector u0 = u.sub(m00);
      DoubleVector v0 = v.sub(m01);
      v0.fma(v0, u0.mul(u0)).fma(half, base0).intoArray(out, oo + i);
      DoubleVector u1 = u.sub(m10);
      DoubleVector v1 = v.sub(m11);
      v1.fma(v1, u1.mul(u1)).fma(half, base1).intoArray(out, oo + os + i);
    }
  }

  private static void next(double[] x, int xo, double m, double[] out, int oo, int n) {
    DoubleVector half = DoubleVector.broadcast(S, -0.5);
    for (int i = 0; i < n; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, x, xo + i).sub(m);
      u.mul(u).fma(half, DoubleVector.fromArray(S, out, oo + i)).intoArray(out, oo + i);
    }
  }

  /**
   * out_cj = Σ_r a_rc (x_rj − m_cj) over n rows, of which {@code rest} and after are added one by
   * one.
   *
   * @param lanes room for six vectors
   */
  static void moments(
      double[] a,
      int ao,
      int as,
      int k,
      double[] x,
      int xo,
      int xs,
      int d,
      double[] m,
      int mo,
      double[] out,
      int oo,
      int n,
      double[] lanes) {
    for (int c = 0; c < k; c += 2) {
      int a0 = ao + c * as;
      int a1 = c + 1 < k ? a0 + as : a0;
      for (int j = 0; j < d; j += 2) {
        int x0 = xo + j * xs;
        int x1 = j + 1 < d ? x0 + xs : x0;
        tile(a, a0, a1, x, x0, x1, S.loopBound(n), lanes);
        rest(a, a0, a1, x, x0, x1, S.loopBound(n), n, lanes);
        for (int p = 0; p < 2 && c + p < k; p++) {
          double total = sum(lanes, 3 * p * L);
          for (int q = 0; q < 2 && j + q < d; q++) {
            int at = (c + p) * d + j + q;
            out[oo + at] = sum(lanes, (3 * p + q + 1) * L) - m[mo + at] * total;
          }
        }
      }
    }
  }

  /** Σ a and Σ a x for two stretches of both, lane by lane. */
  private static void tile(
      double[] a, int a0, int a1, double[] x, int x0, int x1, int n, double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s01 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s11 = DoubleVector.zero(S);
    for (int i = 0; i < n; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, x, x0 + i);
      DoubleVector v = DoubleVector.fromArray(S, x, x1 + i);
      DoubleVector p = DoubleVector.fromArray(S, a, a0 + i);
      s0 = s0.add(p);
      s00 = p.fma(u, s00);
      s01 = p.fma(v, s01);
      DoubleVector q = DoubleVector.fromArray(S, a, a1 + i);
      s1 = s1.add(q);
      s10 = q.fma(u, s10);
      s11 = q.fma(v, s11);
    }
    s0.intoArray(lanes, 0);
    s00.intoArray(lanes, L);
    s01.intoArray(lanes, 2 * L);
    s1.intoArray(lanes, 3 * L);
    s10.intoArray(lanes, 4 * L);
    s11.intoArray(lanes, 5 * L);
  }

  private static void rest(
      double[] a, int a0, int a1, double[] x, int x0, int x1, int from, int n, double[] lanes) {
    for (int i = from; i < n; i++) {
      lanes[0] += a[a0 + i];
      lanes[L] += a[a0 + i] * x[x0 + i];
      lanes[2 * L] += a[a0 + i] * x[x1 + i];
      lanes[3 * L] += a[a1 + i];
      lanes[4 * L] += a[a1 + i] * x[x0 + i];
      lanes[5 * L] += a[a1 + i] * x[x1 + i];
    }
  }

  /** The sum of a vector's lanes, halves added to halves. */
  private static double sum(double[] v, int at) {
    if (L == 8) {
      return ((v[at] + v[at + 4]) + (v[at + 2] + v[at + 6]))
          + ((v[at + 1] + v[at + 5]) + (v[at + 3] + v[at + 7]));
    }
    double even = 0;
    double odd = 0;
    for (int i = 0; i < L; i += 2) {
      even += v[at + i];
      odd += i + 1 < L ? v[at + i + 1] : 0;
    }
    return even + odd;
  }
}

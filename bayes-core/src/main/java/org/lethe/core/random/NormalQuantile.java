package org.lethe.core.random;

/**
 * Φ⁻¹, the inverse of the standard normal distribution function: PPND16 of Wichura (1988), Applied
 * Statistics 37, algorithm AS 241, relative error about 1e−16; beyond its range, from 38 standard
 * deviations on, by the asymptotic series of log Φ solved by iteration, relative error below 1e−12.
 */
public final class NormalQuantile {

  private static final double CENTRE = 0.425;

  /** √(−log p) up to which the rational functions hold. */
  private static final double RATIONAL_TO = 27;

  private static final double[] A = {
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608
  };
  private static final double[] B = {
    5226.495278852854561,
    28729.085735721942674,
    39307.89580009271061,
    21213.794301586595867,
    5394.1960214247511077,
    687.1870074920579083,
    42.313330701600911252,
    1
  };
  private static final double[] C = {
    7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177,
    1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
    4.6303378461565452959, 1.42343711074968357734
  };
  private static final double[] D = {
    1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966,
    .14810397642748007459, .68976733498510000455, 1.6763848301838038494,
    2.05319162663775882187, 1
  };
  private static final double[] E = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386,
    .026532189526576123093, .29656057182850489123, 1.7848265399172913358,
    5.4637849111641143699, 6.6579046435011037772
  };
  private static final double[] F = {
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
    7.868691311456132591e-4, .0148753612908506148525, .13692988092273580531,
    .59983220655588793769, 1
  };

  private NormalQuantile() {}

  /** Φ⁻¹(p), 0 &lt; p &lt; 1. */
  public static double of(double p) {
    return ofLogs(Math.log(p), Math.log1p(-p));
  }

  /** The x with log Φ(x) = below and log Φ(−x) = above. */
  public static double ofLogs(double below, double above) {
    double q = 0.5 * (Math.exp(below) - Math.exp(above));
    if (Math.abs(q) <= CENTRE) {
      double r = CENTRE * CENTRE - q * q;
      return q * polynomial(A, r) / polynomial(B, r);
    }
    double tail = tail(Math.min(below, above));
    return below < above ? -tail : tail;
  }

  /** The x &gt; 0 with log Φ(−x) = logP. */
  private static double tail(double logP) {
    double r = Math.sqrt(-logP);
    if (r <= 5) {
      return polynomial(C, r - 1.6) / polynomial(D, r - 1.6);
    }
    return r <= RATIONAL_TO ? polynomial(E, r - 5) / polynomial(F, r - 5) : far(-2 * logP);
  }

  /** x² = −2 log p − log 2πx² + 2 log(1 − 1/x² + 3/x⁴ − 15/x⁶), which contracts by 1/x². */
  private static double far(double twice) {
    double square = twice;
    for (int i = 0; i < 6; i++) {
      double w = 1 / square;
      double series = Math.log1p(w * (-1 + w * (3 - 15 * w)));
      square = twice - Math.log(2 * Math.PI * square) + 2 * series;
    }
    return Math.sqrt(square);
  }

  private static double polynomial(double[] highestFirst, double x) {
    double sum = 0;
    for (double c : highestFirst) {
      sum = sum * x + c;
    }
    return sum;
  }
}

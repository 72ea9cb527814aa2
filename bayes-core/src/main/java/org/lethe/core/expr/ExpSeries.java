package org.lethe.core.expr;

/**
 * Coefficients of (eʳ − 1 − r)/r² = C₀ + C₁r + … for |r| ≤ ½ ln 2: the Chebyshev approximation of
 * degree 9, whose error is below 2e−17 of eʳ.
 */
final class ExpSeries {

  static final double C0 = 0x1.0000000000001p-1;
  static final double C1 = 0x1.5555555555556p-3;
  static final double C2 = 0x1.5555555553d67p-5;
  static final double C3 = 0x1.11111111109b4p-7;
  static final double C4 = 0x1.6c16c1788a49bp-10;
  static final double C5 = 0x1.a01a01a7c327ap-13;
  static final double C6 = 0x1.a019b9133a48ap-16;
  static final double C7 = 0x1.71de0db21e27fp-19;
  static final double C8 = 0x1.28917e2c43a66p-22;
  static final double C9 = 0x1.af38a0d2d9620p-26;

  private ExpSeries() {}
}

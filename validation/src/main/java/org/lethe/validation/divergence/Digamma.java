package org.lethe.validation.divergence;

/**
 * ψ(x) for x &gt; 0 by recurrence to 10 and the asymptotic series there (Abramowitz and Stegun
 * 6.3.18), to 1e−14. That of Commons Math 3.6.1 is off by 3e−9: its series has a wrong sign.
 */
final class Digamma {
  private Digamma() {}

  static double at(double x) {
    double shifted = 0;
    double y = x;
    for (; y < 10; y++) {
      shifted += 1 / y;
    }
    double r = 1 / (y * y);
    double series =
        r
            * (1.0 / 12
                - r
                    * (1.0 / 120
                        - r
                            * (1.0 / 252
                                - r
                                    * (1.0 / 240
                                        - r * (1.0 / 132 - r * (691.0 / 32760 - r / 12))))));
    return Math.log(y) - 0.5 / y - series - shifted;
  }
}

package org.lethe.core.random;

/**
 * Poisson and binomial variates, exact for every size: large ones are halved by an order statistic
 * (Ahrens and Dieter 1974, Computing 12), small ones add up the mass function.
 */
public final class CountVariate {

  /** Below, adding up is as fast as halving. */
  private static final double SMALL = 30;

  private CountVariate() {}

  /** y ~ Poisson(rate), rate ≥ 0. */
  public static double poisson(double rate, Uniforms random) {
    double counted = 0;
    double rest = rate;
    while (rest > SMALL) {
      double events = Math.floor(rest * 7 / 8);
      double time = Math.exp(GammaVariate.logarithm(events, random));
      if (time > rest) {
        return counted + binomial(events - 1, rest / time, random);
      }
      counted += events;
      rest -= time;
    }
    return counted + smallPoisson(rest, random.next());
  }

  /** y ~ Binomial(trials, p), 0 ≤ p ≤ 1. */
  public static double binomial(double trials, double p, Uniforms random) {
    double counted = 0;
    double n = trials;
    double chance = p;
    while (n > SMALL && chance > 0 && chance < 1) {
      double middle = 1 + Math.floor(n / 2);
      double logit = GammaVariate.betaLogit(middle, n + 1 - middle, random);
      double below = 1 / (1 + Math.exp(-logit));
      if (below <= chance) {
        counted += middle;
        n -= middle;
        chance = (chance - below) * (1 + Math.exp(logit));
      } else {
        n = middle - 1;
        chance /= below;
      }
    }
    return counted + smallBinomial(n, Math.min(chance, 1), random);
  }

  private static double smallPoisson(double rate, double u) {
    double mass = Math.exp(-rate);
    double below = mass;
    int y = 0;
    while (below < u && mass > 0) {
      y++;
      mass *= rate / y;
      below += mass;
    }
    return y;
  }

  private static double smallBinomial(double n, double p, Uniforms random) {
    if (p <= 0 || n == 0) {
      return 0;
    }
    if (p > 0.5) {
      return n - smallBinomial(n, 1 - p, random);
    }
    double u = random.next();
    double odds = p / (1 - p);
    double mass = Math.exp(n * Math.log1p(-p));
    double below = mass;
    double y = 0;
    while (below < u && y < n) {
      y++;
      mass *= odds * (n - y + 1) / y;
      below += mass;
    }
    return y;
  }
}

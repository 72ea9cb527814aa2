package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.Optional;
import org.lethe.core.data.Checks;

/**
 * The distribution of one scalar, in five numbers, and how well draws tell them.
 *
 * @param name the quantity, with the index of the element in brackets where it has several
 * @param mean its expectation
 * @param sd its standard deviation
 * @param q5 the 5 % quantile
 * @param median the 50 % quantile
 * @param q95 the 95 % quantile
 * @param mixing of the chains that it was computed from; empty for any other posterior
 */
public record Quantity(
    String name,
    double mean,
    double sd,
    double q5,
    double median,
    double q95,
    Optional<Mixing> mixing) {
  /** The 95 % quantile of the standard normal distribution. */
  private static final double Z95 = 1.6448536269514722;

  /** Of a distribution that is not known by chains. */
  public Quantity(String name, double mean, double sd, double q5, double median, double q95) {
    this(name, mean, sd, q5, median, q95, Optional.empty());
  }

  /** The same under another name. */
  public Quantity named(String other) {
    return new Quantity(other, mean, sd, q5, median, q95, mixing);
  }

  /** Of N(mean, sd²). */
  public static Quantity normal(String name, double mean, double sd) {
    return new Quantity(name, mean, sd, mean - Z95 * sd, mean, mean + Z95 * sd);
  }

  /** Of eˣ with x ~ N(mu, sigma²): mean e^(μ + σ²/2), sd = mean·√(e^(σ²) − 1). */
  public static Quantity logNormal(String name, double mu, double sigma) {
    double mean = Math.exp(mu + sigma * sigma / 2);
    return new Quantity(
        name,
        mean,
        mean * Math.sqrt(Math.expm1(sigma * sigma)),
        Math.exp(mu - Z95 * sigma),
        Math.exp(mu),
        Math.exp(mu + Z95 * sigma));
  }

  /**
   * Of equally weighted draws: sd with n − 1; quantiles interpolate linearly between order
   * statistics (type 7 of Hyndman and Fan 1996).
   *
   * @param draws at least two
   */
  public static Quantity ofDraws(String name, double[] draws) {
    Checks.that(draws.length >= 2, "Quantity: draws must be at least 2, got %d", draws.length);
    double mean = Arrays.stream(draws).average().orElseThrow();
    double squares = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return new Quantity(
        name,
        mean,
        Math.sqrt(squares / (draws.length - 1)),
        quantile(sorted, 0.05),
        quantile(sorted, 0.5),
        quantile(sorted, 0.95));
  }

  /**
   * Of chains, with weights where there are some: mean and sd are those of the weighted draws, the
   * quantiles interpolate between the midpoints of the steps of the weighted distribution function,
   * which for equal weights is the rule of {@link #ofDraws}.
   *
   * @param draws [chains · draws], chain after chain
   * @param weights one for each draw, summing to one; empty where all weigh the same
   */
  static Quantity ofChains(
      String name, double[] draws, int chains, Optional<WeightVector> weights) {
    Quantity plain =
        weights.map(w -> w.quantity(name, draws)).orElseGet(() -> ofDraws(name, draws));
    return new Quantity(
        name,
        plain.mean,
        plain.sd,
        plain.q5,
        plain.median,
        plain.q95,
        Mixing.of(draws, chains, weights));
  }

  static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}

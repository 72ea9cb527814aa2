package org.lethe.inference.sgmcmc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lethe.core.posterior.Chains;

/**
 * By how much the law of the chains is wider than the posterior, from the noise of the gradient and
 * from the size of the steps ({@link Dynamics#virial}). In a normal posterior of precision matrix P
 * the virial of a coordinate is (PΣ)ᵢᵢ − 1, a mean over the directions that it lies in of what each
 * is widened by. The direction that is widened most is therefore looked for as well, see {@link
 * Virial}; where it is not quite found, or several are as bad, what is said is less than the worst.
 *
 * <p>Steps are found fault with where the widening is more than 5 % of sd by more standard errors
 * than {@link #errors} says, so that even where it is 5 % exactly a coordinate or the direction
 * raises a false alarm with a probability of about 3e−5 each; and only where every chain stays in
 * its place, since the virial of a chain on its way tells of the way. Where noise and steps both
 * widen, or may, and it is not as sure which, one sentence has what they do together.
 */
final class Widening {
  /** Widening in sd that is worth a word. */
  static final double NOTICEABLE = 0.05;

  private static final int LEAST_BATCHES = 10;

  /** So many errors of the difference leave room for the noise to be all there is. */
  private static final double CONSISTENT = 2;

  private static final double LARGEST_RHAT = 1.1;

  /** No noise that is overcompensated is taken to narrow variances to less than this. */
  private static final double LEAST = 0.1;

  /** Coordinates, the worst ones, that are tried for one in which chains stay in their place. */
  private static final int TRIED = 10;

  /**
   * What the noise alone does to each variance.
   *
   * @param excess as a fraction of the variance, [d], see {@link Dynamics#excess}
   * @param squaredError of that, [d]
   */
  record Noise(double[] excess, double[] squaredError) {

    /** What noise widens and what steps widen multiply. */
    double factor(int i) {
      return Math.max(LEAST, 1 + excess[i]);
    }

    /** The coordinate that is widened most. */
    int worst() {
      return IntStream.range(0, excess.length)
          .reduce((i, j) -> excess[i] >= excess[j] ? i : j)
          .orElseThrow();
    }

    /** The squared error of the log of {@link #factor}. */
    double variance(int i) {
      return squaredError[i] / (factor(i) * factor(i));
    }
  }

  private final boolean narrows;
  private final Optional<Noise> noise;
  private final List<Virial> chains;
  private final double[][][] draws;
  private final int d;

  private Widening(
      boolean narrows, Optional<Noise> noise, List<Virial> chains, double[][][] draws) {
    this.narrows = narrows;
    this.noise = noise;
    this.chains = chains;
    this.draws = draws;
    this.d = draws[0][0].length;
  }

  /**
   * Sentences, none where there is nothing to say.
   *
   * @param narrows whether steps can narrow the law, see {@link Dynamics#narrows}
   * @param noise empty where each step has all rows
   * @param chains of each
   * @param draws [chains × draws × d]
   */
  static List<String> doubts(
      boolean narrows, Optional<Noise> noise, List<Virial> chains, double[][][] draws) {
    Widening widening = new Widening(narrows, noise, chains, draws);
    return noise.map(widening::withNoise).orElseGet(widening::withoutNoise);
  }

  private List<String> withoutNoise() {
    return worst(this::sureOfAll)
        .map(i -> List.of(WideningWords.ofSteps(all(i))))
        .orElseGet(List::of);
  }

  private List<String> withNoise(Noise noise) {
    Optional<String> ofNoise = WideningWords.ofNoise(noise.excess());
    Optional<Integer> all = worst(this::sureOfAll);
    // a thermostat takes out noise, but not what differs between coordinates
    Optional<Integer> steps = narrows ? Optional.empty() : worst(i -> sureOfSteps(noise, i));
    boolean isAlong = ofNoise.isEmpty() && all.filter(i -> i == d).isPresent();
    if (steps.isPresent() && !isAlong) {
      List<String> both = new ArrayList<>();
      ofNoise.ifPresent(both::add);
      both.add(WideningWords.ofSteps(ofSteps(noise, steps.get())));
      return both;
    }
    if (all.isEmpty()) {
      return ofNoise.stream().toList();
    }
    int i = all.get();
    if (all(i) < 0) {
      return List.of(WideningWords.ofSteps(all(i)));
    }
    boolean noiseDoes = ofNoise.isPresent() && explains(noise, i);
    return List.of(noiseDoes ? ofNoise.get() : WideningWords.ofBoth(all(i)));
  }

  /** Whether the noise, along the direction that of the worst coordinate, may do all of it. */
  private boolean explains(Noise noise, int i) {
    int at = i < d ? i : noise.worst();
    double ofNoise = Math.log(noise.factor(at));
    double rest = Math.log1p(all(i)) - ofNoise;
    return rest < ofNoise && Math.abs(rest) <= CONSISTENT * error(i, noise.variance(at));
  }

  /**
   * The component, of 0 … d, that a measure finds worst, above 0 or below it where steps can
   * narrow, and where chains stay in their place.
   */
  private Optional<Integer> worst(IntToDoubleFunction sure) {
    double[] measures = IntStream.rangeClosed(0, d).mapToDouble(sure).toArray();
    return IntStream.rangeClosed(0, d)
        .boxed()
        .filter(i -> Math.abs(inSd(measures[i])) > NOTICEABLE && (narrows || measures[i] > 0))
        .sorted(Comparator.comparingDouble(i -> -Math.abs(measures[i])))
        .limit(TRIED)
        .filter(this::stays)
        .findFirst();
  }

  private double all(int i) {
    return chains.stream().mapToDouble(chain -> chain.mean(i)).average().orElseThrow();
  }

  private double ofSteps(Noise noise, int i) {
    return (1 + all(i)) / noise.factor(i) - 1;
  }

  private double sureOfAll(int i) {
    double sure = isMeasured(i) ? sure(i, all(i), 0) : 0;
    return i < d ? sure : Math.max(0, sure);
  }

  /** The noise along the direction is not known. */
  private double sureOfSteps(Noise noise, int i) {
    return i < d && isMeasured(i) ? sure(i, ofSteps(noise, i), noise.variance(i)) : 0;
  }

  private boolean isMeasured(int i) {
    boolean isNew = i < d || d > 1;
    return isNew && chains.get(0).batches(i) >= 2 && batches(i) >= LEAST_BATCHES;
  }

  private int batches(int i) {
    return chains.stream().mapToInt(chain -> chain.batches(i)).sum();
  }

  /**
   * What is left of an excess, of either sign, when so many errors of its log go as are needed.
   *
   * @param besides the squared error of the log of what has been taken out of it
   */
  private double sure(int i, double excess, double besides) {
    double errors = errors(batches(i) - chains.size()) * error(i, besides);
    double log = Math.log1p(excess);
    return Math.expm1(Math.signum(log) * Math.max(0, Math.abs(log) - errors));
  }

  private double error(int i, double besides) {
    double n = chains.size();
    double all = 1 + all(i);
    double squares = chains.stream().mapToDouble(chain -> chain.squaredError(i)).sum();
    return Math.sqrt(squares / (n * n * all * all) + besides);
  }

  /** Whether the halves of each chain agree. */
  private boolean stays(int i) {
    return draws[0].length >= 4
        && IntStream.range(0, draws.length)
            .allMatch(c -> Chains.of(along(i, c), 1).rHat() <= LARGEST_RHAT);
  }

  private double[] along(int i, int c) {
    double[] direction = chains.get(c).narrowest();
    return Arrays.stream(draws[c])
        .mapToDouble(
            theta ->
                i < d
                    ? theta[i]
                    : IntStream.range(0, d).mapToDouble(j -> direction[j] * theta[j]).sum())
        .toArray();
  }

  /** The widening in sd of an excess of the variance. */
  static double inSd(double excess) {
    return Math.sqrt(Math.max(0, 1 + excess)) - 1;
  }

  /**
   * How many errors are enough: the quantile of Student's t that is exceeded with a probability of
   * 3.2e−5, as 4 is in a normal law, from z = 4 in z + (z³ + z)/4ν + (5z⁵ + 16z³ + 3z)/96ν² + (3z⁷
   * + 19z⁵ + 17z³ − 15z)/384ν³ (Abramowitz and Stegun 1964, Handbook of mathematical functions,
   * 26.7.5).
   *
   * @param nu degrees of freedom of the error
   */
  static double errors(double nu) {
    return 4 + (17 + (64.125 + 181.34375 / nu) / nu) / nu;
  }
}

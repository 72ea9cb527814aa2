package org.lethe.inference.sgmcmc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lethe.core.posterior.Chains;

/**
 * By how much the law of the chains is wider than the posterior, from the noise of the gradient and
 * from the size of the steps ({@link Dynamics#virial}). In a normal posterior of precision matrix P
 * the virial of a coordinate is (PΣ)ᵢᵢ − 1, a mean over the directions that it lies in of what each
 * is widened by: a wide direction may be right while a narrow one is far too wide.
 *
 * <p>Steps are found fault with where the widening is more than 5 % of sd by more than four
 * standard errors, so that even where it is 5 % exactly a coordinate raises a false alarm with a
 * probability of 3e−5; and only where every chain stays in its place, since the virial of a chain
 * on its way tells of the way.
 */
final class Widening {
  private static final double NOTICEABLE = 0.05;
  private static final double ERRORS = 4;
  private static final int LEAST_BATCHES = 20;
  private static final double LARGEST_RHAT = 1.1;

  /** No noise that is overcompensated is taken to narrow variances to less than this. */
  private static final double LEAST = 0.1;

  /** Coordinates, the worst ones, that are tried for one in which chains stay in their place. */
  private static final int TRIED = 10;

  private final double[] noise;
  private final List<Virial> chains;
  private final double[][][] draws;

  private Widening(double[] noise, List<Virial> chains, double[][][] draws) {
    this.noise = noise;
    this.chains = chains;
    this.draws = draws;
  }

  /**
   * Sentences, none where there is nothing to say.
   *
   * @param noise what the noise alone does to each variance, [d], see {@link Chain#noiseExcess}
   * @param chains of each
   * @param draws [chains × draws × d]
   */
  static List<String> doubts(double[] noise, List<Virial> chains, double[][][] draws) {
    Widening widening = new Widening(noise, chains, draws);
    List<String> doubts = new ArrayList<>();
    Optional<String> ofNoise = widening.ofNoise();
    ofNoise.ifPresent(doubts::add);
    widening.ofSteps(ofNoise.isPresent()).ifPresent(doubts::add);
    return doubts;
  }

  private Optional<String> ofNoise() {
    double worst =
        Arrays.stream(noise).boxed().max(Comparator.comparingDouble(Math::abs)).orElse(0.0);
    double widening = inSd(worst);
    return Math.abs(widening) > NOTICEABLE
        ? Optional.of(
            words(
                "the noise of the minibatch gradient %s the posterior by about %.0f %% in sd; take"
                    + " smaller steps, larger minibatches or control variates",
                widening > 0 ? "widens" : "is overcompensated and narrows",
                100 * Math.abs(widening)))
        : Optional.empty();
  }

  /**
   * @param besides whether the noise has been found fault with, and is to be left out
   */
  private Optional<String> ofSteps(boolean besides) {
    int batches = chains.stream().mapToInt(Virial::batches).sum();
    if (batches < LEAST_BATCHES || chains.get(0).batches() < 2) {
      return Optional.empty();
    }
    double[] sure = IntStream.range(0, noise.length).mapToDouble(i -> sure(i, besides)).toArray();
    return IntStream.range(0, noise.length)
        .boxed()
        .filter(i -> Math.abs(inSd(sure[i])) > NOTICEABLE)
        .sorted(Comparator.comparingDouble(i -> -Math.abs(sure[i])))
        .limit(TRIED)
        .filter(this::stays)
        .findFirst()
        .map(i -> ofSteps(excess(i, besides)));
  }

  private static String ofSteps(double excess) {
    if (excess < 0) {
      return words(
          "the friction of the steps narrows the posterior by about %.0f %% in sd; take less"
              + " friction, or smaller steps",
          -100 * inSd(excess));
    }
    double noticeable = excessOf(NOTICEABLE);
    return words(
        "the steps are too long for the curvature of the energy: where the posterior is narrowest"
            + " they widen it by a factor of about %.3g in sd; take steps about %.1g times as long",
        1 + inSd(excess), noticeable / (1 + noticeable) * (1 + excess) / excess);
  }

  /** What noise widens and what steps widen multiply. */
  private double excess(int i, boolean besides) {
    double all = chains.stream().mapToDouble(chain -> chain.mean(i)).average().orElseThrow();
    return besides ? (1 + all) / ofNoise(i) - 1 : all;
  }

  private double ofNoise(int i) {
    return Math.max(LEAST, 1 + noise[i]);
  }

  /** What is left of the excess, of either sign, when {@link #ERRORS} errors of its log go. */
  private double sure(int i, boolean besides) {
    double n = chains.size();
    double all = 1 + excess(i, false);
    double squares = chains.stream().mapToDouble(chain -> chain.squaredError(i)).sum();
    double variance = squares / (n * n * all * all);
    if (besides) {
      double share = noise[i] / ofNoise(i);
      variance += share * share * 2 / (Chain.NOISE_SAMPLES - 1);
    }
    double log = Math.log1p(excess(i, besides));
    return Math.expm1(Math.signum(log) * Math.max(0, Math.abs(log) - ERRORS * Math.sqrt(variance)));
  }

  /** Whether the halves of each chain agree. */
  private boolean stays(int i) {
    return draws[0].length >= 4
        && Arrays.stream(draws)
            .map(chain -> Arrays.stream(chain).mapToDouble(theta -> theta[i]).toArray())
            .allMatch(x -> Chains.of(x, 1).rHat() <= LARGEST_RHAT);
  }

  /** The widening in sd of an excess of the variance, and the other way round. */
  private static double inSd(double excess) {
    return Math.sqrt(Math.max(0, 1 + excess)) - 1;
  }

  private static double excessOf(double inSd) {
    return (1 + inSd) * (1 + inSd) - 1;
  }

  private static String words(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}

package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.posterior.Cost;
import org.lethe.examples.text.Words;

/**
 * What was measured in a scenario, for the data of one seed or as medians over several.
 *
 * @param scenario the scenario
 * @param kl KL(forgotten ‖ retrained) between the normals of the same moments, in the order of
 *     {@link #METHODS}
 * @param cost of each, in the same order
 * @param ratios how many times nearer second order is than a translation, one for each seed
 */
public record InfluenceResult(
    InfluenceScenario scenario, List<Double> kl, List<Cost> cost, List<Double> ratios) {

  /** What is compared. */
  public static final List<String> METHODS =
      List.of(
          "do nothing",
          "translate, H of all rows",
          "translate, H of the rows that stay",
          "second order",
          "second order and a Stein pass",
          "exact draws");

  private static final double FIVEFOLD = 5;

  public InfluenceResult {
    kl = List.copyOf(kl);
    cost = List.copyOf(cost);
    ratios = List.copyOf(ratios);
  }

  /** For the data of one seed. */
  static InfluenceResult of(InfluenceScenario scenario, List<Double> kl, List<Cost> cost) {
    return new InfluenceResult(scenario, kl, cost, List.of(kl.get(2) / kl.get(3)));
  }

  /** The medians over the data of several seeds. */
  public static InfluenceResult median(List<InfluenceResult> seeds) {
    List<Double> kl = new ArrayList<>();
    for (int k = 0; k < METHODS.size(); k++) {
      int method = k;
      kl.add(MedianOf.median(seeds.stream().mapToDouble(r -> r.kl().get(method)).toArray()));
    }
    List<Double> ratios = seeds.stream().flatMap(r -> r.ratios().stream()).toList();
    return new InfluenceResult(seeds.get(0).scenario(), kl, seeds.get(0).cost(), ratios);
  }

  /** How many times nearer second order is than a translation. */
  MedianOf nearer() {
    return MedianOf.of(ratios);
  }

  /** The same in words, with a remark where the true median may be below what is claimed. */
  String factor() {
    MedianOf ratio = nearer();
    boolean open = ratio.value() >= FIVEFOLD && ratio.interval().low() < FIVEFOLD;
    return ratio + (open ? " (its interval reaches below five)" : "");
  }

  /** What the reference table claims, held against these figures. */
  List<Claim> claims() {
    boolean ordered = true;
    for (int k = 0; k < 4; k++) {
      ordered &= kl.get(k) > kl.get(k + 1);
    }
    return List.of(
        new Claim(scenario + ": each refinement is nearer to a retrain", ordered, kl.toString()),
        new Claim(
            scenario
                + ": how many times nearer second order is than a translation, the median of these"
                + " data sets is at least five",
            nearer().value() >= FIVEFOLD,
            factor() + "; the reference has " + Words.number(scenario.ratio())),
        new Claim(
            scenario + ": a Stein pass reaches the noise of exact draws",
            kl.get(4) <= mostNoise(),
            Words.number(kl.get(4)) + " against at most " + Words.number(mostNoise())));
  }

  /**
   * Of N exact draws the KL is about χ²/(2N) with d(d + 3)/2 degrees of freedom: three standard
   * deviations above its mean, which exact draws themselves exceed once in about 300 times.
   */
  private double mostNoise() {
    double free = scenario.columns() * (scenario.columns() + 3) / 2.0;
    return (free + 3 * Math.sqrt(2 * free)) / (2.0 * InfluenceExperiment.DRAWS);
  }
}

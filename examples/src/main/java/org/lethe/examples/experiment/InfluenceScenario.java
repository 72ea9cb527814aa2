package org.lethe.examples.experiment;

import java.util.List;

/**
 * Rows erased from a Bayesian logistic regression.
 *
 * @param rows n
 * @param columns d
 * @param erased m
 * @param systematic whether the rows with the largest first feature are erased, and not random ones
 * @param published KL to a retrain, in the order of {@link InfluenceResult#kl}
 */
public record InfluenceScenario(
    int rows, int columns, int erased, boolean systematic, List<Double> published) {

  /** The three of the reference table. */
  public static final List<InfluenceScenario> ALL =
      List.of(
          new InfluenceScenario(
              300, 5, 30, false, List.of(.187, .0280, .0237, .0042, .0018, .0034)),
          new InfluenceScenario(300, 5, 90, false, List.of(.969, .279, .200, .0185, .0036, .0032)),
          new InfluenceScenario(
              1000, 10, 200, true, List.of(.777, .250, .164, .0131, .0082, .0072)));

  /** How many times nearer second order is than a translation in the reference table. */
  double ratio() {
    return published.get(2) / published.get(3);
  }

  @Override
  public String toString() {
    return "n "
        + rows
        + ", d "
        + columns
        + ", "
        + erased
        + (systematic ? " systematic" : " random");
  }
}

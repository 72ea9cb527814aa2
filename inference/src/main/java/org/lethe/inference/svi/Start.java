package org.lethe.inference.svi;

import org.lethe.core.data.Checks;

/** Where the optimisation starts, and in which coordinates it moves. */
public sealed interface Start {

  /**
   * At the mode, in coordinates where the Laplace approximation is the standard normal: step sizes
   * are in posterior standard deviations whatever the scales of the columns. At a saddle in units
   * of the curvature there; and where the search for the mode ran away, where it started, in units
   * of the curvature there, at most 1.
   */
  record Laplace() implements Start {}

  /** At N(mean, diag scale²), step sizes in units of {@code scale}. */
  @SuppressWarnings("ArrayRecordComponent") // an option, compared through the recipe
  record At(double[] mean, double[] scale) implements Start {
    public At {
      Checks.that(
          mean.length == scale.length,
          "Start: scale must have %d numbers, got %d",
          mean.length,
          scale.length);
      mean = mean.clone();
      scale = scale.clone();
    }
  }

  /** At the mode. */
  static Start laplace() {
    return new Laplace();
  }

  /** At independent normals. */
  static Start at(double[] mean, double[] scale) {
    return new At(mean, scale);
  }
}

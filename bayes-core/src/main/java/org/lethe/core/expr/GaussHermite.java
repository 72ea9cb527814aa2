package org.lethe.core.expr;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/** Nodes and weights with E f(x) ≈ Σ wₖ f(xₖ) for x ~ N(0, 1), exact to degree 2·points − 1. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GaussHermite(double[] nodes, double[] weights) {

  /** The rule of so many points, at least 1. */
  public static GaussHermite of(int points) {
    GaussIntegrator rule = new GaussIntegratorFactory().hermite(points);
    double[] nodes = new double[points];
    double[] weights = new double[points];
    for (int k = 0; k < points; k++) {
      nodes[k] = Math.sqrt(2) * rule.getPoint(k);
      weights[k] = rule.getWeight(k) / Math.sqrt(Math.PI);
    }
    return new GaussHermite(nodes, weights);
  }
}

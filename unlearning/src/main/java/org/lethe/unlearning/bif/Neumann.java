package org.lethe.unlearning.bif;

import java.util.Locale;
import java.util.Map;
import org.lethe.unlearning.DivergedException;

/** See {@link Solver#neumann}. */
record Neumann(int terms, double scale, int batch) implements Solver {

  private static final String REMEDY =
      "use a smaller scale (0 < scale times eigenvalue < 2 is needed), a larger batch, smaller"
          + " chunks, or conjugate gradients";

  /** A series this far above its first term does not come back. */
  private static final double HOPELESS = 1e6;

  @Override
  public Solution solve(Curvature h, double[] b) {
    double length = Vectors.norm(b);
    double[] u = b.clone();
    for (int t = 1; t <= terms; t++) {
      double[] product = batch == 0 ? h.times(u) : h.times(u, batch, t);
      Vectors.add(u, 1, b);
      Vectors.add(u, -scale, product);
      if (!(Vectors.norm(u) <= HOPELESS * length)) {
        throw new DivergedException(
            "Bif",
            String.format(Locale.ROOT, "the Neumann series grew without end by term %d", t),
            REMEDY);
      }
    }
    Vectors.scale(u, scale);
    double residual = Vectors.residual(b, h.times(u));
    if (residual >= 1) {
      throw new DivergedException(
          "Bif",
          String.format(
              Locale.ROOT,
              "after %d terms the Neumann series has a residual of %.3g, no better than nothing",
              terms,
              residual),
          REMEDY);
    }
    Definiteness.require(h);
    return new Solution(u, residual, terms + 1);
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("kind", "neumann", "terms", terms, "scale", scale, "batch", batch);
  }
}

package org.lethe.unlearning.bif;

import java.util.Locale;
import java.util.Map;
import org.lethe.inference.run.NumericalException;

/** See {@link Solver#conjugateGradient}; Hestenes and Stiefel (1952). */
record ConjugateGradient(double tolerance) implements Solver {

  /** In exact arithmetic d products suffice. */
  private static final int PATIENCE = 10;

  @Override
  public Solution solve(Curvature h, double[] b) {
    int d = b.length;
    double target = tolerance * Vectors.norm(b);
    double[] x = new double[d];
    double[] r = b.clone();
    double[] p = b.clone();
    double square = Vectors.dot(r, r);
    int products = 0;
    while (Math.sqrt(square) > target) {
      if (products >= PATIENCE * d + PATIENCE) {
        throw new NumericalException(
            String.format(
                Locale.ROOT,
                "Bif: conjugate gradients must reach a residual of %.3g, and stand at %.3g after %d"
                    + " products; allow a larger tolerance, use Solver.cholesky(), or state a"
                    + " damping",
                tolerance,
                Math.sqrt(square) / Vectors.norm(b),
                products));
      }
      double[] hp = h.times(p);
      products++;
      double curvature = Vectors.dot(p, hp);
      if (!(curvature > 0)) {
        Definiteness.require(h);
        throw new IndefiniteCurvatureException(curvature / Vectors.dot(p, p));
      }
      double alpha = square / curvature;
      Vectors.add(x, alpha, p);
      Vectors.add(r, -alpha, hp);
      double next = Vectors.dot(r, r);
      Vectors.scale(p, next / square);
      Vectors.add(p, 1, r);
      square = next;
    }
    Definiteness.require(h);
    double length = Vectors.norm(b);
    return new Solution(x, length == 0 ? 0 : Math.sqrt(square) / length, products);
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("kind", "conjugate-gradient", "tolerance", tolerance);
  }
}

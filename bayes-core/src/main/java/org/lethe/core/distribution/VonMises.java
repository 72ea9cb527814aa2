package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.Uniforms;

/**
 * The von Mises distribution of an angle in radians, −π ≤ x ≤ π: log p(x) = κ cos(x − μ) − log 2π −
 * log I₀(κ). Its moments are those of a direction.
 *
 * @param location μ
 * @param concentration κ &gt; 0
 */
public record VonMises(Expr location, Expr concentration) implements Distribution {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Below, the law is uniform to 2e−8; above, normal to as much. */
  private static final double FLAT_BELOW = 1e-8;

  private static final double NORMAL_FROM = 1e8;

  public VonMises {
    Arguments.fit("VonMises", "location", location, "concentration", concentration);
    Arguments.positive("VonMises", "concentration", concentration);
  }

  /**
   * @throws IllegalArgumentException unless the location is finite and the concentration is
   *     positive and finite
   */
  public static VonMises of(double location, double concentration) {
    return of(Arguments.finite("VonMises", "location", location), concentration);
  }

  /**
   * @throws IllegalArgumentException unless the concentration is positive and finite
   */
  public static VonMises of(Expr location, double concentration) {
    return new VonMises(location, Arguments.positive("VonMises", "concentration", concentration));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static VonMises of(Expr location, Expr concentration) {
    return new VonMises(location, concentration);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr cosine = value.minus(location).cos();
    return concentration.times(cosine).minus(concentration.logBessel(0)).minus(LOG_TWO_PI);
  }

  @Override
  public Support support() {
    return Support.interval(-Math.PI, Math.PI);
  }

  /** μ, the mean direction. */
  @Override
  public Expr mean() {
    return location;
  }

  /** The circular variance, 1 − I₁(κ)/I₀(κ). */
  @Override
  public Expr variance() {
    return concentration.logBessel(0).minus(concentration.logBessel(1)).negate().expm1().negate();
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(location, concentration),
        (a, random) -> Math.IEEEremainder(a[0] + angle(a[1], random), 2 * Math.PI));
  }

  /** By rejection from a wrapped Cauchy distribution (Best and Fisher 1979). */
  private static double angle(double kappa, Uniforms random) {
    if (kappa < FLAT_BELOW) {
      return Math.PI * (2 * random.next() - 1);
    }
    if (kappa > NORMAL_FROM) {
      return NormalQuantile.of(random.next()) / Math.sqrt(kappa);
    }
    double tau = 1 + Math.sqrt(1 + 4 * kappa * kappa);
    double rho = (tau - Math.sqrt(2 * tau)) / (2 * kappa);
    double r = (1 + rho * rho) / (2 * rho);
    while (true) {
      double z = Math.cos(Math.PI * random.next());
      double f = (1 + r * z) / (r + z);
      double c = kappa * (r - f);
      double u = random.next();
      boolean right = random.next() > 0.5;
      if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
        double angle = Math.acos(Math.max(-1, Math.min(1, f)));
        return right ? angle : -angle;
      }
    }
  }

  @Override
  public Shape shape() {
    return location.shape().broadcast(concentration.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("VonMises", "concentration", concentration));
  }

  @Override
  public VonMises substitute(Map<Expr, Expr> replacements) {
    return new VonMises(location.substitute(replacements), concentration.substitute(replacements));
  }
}

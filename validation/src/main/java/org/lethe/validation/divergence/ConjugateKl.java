package org.lethe.validation.divergence;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.lethe.core.posterior.Posterior;
import org.lethe.inference.conjugate.BetaBernoulliPosterior;
import org.lethe.inference.conjugate.DirichletCategoricalPosterior;
import org.lethe.inference.conjugate.GammaPoissonPosterior;
import org.lethe.inference.conjugate.NormalInverseGammaPosterior;

/**
 * KL(p ‖ q) of conjugate posteriors in closed form. A divergence does not depend on coordinates, so
 * it is that of the unconstrained parameters too.
 */
final class ConjugateKl {
  private ConjugateKl() {}

  /** Empty where no closed form is known here. */
  static OptionalDouble between(Posterior p, Posterior q) {
    if (p instanceof BetaBernoulliPosterior a && q instanceof BetaBernoulliPosterior b) {
      return OptionalDouble.of(Math.max(0, beta(a.alpha(), a.beta(), b.alpha(), b.beta())));
    }
    if (p instanceof NormalInverseGammaPosterior a && q instanceof NormalInverseGammaPosterior b) {
      return OptionalDouble.of(Math.max(0, normalInverseGamma(a, b)));
    }
    if (p instanceof GammaPoissonPosterior a && q instanceof GammaPoissonPosterior b) {
      // that of 1/λ, which is inverse gamma
      double kl = inverseGamma(a.alpha(), a.beta(), b.alpha(), b.beta());
      return OptionalDouble.of(Math.max(0, kl));
    }
    if (p instanceof DirichletCategoricalPosterior a
        && q instanceof DirichletCategoricalPosterior b) {
      return OptionalDouble.of(Math.max(0, dirichlet(a.alpha(), b.alpha())));
    }
    return OptionalDouble.empty();
  }

  /** ln Γ(Σa) − ln Γ(Σc) + Σ [ln Γ(c) − ln Γ(a) + (a − c)(ψ(a) − ψ(Σa))]. */
  static double dirichlet(double[] a, double[] c) {
    double sum = Arrays.stream(a).sum();
    double kl = Gamma.logGamma(sum) - Gamma.logGamma(Arrays.stream(c).sum());
    for (int k = 0; k < a.length; k++) {
      kl += Gamma.logGamma(c[k]) - Gamma.logGamma(a[k]);
      kl += (a[k] - c[k]) * (Digamma.at(a[k]) - Digamma.at(sum));
    }
    return kl;
  }

  /** ln B(c, d) − ln B(a, b) + (a − c)ψ(a) + (b − d)ψ(b) + (c − a + d − b)ψ(a + b). */
  static double beta(double a, double b, double c, double d) {
    return Beta.logBeta(c, d)
        - Beta.logBeta(a, b)
        + (a - c) * Digamma.at(a)
        + (b - d) * Digamma.at(b)
        + (c - a + d - b) * Digamma.at(a + b);
  }

  /**
   * With V = Λ⁻¹ and E_p[1/σ²] = a/b: ½[tr(V_q⁻¹V_p) − d + ln|V_q| − ln|V_p| + (a_p/b_p) ΔᵀV_q⁻¹Δ],
   * plus the KL of σ².
   */
  private static double normalInverseGamma(
      NormalInverseGammaPosterior p, NormalInverseGammaPosterior q) {
    Spd vp = Spd.of("PosteriorKl", p.unscaledCovariance());
    Spd vq = Spd.of("PosteriorKl", q.unscaledCovariance());
    double shift = p.shape() / p.rate() * vq.distance(p.coefficients(), q.coefficients());
    double given =
        vq.trace(vp) - p.coefficients().length + vq.logDeterminant() - vp.logDeterminant() + shift;
    return given / 2 + inverseGamma(p.shape(), p.rate(), q.shape(), q.rate());
  }

  /** (a − c)ψ(a) − ln Γ(a) + ln Γ(c) + c ln(b/d) + a(d − b)/b for (a, b) ‖ (c, d). */
  static double inverseGamma(double a, double b, double c, double d) {
    return (a - c) * Digamma.at(a)
        - Gamma.logGamma(a)
        + Gamma.logGamma(c)
        + c * (Math.log(b) - Math.log(d))
        + a * (d - b) / b;
  }
}

package org.lethe.inference.conjugate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.InverseWishart;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.random.RandomStream;

/**
 * What a model of normal columns says before any row: μ | Σ ~ N(m₀, Σ/κ₀), Σ ~ InverseWishart(ν₀,
 * Ψ₀).
 *
 * @param columns that are observed together, k of them
 * @param mu where μ stands in θ
 * @param sigma where Σ stands in θ
 * @param mean m₀ [k]
 * @param strength κ₀
 * @param degrees ν₀
 * @param scale Ψ₀ [k × k]
 */
@SuppressWarnings("ArrayRecordComponent") // inside this room only; never compared
record WishartDesign(
    Model model,
    List<String> columns,
    Parameter mu,
    Parameter sigma,
    double[] mean,
    double strength,
    double degrees,
    double[][] scale) {
  private static final String NAME = NormalInverseWishart.NAME;
  private static final int PROBES = 3;
  private static final double ROUNDING = 1e-11;

  static WishartDesign of(Model model) {
    OneObservation<MultivariateNormal> observed =
        OneObservation.ofVector(NAME, model, MultivariateNormal.class);
    Parameter sigma = only(model, InverseWishart.class);
    Parameter mu = only(model, MultivariateNormal.class);
    Expr covariance = value(model, sigma);
    Checks.that(
        model.parameters().size() == 2
            && OneObservation.same(model, observed.law().mean(), value(model, mu))
            && OneObservation.same(model, observed.law().factor(), covariance.cholesky()),
        "%s: the model must have two parameters, which are the mean and the covariance of its"
            + " observation, got %s",
        NAME,
        model.parameters());
    MultivariateNormal first = (MultivariateNormal) prior(model, mu);
    InverseWishart second = (InverseWishart) prior(model, sigma);
    List<Expr> asked =
        List.of(
            first.mean(),
            second.degrees(),
            second.factor().matmul(second.factor().transpose()),
            first.covariance(),
            covariance);
    double[][] origin = at(model, asked, new double[model.dimension()]);
    double strength = origin[4][0] / origin[3][0];
    double[] theta = new double[model.dimension()];
    for (int probe = 0; probe < PROBES; probe++) {
      RandomStream.of(probe).gaussians(theta, 0, theta.length);
      double[][] there = at(model, asked, theta);
      for (int known = 0; known < 3; known++) {
        Checks.that(
            Arrays.equals(there[known], origin[known]),
            "%s: the %s must be known, got one that depends on the parameters",
            NAME,
            List.of("prior mean", "prior degrees", "prior scale").get(known));
      }
      Checks.that(
          proportional(there[3], there[4], strength),
          "%s: the prior covariance of %s must be %s over a number, got another one",
          NAME,
          mu.name(),
          sigma.name());
    }
    int k = origin[0].length;
    double[][] scale = new double[k][];
    Arrays.setAll(scale, i -> Arrays.copyOfRange(origin[2], i * k, (i + 1) * k));
    return new WishartDesign(
        model, observed.columns(), mu, sigma, origin[0], strength, origin[1][0], scale);
  }

  /** Whether κ₀C = Σ, to the rounding of Σ's factors. */
  private static boolean proportional(double[] prior, double[] sigma, double strength) {
    int k = (int) Math.round(Math.sqrt(sigma.length));
    for (int i = 0; i < sigma.length; i++) {
      double size = Math.sqrt(sigma[i / k * (k + 1)] * sigma[i % k * (k + 1)]);
      if (!(Math.abs(strength * prior[i] - sigma[i]) <= ROUNDING * size)) {
        return false;
      }
    }
    return true;
  }

  private static double[][] at(Model model, List<Expr> asked, double[] theta) {
    int all = asked.stream().mapToInt(e -> e.shape().size()).sum();
    double[] out = new double[all];
    try (Program.Executor executor =
        Program.of(List.of(model.theta()), asked).on(Device.cpu(1), Precision.DOUBLE)) {
      executor.call(theta, out);
    }
    double[][] parts = new double[asked.size()][];
    for (int i = 0, from = 0; i < parts.length; i++) {
      int to = from + asked.get(i).shape().size();
      parts[i] = Arrays.copyOfRange(out, from, to);
      from = to;
    }
    return parts;
  }

  private static Parameter only(Model model, Class<? extends Distribution> kind) {
    List<Parameter> some =
        model.parameters().stream().filter(p -> kind.isInstance(prior(model, p))).toList();
    Checks.that(
        some.size() == 1,
        "%s: one parameter must have an %s prior, got %s",
        NAME,
        kind.getSimpleName(),
        model.priors());
    return some.get(0);
  }

  private static Distribution prior(Model model, Parameter parameter) {
    return Optional.ofNullable(model.priors().get(parameter.name())).orElseThrow();
  }

  private static Expr value(Model model, Parameter parameter) {
    return Optional.ofNullable(model.quantities().get(parameter.name())).orElseThrow();
  }
}

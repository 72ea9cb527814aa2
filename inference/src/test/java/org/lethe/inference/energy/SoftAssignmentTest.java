package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Start;
import org.lethe.inference.svi.Svi;

/** The variational energy of a mixture under soft assignment, against plain loops. */
class SoftAssignmentTest {

  private static final RandomStream UNUSED = RandomStream.of(0);
  private static final double PRIOR = 3;
  private static final double[][] TRUE = {{-2, 0}, {2, 0.5}, {0, 3}};
  private static final Table ROWS = rows(60);
  private static final double[] MEAN = {-1.5, 0.2, 2.4, 0.1, 0.3, 2.2};
  private static final double[] SD = {0.3, 0.5, 0.2, 0.4, 0.6, 0.25};

  private static Table rows(int n) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int j = 0; j < 2; j++) {
      double[] x = new double[n];
      RandomStream.of(8).at(j, Purpose.SIMULATION).gaussians(x, 0, n);
      for (int i = 0; i < n; i++) {
        x[i] += TRUE[i % 3][j];
      }
      columns.put("x" + (j + 1), x);
    }
    return Table.of(columns);
  }

  private static Model mixture() {
    return GaussianMixture.of(ROWS.schema(), 3, "x1", "x2").prior(PRIOR).model();
  }

  /** Of uneven weights and scales. */
  private static Model uneven(double[] weights, double[][] sds) {
    return Model.define(
        "uneven",
        ROWS.schema(),
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, PRIOR), 3, 2);
          m.observe(
              List.of("x1", "x2"),
              Mixture.ofGaussians(Expr.vector(weights), mu, Expr.constant(sds)));
        });
  }

  private static VariationalEnergy<GaussianPosterior> energy(
      Model model, GaussianFamily family, Expectation how) {
    return VariationalEnergy.of(model, family).expectation(how).on(Device.cpu(1));
  }

  private static double[] lambda(double[] mean, double[] sd) {
    double[] lambda = Arrays.copyOf(mean, 2 * mean.length);
    for (int i = 0; i < sd.length; i++) {
      lambda[mean.length + i] = Math.log(sd[i]);
    }
    return lambda;
  }

  /** log w_k + E_q log N(x_i; m_k, diag σ_k²). */
  private static double expectedLog(int i, int k, double[] m, double[] s, double w, double[][] sd) {
    double a = Math.log(w);
    for (int j = 0; j < 2; j++) {
      double x = ROWS.column("x" + (j + 1))[i];
      double sigma = sd[k][j];
      double apart = x - m[2 * k + j];
      double mean = apart * apart + s[2 * k + j] * s[2 * k + j];
      a += -0.5 * mean / (sigma * sigma) - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    }
    return a;
  }

  private static double[] shares(double[] a) {
    double top = Arrays.stream(a).max().orElseThrow();
    double[] r = Arrays.stream(a).map(x -> Math.exp(x - top)).toArray();
    double sum = Arrays.stream(r).sum();
    return Arrays.stream(r).map(x -> x / sum).toArray();
  }

  /** −Σᵢ wᵢ Σ_k r_ik (E[a_ik] − log r_ik) + KL(q ‖ N(0, σ₀²)), row by row. */
  private static double byAssignments(double[] m, double[] s, double[] w, double[][] sd) {
    double energy = 0;
    double total = Arrays.stream(w).sum();
    double[] weight = Models.signed(ROWS).weight();
    for (int i = 0; i < ROWS.size(); i++) {
      double[] a = new double[3];
      for (int k = 0; k < 3; k++) {
        a[k] = expectedLog(i, k, m, s, w[k] / total, sd);
      }
      double[] r = shares(a);
      for (int k = 0; k < 3; k++) {
        energy -= weight[i] * r[k] * (a[k] - Math.log(r[k]));
      }
    }
    for (int i = 0; i < m.length; i++) {
      double ratio = s[i] / PRIOR;
      energy += 0.5 * (ratio * ratio + m[i] * m[i] / (PRIOR * PRIOR) - 1) - Math.log(ratio);
    }
    return energy;
  }

  @Test
  void theValueIsThatOfTheBestAssignments() {
    double[][] ones = {{1, 1}, {1, 1}, {1, 1}};
    double[] even = {1, 1, 1};
    try (VariationalEnergy<GaussianPosterior> energy =
        energy(mixture(), Family.meanField(), new Expectation.SoftAssignment())) {
      double value = energy.value(lambda(MEAN, SD), 1, Models.signed(ROWS), UNUSED);
      assertThat(value).isCloseTo(byAssignments(MEAN, SD, even, ones), within(1e-10));
    }
  }

  @Test
  void componentsOfKnownWeightsAndScalesAssignByThem() {
    double[] weights = {2, 1, 5};
    double[][] sds = {{0.5, 1}, {2, 0.7}, {1, 1.5}};
    try (VariationalEnergy<GaussianPosterior> energy =
        energy(uneven(weights, sds), Family.meanField(), new Expectation.SoftAssignment())) {
      double value = energy.value(lambda(MEAN, SD), 1, Models.signed(ROWS), UNUSED);
      assertThat(value).isCloseTo(byAssignments(MEAN, SD, weights, sds), within(1e-10));
    }
  }

  /** Two sets of draws differ by 0.03; the bound lies 3 nats above. */
  @Test
  void itBoundsTheEnergyFromAbove() {
    Batch all = Batch.of(ROWS);
    try (VariationalEnergy<GaussianPosterior> soft =
            energy(mixture(), Family.meanField(), new Expectation.SoftAssignment());
        VariationalEnergy<GaussianPosterior> drawn =
            energy(mixture(), Family.meanField(), new Expectation.Draws(40_000, false))) {
      double above = soft.value(lambda(MEAN, SD), 1, all, UNUSED);
      double truth = drawn.value(lambda(MEAN, SD), 1, all, RandomStream.of(3));
      assertThat(above - truth).isBetween(1.0, 5.0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valueGradientAndHessianProductBelongToOneFunction(boolean reference) {
    for (GaussianFamily family : new GaussianFamily[] {Family.meanField(), Family.fullRank()}) {
      VariationalObjective<GaussianPosterior> o =
          VariationalEnergy.of(mixture(), family)
              .frame(Frame.diagonal(MEAN, SD))
              .expectation(new Expectation.SoftAssignment());
      if (reference) {
        o = o.reference(family.posterior(mixture(), o.frame(), Models.point(family.size(6), 2)));
      }
      try (VariationalEnergy<GaussianPosterior> energy = o.on(Device.cpu(1))) {
        double[] at = Models.point(energy.dimension(), 3);
        GradientContract.check(energy, at, Models.signed(ROWS), UNUSED);
      }
    }
  }

  /** Coordinate ascent (Bishop 2006, 10.2), written plainly: m, s and r in turn. */
  private static double[][] coordinateAscent() {
    double[] m = Arrays.stream(TRUE).flatMapToDouble(Arrays::stream).toArray();
    double[] s = new double[6];
    Arrays.fill(s, 0.3);
    double[][] ones = {{1, 1}, {1, 1}, {1, 1}};
    for (int sweep = 0; sweep < 3000; sweep++) {
      double[] count = new double[3];
      double[] sum = new double[6];
      for (int i = 0; i < ROWS.size(); i++) {
        double[] a = new double[3];
        for (int k = 0; k < 3; k++) {
          a[k] = expectedLog(i, k, m, s, 1.0 / 3, ones);
        }
        double[] r = shares(a);
        for (int k = 0; k < 3; k++) {
          count[k] += r[k];
          sum[2 * k] += r[k] * ROWS.column("x1")[i];
          sum[2 * k + 1] += r[k] * ROWS.column("x2")[i];
        }
      }
      for (int i = 0; i < 6; i++) {
        double precision = 1 / (PRIOR * PRIOR) + count[i / 2];
        m[i] = sum[i] / precision;
        s[i] = 1 / Math.sqrt(precision);
      }
    }
    return new double[][] {m, s};
  }

  @Test
  void sviEndsWhereCoordinateAscentDoes() {
    double[][] fixed = coordinateAscent();
    double[] start = Arrays.stream(TRUE).flatMapToDouble(Arrays::stream).toArray();
    double[] scale = new double[6];
    Arrays.fill(scale, 0.3);
    GaussianPosterior q =
        Svi.of(Family.meanField(), new Expectation.SoftAssignment())
            .start(Start.at(start, scale))
            .rate(StepSize.exponential(0.1, 1e-4))
            .steps(3000)
            .fit(mixture(), ROWS, Run.seed(1))
            .posterior();
    assertThat(q.mean()).containsExactly(fixed[0], within(1e-6));
    assertThat(q.sd()).containsExactly(fixed[1], within(1e-6));
    try (VariationalEnergy<GaussianPosterior> energy =
        energy(mixture(), Family.meanField(), new Expectation.SoftAssignment())) {
      double[] gradient = new double[12];
      energy.gradient(lambda(fixed[0], fixed[1]), 1, Batch.of(ROWS), UNUSED, gradient);
      assertThat(gradient).containsExactly(new double[12], within(1e-9));
    }
  }

  @Test
  void oneComponentLeavesNothingToBound() {
    Model one = GaussianMixture.of(ROWS.schema(), 1, "x1", "x2").prior(PRIOR).model();
    double[] mean = new double[2];
    double[] sd = new double[2];
    for (int j = 0; j < 2; j++) {
      double precision = 1 / (PRIOR * PRIOR) + ROWS.size();
      mean[j] = Arrays.stream(ROWS.column("x" + (j + 1))).sum() / precision;
      sd[j] = 1 / Math.sqrt(precision);
    }
    GaussianPosterior exact = Gaussian.meanField(one, mean, sd);
    double elbo = Svi.elbo(exact, one, ROWS, Device.cpu(1)).value();
    try (VariationalEnergy<GaussianPosterior> energy =
        energy(one, Family.meanField(), new Expectation.SoftAssignment())) {
      // at the exact posterior every draw gives the evidence
      assertThat(energy.value(lambda(mean, sd), 1, Batch.of(ROWS), UNUSED))
          .isCloseTo(-elbo, within(1e-9));
    }
  }

  @Test
  void whatIsNoKnownMixtureIsRefused() {
    Model weights = GaussianMixture.of(ROWS.schema(), 2, "x1", "x2").unknownWeights(1).model();
    assertThat(Expectation.SoftAssignment.applies(mixture())).isTrue();
    assertThat(Expectation.SoftAssignment.applies(weights)).isFalse();
    assertThat(Expectation.SoftAssignment.applies(Models.logistic())).isFalse();
    assertThatThrownBy(() -> energy(weights, Family.meanField(), new Expectation.SoftAssignment()))
        .hasMessage(
            "SoftAssignment: rows of model mixture must be log-sums of exponentials of quadratics"
                + " in the parameters, as mixtures of known weights and scales are, and are not;"
                + " use Draws instead");
    VariationalObjective<GaussianPosterior> gated =
        VariationalEnergy.of(mixture(), Family.meanField())
            .expectation(new Expectation.SoftAssignment())
            .gate(theta -> Expr.constant(1));
    assertThatThrownBy(() -> gated.on(Device.cpu(1)))
        .hasMessage(
            "SoftAssignment: a gate depends on all parameters of model mixture at once; use Draws"
                + " instead");
  }

  @Test
  void aRecipeNamesIt() {
    Svi<GaussianPosterior> svi = Svi.of(Family.meanField(), new Expectation.SoftAssignment());
    assertThat(Svi.from(svi.recipe()).recipe()).isEqualTo(svi.recipe());
    assertThat(svi.recipe().nested("expectation").text("kind")).isEqualTo("soft-assignment");
  }
}

package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Allocated;

/** The generalised Gauss–Newton matrix beside the Hessian and beside sums written plainly. */
class GaussNewtonEnergyTest {

  private static final int N = 40;
  private static final RandomStream UNUSED = RandomStream.of(0);
  private static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.number("x1"),
          Column.number("x2"),
          Column.number("y"),
          Column.number("count"),
          Column.category("kind", "a", "b", "c"),
          Column.number("w"));
  private static final Table ROWS = rows();

  private static Table rows() {
    double[][] x = new double[2][N];
    double[] y = new double[N];
    double[] count = new double[N];
    double[] kind = new double[N];
    double[] w = new double[N];
    for (int j = 0; j < 2; j++) {
      RandomStream.of(4).at(j, Purpose.SIMULATION).gaussians(x[j], 0, N);
    }
    for (int i = 0; i < N; i++) {
      y[i] = i % 3 == 0 ? 1 : 0;
      count[i] = i % 5;
      kind[i] = i % 3;
      w[i] = 1 + i % 2;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", x[0]);
    columns.put("x2", x[1]);
    columns.put("y", y);
    columns.put("count", count);
    columns.put("kind", kind);
    columns.put("w", w);
    List<String> ids = IntStream.range(0, N).mapToObj(i -> "row-" + i).toList();
    return Table.of(SCHEMA, ids, columns);
  }

  private static Model model(Consumer<Declare> body) {
    return Model.define("m", SCHEMA, body);
  }

  private static Expr predictor(Declare m) {
    return m.columns("x1", "x2").matmul(m.parameter("b", Normal.of(0, 2), 2));
  }

  private static double[][] matrix(EnergyFunction energy, double... at) {
    int d = energy.dimension();
    double[][] out = new double[d][d];
    for (int j = 0; j < d; j++) {
      double[] unit = new double[d];
      unit[j] = 1;
      energy.hessianVector(at, 1, Batch.of(ROWS), UNUSED, unit, out[j]);
    }
    return out;
  }

  private static double[][] gaussNewton(Model model, double... at) {
    try (EnergyFunction energy = EnergyFunction.gaussNewton(model, Device.cpu(1))) {
      return matrix(energy, at);
    }
  }

  private static double[][] hessian(Model model, double... at) {
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      return matrix(energy, at);
    }
  }

  private static void isTheHessian(Model model, double... at) {
    close(gaussNewton(model, at), hessian(model, at));
  }

  private static void close(double[][] actual, double[][] expected) {
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(1e-10));
    }
  }

  private static double smallest(double[][] symmetric) {
    int d = symmetric.length;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, false, true);
    eigen.decompose(new DMatrixRMaj(symmetric));
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < d; i++) {
      least = Math.min(least, eigen.getEigenvalue(i).getReal());
    }
    return least;
  }

  @Test
  void aProductAllocatesNothingAndSeesAnotherBatch() {
    Model model = model(m -> m.observe("y", Bernoulli.logits(predictor(m))));
    double[] at = {.7, -1.2};
    double[] v = {1, -.5};
    double[] out = new double[2];
    Batch all = Batch.of(ROWS);
    Batch half = new Batch(ROWS, new int[0], all.weight(), 0, N / 2);
    try (EnergyFunction energy = EnergyFunction.gaussNewton(model, Device.cpu(1));
        EnergyFunction exact = EnergyFunction.of(model, Device.cpu(1))) {
      double bytes =
          Allocated.perStep(
              steps -> {
                for (int i = 0; i < steps; i++) {
                  energy.hessianVector(at, 1, all, UNUSED, v, out);
                }
              });
      assertThat(bytes).isLessThan(1);
      double[] expected = new double[2];
      energy.hessianVector(at, 1, half, UNUSED, v, out);
      exact.hessianVector(at, 1, half, UNUSED, v, expected);
      assertThat(out).containsExactly(expected, within(1e-12));
    }
  }

  @Test
  void underCanonicalLinksItIsTheHessian() {
    isTheHessian(model(m -> m.observe("y", Bernoulli.logits(predictor(m)))), .7, -1.2);
    isTheHessian(model(m -> m.observe("count", Poisson.logRate(predictor(m)))), .3, -.4);
    isTheHessian(model(m -> m.observe("y", Normal.of(predictor(m), 0.7))), .7, -1.2);
    Model multinomial =
        model(
            m -> {
              Expr b = m.parameter("b", Normal.of(0, 2), 2, 3);
              m.observe("kind", Categorical.logits(m.columns("x1", "x2").matmul(b)));
            });
    isTheHessian(multinomial, .7, -1.2, .1, .4, -.3, 2);
  }

  @Test
  void rowWeightsAndSeveralObservationsCount() {
    isTheHessian(
        model(
            m -> {
              Expr f = predictor(m);
              m.weights("w");
              m.observe("y", Bernoulli.logits(f));
              m.observe("count", Poisson.logRate(f.times(0.5)));
              m.observe(List.of("x1", "x2"), Normal.of(m.parameter("mu", Normal.of(0, 1)), 2));
            }),
        .7,
        -1.2,
        .5);
  }

  /** Σ x xᵀ φ(f)²/(Φ(f)Φ(−f)) + I/4. */
  @Test
  void ofAProbitItIsTheExpectedInformation() {
    double[] b = {.7, -1.2};
    NormalDistribution normal = new NormalDistribution();
    double[][] expected = {{.25, 0}, {0, .25}};
    for (int i = 0; i < N; i++) {
      double[] x = {ROWS.column("x1")[i], ROWS.column("x2")[i]};
      double f = x[0] * b[0] + x[1] * b[1];
      double up = normal.cumulativeProbability(f);
      double weight = Math.pow(normal.density(f), 2) / (up * normal.cumulativeProbability(-f));
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 2; k++) {
          expected[j][k] += weight * x[j] * x[k];
        }
      }
    }
    Model probit = model(m -> m.observe("y", Bernoulli.probits(predictor(m))));
    close(gaussNewton(probit, b), expected);
    assertThat(hessian(probit, b)[0][0]).isNotCloseTo(expected[0][0], within(.01));
  }

  /** θ = (b, log σ): Σ xxᵀ/σ² and 2 a row, nothing between them; HalfNormal(1) on σ adds 2σ². */
  @Test
  void ofAnUnknownScaleItIsTwoARow() {
    Model line =
        model(
            m -> {
              Expr sigma = m.parameter("sigma", HalfNormal.of(1));
              Expr b = m.parameter("b", Normal.of(0, 2));
              m.observe("y", Normal.of(m.column("x1").times(b), sigma));
            });
    double sigma = 0.6;
    double squares = 0;
    for (double x : ROWS.column("x1")) {
      squares += x * x;
    }
    double[][] found = gaussNewton(line, Math.log(sigma), .4);
    close(
        found,
        new double[][] {{2 * N + 2 * sigma * sigma, 0}, {0, squares / (sigma * sigma) + .25}});
  }

  /** A hidden unit of tanh: a Hessian that is indefinite, an information that never is. */
  @Test
  void throughANetworkItIsNeverIndefinite() {
    Model network =
        model(
            m -> {
              Expr hidden = predictor(m).tanh();
              Expr out = m.parameter("out", Normal.of(0, 2));
              m.observe("y", Bernoulli.logits(hidden.times(out)));
            });
    double lowest = 0;
    for (int k = 0; k < 20; k++) {
      double[] at = new double[3];
      RandomStream.of(9).at(k, Purpose.SIMULATION).gaussians(at, 0, 3);
      lowest = Math.min(lowest, smallest(hessian(network, at)));
      // the prior alone has a quarter
      assertThat(smallest(gaussNewton(network, at))).isGreaterThan(.25 - 1e-12);
    }
    assertThat(lowest).isLessThan(-1);
  }

  @Test
  void lawsWithoutAClosedFormAndCustomTermsAreRefused() {
    Model mixture =
        model(
            m ->
                m.observe(
                    List.of("x1"),
                    Mixture.ofGaussians(
                        Expr.constant(.5, .5), m.parameter("mu", Normal.of(0, 1), 2, 1))));
    assertThatThrownBy(() -> gaussNewton(mixture, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finitely many outcomes, whose information has a closed form");
    Model custom = model(m -> m.observe(predictor(m).minus(m.column("y")).square().negate(), "y"));
    assertThatThrownBy(() -> gaussNewton(custom, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of model m must be observed under distributions");
  }

  /** What couples the rows would count in the value and the gradient alone. */
  @Test
  void coupledRowsAreRefused() {
    Model coupled =
        model(
            m -> {
              Expr b = m.parameter("b", Normal.of(0, 2));
              m.observe("y", Bernoulli.logits(b));
              m.observeJointly("for the test", Normal.of(b, 1).logDensity(Expr.constant(1)));
            });
    for (Model each : List.of(coupled, coupled.on(ROWS))) {
      assertThatThrownBy(() -> gaussNewton(each, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "gaussNewton: rows of model m must be independent given its parameters, and are"
                  + " coupled: for the test; use the Hessian, with a damping");
    }
  }
}

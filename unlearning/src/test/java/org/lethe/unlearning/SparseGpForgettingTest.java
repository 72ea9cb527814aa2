package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.InducingInputs;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import org.lethe.unlearning.eubo.Eubo;

/**
 * A sparse process under normal noise is a linear regression on a(x) = L⁻¹ k(Z, x): what is left
 * after forgetting must be the posterior of the other rows, whose precision is I + Σ a aᵀ/σ² and
 * whose mean solves it for Σ a y/σ². What an input leaves open of f adds a constant alone.
 */
class SparseGpForgettingTest {
  private static final double VARIANCE = 1.7;
  private static final double LENGTH = 0.9;
  private static final double NOISE = 0.6;
  private static final double JITTER = 1e-6;
  private static final double[] X = {-2, -1.4, -0.9, -0.3, 0.2, 0.8, 1.3, 1.9, 2.4, 3};
  private static final int[] CHOSEN = {1, 4, 7};
  private static final Table ROWS = rows();
  private static final List<String> ERASED = List.of("row-4", "row-8", "row-9");
  private static final Edit EDIT = Edit.forget(ROWS, ERASED);
  private static final Table LEFT = ROWS.after(EDIT);
  private static final Fit<GaussianPosterior> FIT =
      Svi.of(Family.fullRank()).fit(model(), ROWS, Run.seed(1));

  private static Table rows() {
    double[] y = Arrays.stream(X).map(x -> Math.sin(2 * x) + 0.3 * x).toArray();
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x", X);
    columns.put("y", y);
    return Table.of(columns);
  }

  private static Model model() {
    List<String> ids = Arrays.stream(CHOSEN).mapToObj(i -> "row-" + i).toList();
    Kernel kernel = Kernel.rbf(Expr.constant(VARIANCE), Expr.constant(LENGTH));
    return InducingInputs.rows(ROWS.select(ids), "x")
        .define(
            "process",
            ROWS.schema(),
            (m, z) -> {
              Expr u = m.parameter("u", Normal.of(0, 1), z.length);
              Expr f = SparseGp.of(kernel, Expr.constant(z)).conditional(u, m.columns("x"));
              m.observe("y", Normal.of(f, NOISE));
            });
  }

  private static Stream<Forgetting<? super GaussianPosterior>> methods() {
    return Stream.of(
        Eubo.of(new Gate.None()),
        Bif.variational(LEFT, Solver.cholesky()).secondOrder(),
        Bif.erasedOnly(Solver.cholesky()).secondOrder());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whatIsLeftIsThePosteriorOfTheOtherRows(Forgetting<? super GaussianPosterior> method) {
    isExact(FIT.posterior(), ROWS);
    GaussianPosterior forgotten = method.forget(FIT, EDIT, Run.seed(2)).posterior();
    isExact(forgotten, LEFT);
  }

  /**
   * Sums of ten numbers of order 1, solved with a matrix of condition some tens: 1e−14, rounded up.
   */
  private static void isExact(GaussianPosterior q, Table rows) {
    RealMatrix precision = MatrixUtils.createRealIdentityMatrix(CHOSEN.length);
    RealVector sum = new ArrayRealVector(CHOSEN.length);
    for (int i = 0; i < rows.size(); i++) {
      RealVector a = feature(rows.column("x")[i]);
      precision = precision.add(a.outerProduct(a).scalarMultiply(1 / (NOISE * NOISE)));
      sum = sum.add(a.mapMultiply(rows.column("y")[i] / (NOISE * NOISE)));
    }
    RealMatrix covariance = MatrixUtils.inverse(precision);
    double[] mean = covariance.operate(sum).toArray();
    assertThat(q.mean()).containsExactly(mean, within(1e-10));
    for (int i = 0; i < mean.length; i++) {
      assertThat(q.covariance()[i]).containsExactly(covariance.getRow(i), within(1e-10));
    }
  }

  private static RealVector feature(double x) {
    RealMatrix prior = new Array2DRowRealMatrix(CHOSEN.length, CHOSEN.length);
    RealVector across = new ArrayRealVector(CHOSEN.length);
    for (int i = 0; i < CHOSEN.length; i++) {
      across.setEntry(i, kernel(X[CHOSEN[i]], x));
      for (int j = 0; j < CHOSEN.length; j++) {
        double jitter = i == j ? JITTER * VARIANCE : 0;
        prior.setEntry(i, j, kernel(X[CHOSEN[i]], X[CHOSEN[j]]) + jitter);
      }
    }
    return MatrixUtils.inverse(new CholeskyDecomposition(prior).getL()).operate(across);
  }

  private static double kernel(double x, double y) {
    return VARIANCE * Math.exp(-(x - y) * (x - y) / (2 * LENGTH * LENGTH));
  }

  /** One of the inducing inputs is an erased row, and stays where it is. */
  @Test
  void inducingInputsThatRowsChoseStayAnOpenChannel() {
    Channel open = Channel.open("schema constants", "inducing inputs: 3 rows in x");
    assertThat(FIT.provenance().openChannels()).containsExactly(open);
    Fit<GaussianPosterior> forgotten = Eubo.of(new Gate.None()).forget(FIT, EDIT, Run.seed(2));
    assertThat(forgotten.provenance().openChannels()).contains(open);
  }
}

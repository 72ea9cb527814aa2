package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.random.RandomStream;

class GaussianKlTest {
  private final Model model = Example.logistic();
  private final Gaussian dense = Example.dense(model);
  private final Gaussian other =
      Gaussian.fullRank(
          model,
          new double[] {0, -1, 1.5},
          new double[][] {{1.2, 0, 0}, {0.3, 0.8, 0}, {-0.5, 0.1, 0.7}});
  private final Gaussian diagonal =
      Gaussian.meanField(model, new double[] {0.1, 0, 0.2}, new double[] {0.5, 2, 0.9});
  private final Gaussian narrow =
      Gaussian.meanField(model, new double[] {0, 0.4, 0.2}, new double[] {0.6, 1, 0.8});

  @Test
  void everyPairOfStructuresHasTheTextbookValue() {
    List<Gaussian> all = List.of(dense, other, diagonal, narrow);
    for (Gaussian p : all) {
      for (Gaussian q : all) {
        assertThat(p.kl(q)).isCloseTo(textbook(p, q), within(1e-12));
      }
    }
  }

  /** ½[tr(Σq⁻¹Σp) + δᵀΣq⁻¹δ − d + log|Σq| − log|Σp|] by LU. */
  private static double textbook(Gaussian p, Gaussian q) {
    LUDecomposition toQ = new LUDecomposition(new Array2DRowRealMatrix(q.covariance()));
    RealMatrix fromP = new Array2DRowRealMatrix(p.covariance());
    RealMatrix inverse = toQ.getSolver().getInverse();
    RealVector shift = new ArrayRealVector(q.mean()).subtract(new ArrayRealVector(p.mean()));
    return 0.5
        * (inverse.multiply(fromP).getTrace()
            + shift.dotProduct(inverse.operate(shift))
            - p.mean().length
            + Math.log(toQ.getDeterminant())
            - Math.log(new LUDecomposition(fromP).getDeterminant()));
  }

  @Test
  void itIsTheExpectedLogRatioUnderTheFirst() {
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    for (double[] theta : dense.draw(n, RandomStream.of(11))) {
      double ratio = dense.logDensity(theta) - other.logDensity(theta);
      sum += ratio;
      squares += ratio * ratio;
    }
    double mean = sum / n;
    double error = Math.sqrt((squares / n - mean * mean) / n);
    // 4.5 standard errors: false alarm 7e-6
    assertThat(dense.kl(other)).isCloseTo(mean, within(4.5 * error));
    assertThat(other.kl(dense)).isNotCloseTo(mean, within(10 * error));
  }

  @Test
  void nearlyEqualGaussiansKeepTheirDigits() {
    double e = 1e-7;
    Gaussian wider =
        Gaussian.meanField(
            model, narrow.mean(), new double[] {0.6 * (1 + e), 1 + e, 0.8 * (1 + e)});
    // ½ · 3 · ((1+e)² − 1 − 2 log(1+e)) = 3e² + O(e³); the sds carry 2e-16/1e-7 of relative error
    assertThat(wider.kl(narrow)).isCloseTo(3 * e * e, within(3 * e * e * 1e-7));
    assertThat(narrow.kl(narrow)).isZero();
    assertThat(dense.kl(Example.dense(model))).isZero();
  }

  @Test
  void otherDimensionsAreRefused() {
    Model small = Regression.logistic(Example.SCHEMA, "label").features("x1").model();
    Gaussian q = Gaussian.meanField(small, new double[2], new double[] {1, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dense.kl(q))
        .withMessage("Gaussian.kl: dimensions must agree, got 3 and 2");
  }
}

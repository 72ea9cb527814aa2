package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;
import org.lethe.core.expr.Program;
import org.lethe.core.random.RandomStream;

class CouplingTest {

  static double[] numbers(int n, int seed, double size) {
    double[] out = new double[n];
    RandomStream.of(seed).gaussians(out, 0, n);
    for (int i = 0; i < n; i++) {
      out[i] *= size;
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 4", "3, 2", "3, 5", "4, 4", "5, 6", "8, 3"})
  void theInverseUndoesWhatTheLayersDo(int d, int layers) {
    Coupling coupling = Coupling.of(d, layers);
    double[] weights = numbers(coupling.size(), 1, 0.5);
    for (int seed = 2; seed < 12; seed++) {
      double[] noise = numbers(d, seed, 2);
      double[] point = noise.clone();
      double there = coupling.forward(weights, point, new double[coupling.hidden()]);
      assertThat(point).isNotEqualTo(noise);
      double[] again = point.clone();
      double back = coupling.inverse(weights, again, new double[coupling.hidden()]);
      assertThat(again).containsExactly(noise, within(1e-12));
      assertThat(back).isCloseTo(there, within(1e-12));
    }
  }

  /** Central differences with h = 1e−5 err by h² and by rounding 1e−16/h, about 1e−10. */
  @ParameterizedTest
  @CsvSource({"2, 1", "2, 4", "3, 5", "5, 6"})
  void theLogJacobianIsThatOfTheMap(int d, int layers) {
    Coupling coupling = Coupling.of(d, layers);
    double[] weights = numbers(coupling.size(), 1, 0.5);
    double[] noise = numbers(d, 2, 1);
    DMatrixRMaj jacobian = new DMatrixRMaj(d, d);
    for (int j = 0; j < d; j++) {
      double[] ahead = noise.clone();
      double[] behind = noise.clone();
      ahead[j] += 1e-5;
      behind[j] -= 1e-5;
      coupling.forward(weights, ahead, new double[coupling.hidden()]);
      coupling.forward(weights, behind, new double[coupling.hidden()]);
      for (int i = 0; i < d; i++) {
        jacobian.set(i, j, (ahead[i] - behind[i]) / 2e-5);
      }
    }
    double expected = Math.log(Math.abs(CommonOps_DDRM.det(jacobian)));
    assertThat(coupling.forward(weights, noise.clone(), new double[coupling.hidden()]))
        .isCloseTo(expected, within(1e-8));
    assertThat(Math.abs(expected)).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "3, 4", "5, 5"})
  void expressionsAgreeWithNumbers(int d, int layers) {
    Coupling coupling = Coupling.of(d, layers);
    double[] weights = numbers(coupling.size(), 1, 0.5);
    double[] noise = numbers(d, 2, 1.5);
    CouplingForm form = new CouplingForm(coupling, Expr.vector(weights));
    CouplingForm.Moved there = form.forward(Expr.vector(noise));
    double[] point = noise.clone();
    double log = coupling.forward(weights, point, new double[coupling.hidden()]);
    assertThat(Program.value(there.point())).containsExactly(point, within(1e-12));
    assertThat(Program.value(there.logJacobian())[0]).isCloseTo(log, within(1e-12));
    CouplingForm.Moved back = form.inverse(Expr.vector(point));
    assertThat(Program.value(back.point())).containsExactly(noise, within(1e-12));
    assertThat(Program.value(back.logJacobian())[0]).isCloseTo(log, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 3", "5, 2"})
  void bothDirectionsPassTheGradientContract(int d, int layers) {
    Coupling coupling = Coupling.of(d, layers);
    double[] weights = numbers(coupling.size(), 1, 0.3);
    double[] noise = numbers(d, 2, 1);
    Expr fixed = Expr.vector(weights);
    Expr e = Expr.vector(noise);
    GradientContract.check(x -> joined(new CouplingForm(coupling, fixed).forward(x)), noise, d);
    GradientContract.check(x -> joined(new CouplingForm(coupling, fixed).inverse(x)), noise, d);
    GradientContract.check(
        w -> joined(new CouplingForm(coupling, w).forward(e)), weights, weights.length);
    GradientContract.check(
        w -> joined(new CouplingForm(coupling, w).inverse(e)), weights, weights.length);
  }

  private static Expr joined(CouplingForm.Moved moved) {
    return Expr.concat(moved.point(), moved.logJacobian());
  }

  /** Each component is moved and each is seen, once at least in a pair of layers. */
  @Test
  void aPairOfLayersMovesEveryComponentByOthers() {
    for (int d = 2; d < 8; d++) {
      Coupling coupling = Coupling.of(d, 6);
      for (int k = 0; k < 6; k += 2) {
        Coupling.Layer one = coupling.layer(k);
        Coupling.Layer two = coupling.layer(k + 1);
        assertThat(one.seen() + two.seen()).isEqualTo(d);
        assertThat((one.rotation() + one.seen()) % d).isEqualTo(two.rotation());
        assertThat(two.from()).isGreaterThan(one.from());
      }
    }
  }

  @Test
  void itStartsAsTheIdentity() {
    Coupling coupling = Coupling.of(3, 4);
    double[] point = {0.3, -2, 5};
    assertThat(coupling.forward(coupling.start(), point, new double[coupling.hidden()])).isZero();
    assertThat(point).containsExactly(0.3, -2, 5);
    assertThat(coupling.start()).isNotEqualTo(new double[coupling.size()]);
  }

  @Test
  void layersThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Coupling.of(1, 2))
        .hasMessage(
            "Flow: a model must have at least 2 parameters to couple, got 1; use full-rank");
    assertThatThrownBy(() -> Coupling.of(2, 0)).hasMessage("Flow: layers must be positive, got 0");
  }

  /** A pair of layers over d has h (d + 2) + 2 d (h + 1) weights: 32 772 for d = 2 and h = 4096. */
  @Test
  void moreWeightsThanAnArrayHoldsAreRefused() {
    int most = 65_528 * 2;
    assertThat(new Coupling(2, most, 4096).size()).isEqualTo(65_528 * 32_772);
    assertThatThrownBy(() -> new Coupling(2, most + 2, 4096))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Flow: 131058 layers of 4096 hidden numbers over 2 parameters must have at most"
                + " 2147483647 weights, got about 2.15e+09");
    assertThatThrownBy(() -> Coupling.of(50_000, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}

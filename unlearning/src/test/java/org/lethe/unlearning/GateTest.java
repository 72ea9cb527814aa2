package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.posterior.Gaussian;

class GateTest {

  private static final Gaussian NORMAL = RowOnLine.of((theta, x) -> theta.times(x), 1).posterior();

  private static double open(Gate gate, double theta) {
    Expr input = NORMAL.model().theta();
    Expr g = gate.expression(NORMAL).orElseThrow().apply(input);
    double[] out = new double[1];
    try (Program.Executor executor =
        Program.of(List.of(input), List.of(g)).on(Device.cpu(1), Precision.DOUBLE)) {
      executor.call(new double[] {theta}, out);
    }
    return out[0];
  }

  /** exp(−½ χ²_{d,0.9}), quantiles from SciPy 1.17 (chi2.ppf). */
  @ParameterizedTest
  @CsvSource({
    "1, 0.2585227122870817",
    "2, 0.1",
    "5, 0.009870759778869708",
    "20, 6.767321450660141e-7"
  })
  void aMassMeansTheSameInAnyDimension(int d, double lambda) {
    assertThat(new Gate.Mass(.9, false).lambda(d)).isCloseTo(lambda, within(1e-8 * lambda));
  }

  /** χ²_{5000, 0.9} = 5128.58 (SciPy): λ = e^−2564 underflows, and yet the gate must not open. */
  @Test
  void aMassGatesInHighDimensionsToo() {
    assertThat(new Gate.Mass(.9, true).logLambda(5000)).isCloseTo(-2564.29, within(.01));
    assertThat(new Gate.Mass(.9, true).isOpen(5000)).isFalse();
  }

  @Test
  void aThresholdKeepsItsLambdaToTheBit() {
    assertThat(new Gate.Threshold(.1, true).lambda(5)).isEqualTo(.1);
  }

  @Test
  void allOfTheMassAdjustsNothing() {
    assertThat(new Gate.Mass(1, true).lambda(7)).isZero();
    assertThat(new Gate.Mass(1, true).expression(NORMAL)).isEmpty();
    assertThat(new Gate.Threshold(0, true).expression(NORMAL)).isEmpty();
    assertThat(new Gate.None().expression(NORMAL)).isEmpty();
  }

  /** log q − log max q = −θ²/2, so the edge at λ = e⁻² is at θ = ±2. */
  @Test
  void theHardGateIsOpenInsideTheEllipsoid() {
    Gate hard = new Gate.Threshold(Math.exp(-2), false);
    assertThat(open(hard, 1.999)).isOne();
    assertThat(open(hard, -2.001)).isZero();
    assertThat(open(new Gate.Threshold(1, false), 0)).isZero();
  }

  /** At θ = 1 and λ = e⁻²: sigmoid((−½ + 2)/½) = sigmoid(3). */
  @Test
  void theSmoothGateIsASigmoidOfTheLogDensity() {
    Gate smooth = new Gate.Threshold(Math.exp(-2), true);
    assertThat(open(smooth, 1)).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-14));
    assertThat(open(smooth, 2)).isCloseTo(.5, within(1e-14));
    assertThat(open(smooth, 3)).isCloseTo(1 / (1 + Math.exp(5)), within(1e-14));
  }

  @Test
  void valuesOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new Gate.Threshold(2, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Gate: lambda must be between 0.0 and 1.0, got 2.0");
    assertThatThrownBy(() -> new Gate.Threshold(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Gate.Mass(0, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Gate: mass rho must be above 0 and at most 1, got 0.0");
    assertThatThrownBy(() -> new Gate.Mass(1.1, true)).isInstanceOf(IllegalArgumentException.class);
  }
}

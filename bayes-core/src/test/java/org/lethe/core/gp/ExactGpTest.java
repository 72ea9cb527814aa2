package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.NotPositiveDefiniteException;

/** Reference values: NumPy, algorithm 2.1 of Rasmussen and Williams written out. */
class ExactGpTest {
  private static final double[][] X = {{0.3, -1.2}, {1.1, 0.4}, {-0.7, 2.0}, {0.4, -0.3}};
  private static final double[] Y = {0.4, -1.0, 0.3, 1.2};
  private static final double[][] AT = {{0, 0}, {1, 1}, {5, 5}};
  private static final Kernel KERNEL = Kernel.rbf(Expr.constant(1.7), Expr.vector(0.8, 1.5));
  private static final Mean MEAN = Mean.linear(Expr.constant(0.25), Expr.vector(0.5, -0.2));

  @Test
  void predictionsAndEvidenceAreThoseOfTheFormula() {
    ExactGp gp = ExactGp.of(KERNEL, MEAN, 0.6, X, Y);
    assertThat(gp.logMarginalLikelihood()).isCloseTo(-6.61868823851565, within(1e-12));
    assertThat(gp.mean(AT))
        .containsExactly(
            new double[] {0.879762009113481, -0.537902815426904, 1.74999985030579}, within(1e-12));
    assertThat(gp.variance(AT))
        .containsExactly(new double[] {0.570241030286045, 0.502634233598568, 1.7}, within(1e-12));
  }

  @Test
  void whatHasNoPosteriorIsRefused() {
    assertThatThrownBy(() -> ExactGp.of(KERNEL, MEAN, 0, X, Y))
        .hasMessage("ExactGp: sd must be positive and finite, got 0.0");
    assertThatThrownBy(() -> ExactGp.of(KERNEL, MEAN, 1, X, new double[3]))
        .hasMessageContaining("one number for each input");
    double[] lost = {1, 2, Double.NaN, 4};
    assertThatThrownBy(() -> ExactGp.of(KERNEL, MEAN, 1, X, lost))
        .hasMessage("ExactGp: y must be finite, got NaN");
    double[][] far = {{1, Double.POSITIVE_INFINITY}};
    assertThatThrownBy(() -> ExactGp.of(KERNEL, MEAN, 1, far, new double[1]))
        .hasMessage("ExactGp: x must be finite, got Infinity");
    ExactGp gp = ExactGp.of(KERNEL, MEAN, 1, X, Y);
    assertThatThrownBy(() -> gp.mean(far)).hasMessage("ExactGp: at must be finite, got Infinity");
    assertThatThrownBy(() -> gp.variance(far)).hasMessageContaining("at must be finite");
    assertThatThrownBy(() -> ExactGp.of(new Negative(), MEAN, 0.1, X, Y))
        .isInstanceOf(NotPositiveDefiniteException.class)
        .hasMessageContaining("its closest pair is");
  }

  /** Two equal inputs, K = 1 1ᵀ: with jitter j the mean of f is 2 ȳ/(2 + j), ȳ the mean of y. */
  @Test
  void equalInputsWithNextToNoNoiseAreFactorisedWithVisibleJitter() {
    double[][] twice = {{1, 1}, {1, 1}};
    Kernel unit = Kernel.rbf(Expr.constant(1), Expr.constant(1));
    ExactGp gp = ExactGp.of(unit, Mean.zero(), 1e-12, twice, new double[] {0.5, 1.5});
    assertThat(gp.jitter()).isEqualTo(1e-10);
    assertThat(gp.mean(twice)).containsExactly(new double[] {1, 1}, within(1e-5));
    assertThat(ExactGp.of(KERNEL, MEAN, 0.6, X, Y).jitter()).isZero();
  }
}

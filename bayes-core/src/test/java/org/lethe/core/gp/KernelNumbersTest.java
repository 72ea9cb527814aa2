package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.ShapeException;

class KernelNumbersTest {
  private static final Expr ONE = Expr.constant(1);
  private static final Expr NONE = Expr.constant(0);
  private static final Expr LESS = Expr.constant(-1);
  private static final Expr THREE = Expr.vector(1, 2, 3);

  private static Arguments refused(ThrowingCallable kernel, String message) {
    return Arguments.of(kernel, message);
  }

  private static Stream<Arguments> impossible() {
    return Stream.of(
        refused(() -> Kernel.rbf(LESS, ONE), "rbf: variance must be positive and finite, got -1.0"),
        refused(() -> Kernel.rbf(ONE, NONE), "rbf: lengths must be positive and finite, got 0.0"),
        refused(
            () -> Kernel.rbf(ONE, Expr.vector(1, Double.NaN)),
            "rbf: lengths must be positive and finite, got NaN"),
        refused(
            () -> Kernel.matern12(NONE, ONE),
            "matern12: variance must be positive and finite, got 0.0"),
        refused(
            () -> Kernel.matern32(ONE, LESS),
            "matern32: lengths must be positive and finite, got -1.0"),
        refused(
            () -> Kernel.matern52(ONE, Expr.constant(Double.POSITIVE_INFINITY)),
            "matern52: lengths must be positive and finite, got Infinity"),
        refused(
            () -> Kernel.rationalQuadratic(ONE, ONE, LESS),
            "rationalQuadratic: alpha must be positive and finite, got -1.0"),
        refused(
            () -> Kernel.periodic(ONE, ONE, NONE),
            "periodic: period must be positive and finite, got 0.0"),
        refused(
            () -> Kernel.linear(Expr.vector(1, -1)),
            "linear: variances must be positive and finite, got -1.0"),
        refused(
            () -> Kernel.constant(LESS),
            "constant: variance must be positive and finite, got -1.0"),
        refused(() -> Kernel.white(NONE), "white: variance must be positive and finite, got 0.0"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void aKnownNumberThatIsNoVarianceOrLengthIsRefused(ThrowingCallable kernel, String message) {
    assertThatThrownBy(kernel)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Kernel." + message);
  }

  private static Stream<Arguments> many() {
    return Stream.of(
        refused(() -> Kernel.rbf(THREE, ONE), "rbf: variance must be one number"),
        refused(() -> Kernel.matern12(THREE, ONE), "matern12: variance must be one number"),
        refused(() -> Kernel.constant(THREE), "constant: variance must be one number"),
        refused(() -> Kernel.white(THREE), "white: variance must be one number"),
        refused(() -> Kernel.periodic(THREE, ONE, ONE), "periodic: variance must be one number"),
        refused(
            () -> Kernel.rationalQuadratic(ONE, ONE, THREE),
            "rationalQuadratic: alpha must be one number"),
        refused(
            () -> Kernel.rbf(ONE, Expr.constant(new double[][] {{1, 2}})),
            "rbf: lengths must be one number or one for each dimension, [d]"),
        refused(() -> Kernel.rbf(Expr.column("x"), ONE), "rbf: variance must be one number"));
  }

  /** Three variances on three inputs would scale columns, and the matrix would not be symmetric. */
  @ParameterizedTest
  @MethodSource("many")
  void aNumberForEachInputIsRefused(ThrowingCallable kernel, String message) {
    assertThatThrownBy(kernel)
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Kernel." + message);
  }

  @Test
  void whatIsUnknownIsLeftToItsSupport() {
    Expr unknown = Expr.unknown("eta");
    assertThat(Kernel.rbf(unknown, ONE).diagonal(Expr.columns("x", "y"))).isSameAs(unknown);
  }

  @Test
  void inducingInputsMustBeFinite() {
    Expr z = Expr.constant(new double[][] {{1, Double.NaN}});
    assertThatThrownBy(() -> SparseGp.of(Kernel.rbf(ONE, ONE), z))
        .hasMessage("SparseGp: inducing must be finite, got NaN");
  }
}

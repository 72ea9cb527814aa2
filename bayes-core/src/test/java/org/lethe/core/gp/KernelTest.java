package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.GradientContract;
import org.lethe.core.expr.IndexException;
import org.lethe.core.expr.ShapeException;

/** Reference values: NumPy, the formulas of the Javadoc written out over differences. */
class KernelTest {
  private static final double[][] A = {{0.3, -1.2}, {1.1, 0.4}, {-0.7, 2.0}};
  private static final double[][] B = {{0.3, -1.2}, {0.9, 0.8}};
  private static final Expr X = Expr.columns("x1", "x2");
  private static final Table ROWS =
      Table.of(Map.of("x1", new double[] {0.3, 1.1, -0.7}, "x2", new double[] {-1.2, 0.4, 2.0}));

  /** σ², ℓ₁, ℓ₂, and α or p. */
  private static final double[] NUMBERS = {1.7, 0.8, 1.5, 0.6};

  private static final double[] PERIODIC_NUMBERS = {1.7, 0.8, 1.5, 1.3};

  @Test
  void aVarianceOfOneElementIsANumber() {
    Expr one = Expr.vector(1.7);
    Expr number = Expr.constant(1.7);
    Expr length = Expr.constant(.8);
    Expr a = Expr.constant(A);
    Map<Kernel, Kernel> alike = new LinkedHashMap<>();
    alike.put(Kernel.rbf(one, length), Kernel.rbf(number, length));
    alike.put(Kernel.matern32(one, length), Kernel.matern32(number, length));
    alike.put(
        Kernel.rationalQuadratic(one, length, one),
        Kernel.rationalQuadratic(number, length, number));
    alike.put(Kernel.periodic(one, length, length), Kernel.periodic(number, length, length));
    alike.put(Kernel.constant(one), Kernel.constant(number));
    alike.put(Kernel.white(one), Kernel.white(number));
    alike.forEach(
        (k, plain) -> {
          assertThat(k.diagonal(a).shape()).isEqualTo(plain.diagonal(a).shape());
          assertThat(Evaluate.constant(k.matrix(a, a)))
              .containsExactly(Evaluate.constant(plain.matrix(a, a)));
        });
  }

  private record Case(Function<Expr, Kernel> kernel, double[] numbers, double... expected) {
    Kernel known() {
      return kernel.apply(Expr.vector(numbers));
    }
  }

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  static {
    put(
        "rbf",
        g -> Kernel.rbf(g.at(0), g.slice(1, 3)),
        1.7,
        0.527550524156699,
        0.583762744669708,
        1.59014100629849,
        0.079964115235824,
        0.167065095527415);
    put(
        "matern12",
        g -> Kernel.matern12(g.at(0), g.slice(1, 3)),
        1.7,
        0.368185498859217,
        0.393967880110873,
        1.1795107270574,
        0.143424931012294,
        0.197219556311968);
    put(
        "matern32",
        g -> Kernel.matern32(g.at(0), g.slice(1, 3)),
        1.7,
        0.438490881998039,
        0.477192950780434,
        1.47403402050931,
        0.123988123898551,
        0.192781665075621);
    put(
        "matern52",
        g -> Kernel.matern52(g.at(0), g.slice(1, 3)),
        1.7,
        0.462413624891331,
        0.506365857776345,
        1.53149902610676,
        0.112848066029909,
        0.186443849334224);
    put(
        "rationalQuadratic",
        g -> Kernel.rationalQuadratic(g.at(0), g.slice(1, 3), g.at(3)),
        1.7,
        0.888250101082798,
        0.920202094988122,
        1.59565921961873,
        0.574749432019161,
        0.657824373429251);
    CASES.put(
        "periodic",
        new Case(
            g -> Kernel.periodic(g.at(0), g.slice(1, 3), g.at(3)),
            PERIODIC_NUMBERS,
            1.7,
            0.0325511532859164,
            0.0748482626474822,
            0.474109392222786,
            0.179154390682434,
            0.408835821038505));
    CASES.put(
        "linear",
        new Case(
            g -> Kernel.linear(g.slice(0, 2)),
            new double[] {0.5, 2, 1, 1},
            2.925,
            -1.785,
            -0.795,
            1.135,
            -4.905,
            2.885));
    put("constant", g -> Kernel.constant(g.at(0)), 1.7, 1.7, 1.7, 1.7, 1.7, 1.7);
    // 2·rbf of the second dimension plus the constant 0.25, times matern52
    put(
        "composed",
        g ->
            Kernel.rbf(Expr.constant(2), g.at(2))
                .on(1)
                .plus(Kernel.constant(Expr.constant(0.25)))
                .times(Kernel.matern52(g.at(0), g.slice(1, 3))),
        composed());
  }

  private static void put(String name, Function<Expr, Kernel> kernel, double... expected) {
    CASES.put(name, new Case(kernel, NUMBERS, expected));
  }

  private static double[] composed() {
    double[] matern = CASES.get("matern52").expected();
    double[] out = new double[matern.length];
    for (int i = 0; i < out.length; i++) {
      double r = (A[i / 2][1] - B[i % 2][1]) / 1.5;
      out[i] = (2 * Math.exp(-r * r / 2) + 0.25) * matern[i];
    }
    return out;
  }

  static Stream<Arguments> cases() {
    return CASES.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void valuesAreThoseOfTheFormulaWithAndWithoutRows(String name, Case c) {
    Expr b = Expr.constant(B);
    double[] fixed = Evaluate.constant(c.known().matrix(Expr.constant(A), b));
    double[] perRow = Evaluate.rows(c.known().matrix(X, b), Expr.input("unused"), ROWS, 0);
    assertThat(fixed).containsExactly(c.expected(), within(1e-14));
    assertThat(perRow).containsExactly(c.expected(), within(1e-14));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theDiagonalIsThatOfTheMatrix(String name, Case c) {
    Expr a = Expr.constant(A);
    double[] whole = Evaluate.constant(c.known().matrix(a, a));
    Expr each = c.known().diagonal(a).plus(Expr.vector(0, 0, 0));
    double[] rows =
        Evaluate.rows(
            c.known().diagonal(X).plus(Expr.column("x1").times(0)), Expr.input("unused"), ROWS, 0);
    double[] diagonal = {whole[0], whole[4], whole[8]};
    assertThat(Evaluate.constant(each)).containsExactly(diagonal, within(1e-14));
    assertThat(rows).containsExactly(diagonal, within(1e-14));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theMatrixOfAnyInputsIsSymmetricAndNotNegative(String name, Case c) {
    int n = 30;
    double[][] points = new double[n][];
    RandomGeneratorFactory<?> factory = RandomGeneratorFactory.of("L64X128MixRandom");
    var random = factory.create(3);
    for (int i = 0; i < n; i++) {
      points[i] = random.doubles(2, -2, 2).toArray();
    }
    Expr x = Expr.constant(points);
    DMatrixRMaj k = new DMatrixRMaj(n, n, true, Evaluate.constant(c.known().matrix(x, x)));
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += k.get(i, i);
      for (int j = 0; j < i; j++) {
        assertThat(k.get(i, j)).isCloseTo(k.get(j, i), within(1e-14 * n));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
    assertThat(eigen.decompose(k)).isTrue();
    for (int i = 0; i < n; i++) {
      assertThat(eigen.getEigenvalue(i).getReal()).isGreaterThan(-1e-14 * trace);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void derivativesInNumbersAndInputsAreRight(String name, Case c) {
    double[] at = new double[8];
    System.arraycopy(c.numbers(), 0, at, 0, 4);
    System.arraycopy(new double[] {0.2, -1.0, 0.9, 0.8}, 0, at, 4, 4);
    GradientContract.check(
        g -> c.kernel().apply(g).matrix(X, g.slice(4, 8).reshape(2, 2)), ROWS, at, 8);
    GradientContract.check(
        g -> {
          Expr z = g.slice(4, 8).reshape(2, 2);
          return c.kernel().apply(g).matrix(z, z);
        },
        at,
        8);
    GradientContract.check(g -> c.kernel().apply(g).diagonal(X).plus(0), ROWS, at, 8);
  }

  /** k = σ²(1 − c r²) near r = 0, so ∂²k/∂x² = −2σ²c/ℓ²: c is ½, 3/2, 5/6. */
  @Test
  void secondDerivativesAreRightWhereInputsCoincide() {
    curvatureAtZero(Kernel.rbf(Expr.constant(1.7), Expr.constant(0.8)), 0.5);
    curvatureAtZero(Kernel.matern32(Expr.constant(1.7), Expr.constant(0.8)), 1.5);
    curvatureAtZero(Kernel.matern52(Expr.constant(1.7), Expr.constant(0.8)), 5.0 / 6);
  }

  private static void curvatureAtZero(Kernel kernel, double c) {
    Expr z = Expr.input("z", 2);
    Expr k = kernel.matrix(z.reshape(1, 2), Expr.constant(new double[][] {{0.3, -1.2}})).sum();
    Expr gradient = Gradient.of(k, z).get(0);
    Expr product = Gradient.hessianVector(k, z, Expr.vector(1, 0));
    assertThat(Evaluate.at(gradient, z, 0.3, -1.2)).containsExactly(new double[2], within(1e-12));
    assertThat(Evaluate.at(product, z, 0.3, -1.2))
        .containsExactly(new double[] {-2 * 1.7 * c / 0.64, 0}, within(1e-9));
  }

  /**
   * Inputs in eighths, moved by 2²⁰: differences are the same to the last bit, and so are kernel
   * and derivatives to rounding, where sums of the inputs themselves would keep 4 digits of 16.
   */
  @Test
  void farFromTheOriginDerivativesInLengthsLoseNothing() {
    Expr g = Expr.input("g", 3);
    double[][] a = {{.25, -1.25}, {1.125, .375}, {-.75, 2}};
    double[][] b = {{.25, -1.5}, {.875, .75}};
    double[] near = slopes(g, a, b);
    double[] far = slopes(g, moved(a), moved(b));
    assertThat(far).containsExactly(near, within(1e-13));
  }

  private static double[] slopes(Expr g, double[][] a, double[][] b) {
    Expr k = Kernel.rbf(g.at(0), g.slice(1, 3)).matrix(Expr.constant(a), Expr.constant(b));
    Expr weighed = k.times(Expr.constant(new double[][] {{1, -2}, {3, .5}, {-1, 2}})).sum();
    return Evaluate.at(Gradient.of(weighed, g).get(0), g, 1.7, .8, 1.5);
  }

  private static double[][] moved(double[][] inputs) {
    double[][] out = new double[inputs.length][2];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < 2; j++) {
        out[i][j] = inputs[i][j] + (1 << 20);
      }
    }
    return out;
  }

  @Test
  void roughKernelsHaveNoDerivativeWhereInputsCoincideAndGiveZero() {
    Kernel kernel = Kernel.matern12(Expr.constant(1.7), Expr.constant(0.8));
    Expr z = Expr.input("z", 2);
    Expr k = kernel.matrix(z.reshape(1, 2), Expr.constant(new double[][] {{0.3, -1.2}})).sum();
    double[] slope = Evaluate.at(Gradient.of(k, z).get(0), z, 0.3, -1.2);
    assertThat(slope).containsExactly(new double[2], within(0.0)); // of either sign
  }

  @Test
  void whiteNoiseIsBetweenAnInputAndItself() {
    Expr a = Expr.constant(A);
    Kernel white = Kernel.white(Expr.constant(0.4)).on(0, 1);
    assertThat(Evaluate.constant(white.matrix(a, a)))
        .containsExactly(0.4, 0, 0, 0, 0.4, 0, 0, 0, 0.4);
    assertThat(Evaluate.constant(white.matrix(a, Expr.constant(B)))).containsOnly(0).hasSize(6);
  }

  @Test
  void farFromTheOriginNothingIsLost() {
    Kernel kernel = Kernel.rbf(Expr.constant(1), Expr.constant(0.01));
    double[][] near = {{0, 0}, {0.01, 0}};
    double[][] far = {{1e4, -3e4}, {1e4 + 0.01, -3e4}};
    double[] here = Evaluate.constant(kernel.matrix(Expr.constant(near), Expr.constant(near)));
    double[] there = Evaluate.constant(kernel.matrix(Expr.constant(far), Expr.constant(far)));
    // 1e4 + 0.01 itself is off by 1e-12, a relative 1e-10 of the distance
    assertThat(there).containsExactly(here, within(1e-9));
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    Kernel kernel = Kernel.rbf(Expr.constant(1), Expr.constant(1));
    assertThatThrownBy(() -> kernel.matrix(Expr.column("x1"), Expr.constant(B)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("inputs must be [n × d] or [rows × d] and [m × d]");
    assertThatThrownBy(() -> kernel.on(2).matrix(Expr.constant(A), Expr.constant(B)))
        .hasMessage("Kernel: on must name dimensions from 0 to 1, got [2]");
    assertThatThrownBy(kernel::on).hasMessage("Kernel: on must name at least one dimension");
  }

  /** Known inputs that cannot be computed are a mistake, not inputs that are to be found. */
  @Test
  void aMistakeInKnownInputsIsToldAtOnce() {
    Expr outside = Expr.constant(B).gather(Expr.vector(0, 1).plus(1));
    Kernel kernel = Kernel.rbf(Expr.constant(1), Expr.constant(1));
    assertThatThrownBy(() -> kernel.matrix(X, outside)).isInstanceOf(IndexException.class);
  }
}

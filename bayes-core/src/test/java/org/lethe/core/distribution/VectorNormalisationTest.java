package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * Mass and moments of laws of vectors and matrices by the trapezoidal rule on the unconstrained
 * scale, where they are analytic and fall exponentially: its error falls as e^(−c/h).
 */
class VectorNormalisationTest {

  /** Integrals of the density times 1, each element and its square over a grid of u. */
  private static double[][] moments(Distribution law, int free, double low, double high, int n) {
    Expr u = Expr.input("u", free);
    Expr x = law.support().constrain(u);
    Expr density = law.logDensity(x).plus(law.support().logJacobian(u).sum()).exp();
    int size = x.shape().size();
    Expr flat = x.reshape(size);
    int points = (int) Math.round(Math.pow(n, free));
    double h = (high - low) / (n - 1);
    double[] at = new double[points * free];
    for (int i = 0; i < points; i++) {
      for (int j = 0, rest = i; j < free; j++, rest /= n) {
        at[i * free + j] = low + h * (rest % n);
      }
    }
    Expr all = Expr.concat(density, flat.times(density), flat.square().times(density));
    double[] out = new double[points * (1 + 2 * size)];
    try (Program.Executor run =
        Program.of(List.of(u), List.of(all)).on(Device.cpu(1), Precision.DOUBLE)) {
      run.calls(points, at, out);
    }
    double[] total = new double[1 + 2 * size];
    for (int i = 0; i < out.length; i++) {
      total[i % total.length] += out[i] * Math.pow(h, free);
    }
    return new double[][] {
      {total[0]},
      Arrays.copyOfRange(total, 1, 1 + size),
      Arrays.copyOfRange(total, 1 + size, total.length)
    };
  }

  private static void check(double[][] moments, Distribution law, double tolerance) {
    assertThat(moments[0][0]).isCloseTo(1, within(tolerance));
    double[] mean = Evaluate.constant(law.mean());
    double[] variance = Evaluate.constant(law.variance());
    IntStream.range(0, mean.length)
        .forEach(
            i -> {
              double square = moments[2][i] - mean[i] * mean[i];
              double scale = 1 + mean[i] * mean[i];
              assertThat(moments[1][i]).isCloseTo(mean[i], within(tolerance * scale));
              assertThat(square).isCloseTo(variance[i], within(4 * tolerance * scale));
            });
  }

  @Test
  void dirichlet() {
    Dirichlet law = Dirichlet.of(2.5, 1.2, 4);
    // the density falls as e^(−1.2|u|), to 1e−13 at 25
    check(moments(law, 2, -25, 25, 301), law, 1e-10);
  }

  @Test
  void correlationFactors() {
    LkjCholesky pair = LkjCholesky.of(2, 1.7);
    check(moments(pair, 1, -12, 12, 201), pair, 1e-10);
    LkjCholesky three = LkjCholesky.of(3, 2.5);
    check(moments(three, 3, -6, 6, 49), three, 1e-8);
  }

  @Test
  void wishart() {
    Wishart law = Wishart.of(7.5, new double[][] {{.3, .1}, {.1, .2}});
    // log diagonals and one number below them, whose densities fall as e^(6.5u) and as normals
    check(moments(law, 3, -5, 5, 81), law, 1e-8);
  }

  @Test
  void inverseWishart() {
    InverseWishart law = InverseWishart.of(15.5, new double[][] {{6, 2}, {2, 4}});
    // u⁴, of the variance, times (1 + u²/.35)^(−8) is 5e−11 at 3.5; all else falls sooner
    check(moments(law, 3, -3.5, 3.5, 101), law, 1e-8);
  }

  @Test
  void multinomialSumsToOneWithItsMoments() {
    Multinomial law = Multinomial.of(4, Categorical.probabilities(.2, .3, .5));
    double[] mass = new double[2];
    for (int a = 0; a <= 4; a++) {
      for (int b = 0; b <= 4 - a; b++) {
        Expr value = Expr.constant(a, b, 4 - a - b);
        double p = Math.exp(Evaluate.constant(law.logDensity(value))[0]);
        mass[0] += p;
        mass[1] += p * (b - 1.2) * (b - 1.2);
      }
    }
    assertThat(mass[0]).isCloseTo(1, within(1e-14));
    assertThat(Evaluate.constant(law.mean())[1]).isCloseTo(1.2, within(1e-14));
    assertThat(Evaluate.constant(law.variance())[1]).isCloseTo(mass[1], within(1e-13));
  }

  @Test
  void anglesIntegrateToOneWithTheirMeanDirection() {
    double mu = .7;
    for (double kappa : new double[] {.1, 2, 60}) {
      VonMises law = VonMises.of(mu, kappa);
      int n = 400;
      double[] x = IntStream.range(0, n).mapToDouble(i -> -Math.PI + 2 * Math.PI * i / n).toArray();
      double[] p = Evaluate.constant(law.logDensity(Expr.vector(x)).exp());
      double h = 2 * Math.PI / n;
      // the rule is exact on a circle but for the Fourier coefficient of order 400
      assertThat(Arrays.stream(p).sum() * h).isCloseTo(1, within(1e-12));
      double length = IntStream.range(0, n).mapToDouble(i -> p[i] * Math.cos(x[i] - mu)).sum() * h;
      assertThat(Evaluate.constant(law.variance())[0]).isCloseTo(1 - length, within(1e-12));
    }
  }

  @Test
  void truncatedAndCensoredLawsHaveMassOne() {
    Truncated narrow = Truncated.between(Normal.of(0, 1), 9, 9.5);
    Truncated gumbel = Truncated.between(Gumbel.of(.3, 2), -4, 1);
    for (Truncated law : List.of(narrow, gumbel)) {
      check(moments(law, 1, -30, 30, 1001)[0][0]);
    }
    Censored censored = Censored.between(Normal.of(.2, 1.5), -1, 2);
    double[] ends = Evaluate.constant(censored.logDensity(Expr.constant(-1, 2)).exp());
    int n = 2000;
    double h = 3.0 / n;
    double[] middle = IntStream.range(0, n).mapToDouble(i -> -1 + (i + 0.5) * h).toArray();
    double inside =
        Arrays.stream(Evaluate.constant(censored.logDensity(Expr.vector(middle)).exp())).sum() * h;
    // the midpoint rule errs by h²/24 times the difference of the slopes at the ends, below 1
    assertThat(ends[0] + ends[1] + inside).isCloseTo(1, within(1e-7));
  }

  private static void check(double mass) {
    assertThat(mass).isCloseTo(1, within(1e-10));
  }
}

package org.lethe.core.posterior;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * A normalising flow over the unconstrained parameters of a model: θ = m + L T(ε) with ε ~ N(0, I),
 * T {@link Coupling} layers and L lower triangular. Without its layers it is N(m, LLᵀ). Its density
 * is known at every θ,
 *
 * <pre>log q(θ) = log N(ε; 0, I) − log|∂T/∂ε| − log|L|,  ε = T⁻¹(L⁻¹(θ − m)),</pre>
 *
 * and its moments and its mode are not: they are found by draws and by a search.
 */
public final class FlowPosterior implements VariationalPosterior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final int DRAWS = 4000;
  private static final int MOMENT_DRAWS = 20_000;

  private final Model model;
  private final double[] shift;
  private final Factor.Dense factor;
  private final Coupling coupling;
  private final double[] weights;
  private final Memo<FlowMode> mode = new Memo<>(() -> FlowMode.of(this));
  private final Memo<Gaussian> moments = new Memo<>(this::computeMoments);

  private FlowPosterior(
      Model model, double[] shift, Factor.Dense factor, Coupling coupling, double[] weights) {
    int d = model.dimension();
    Checks.that(
        shift.length == d && factor.size() == d && coupling.dimension() == d,
        "Flow: shift, factor and layers must have the %d dimensions of model %s, got %d, %d and %d",
        d,
        model.name(),
        shift.length,
        factor.size(),
        coupling.dimension());
    Checks.that(
        weights.length == coupling.size(),
        "Flow: %d layers of %d hidden numbers need %d weights, got %d",
        coupling.layers(),
        coupling.hidden(),
        coupling.size(),
        weights.length);
    for (double m : shift) {
      Checks.finite("Flow", "shift", m);
    }
    for (double w : weights) {
      Checks.finite("Flow", "weights", w);
    }
    this.model = model;
    this.shift = shift.clone();
    this.factor = factor;
    this.coupling = coupling;
    this.weights = weights.clone();
  }

  /**
   * Of its parts.
   *
   * @param shift m [d]
   * @param factor lower triangular L [d × d] with positive diagonal
   * @param weights of the layers, end to end
   */
  public static FlowPosterior of(
      Model model, double[] shift, double[][] factor, Coupling coupling, double[] weights) {
    return new FlowPosterior(model, shift, new Factor.Dense(factor), coupling, weights);
  }

  /** From m, the packed rows of L and the weights, as they lie in a file. */
  static FlowPosterior unpacked(Model model, Coupling coupling, double[] numbers) {
    int d = model.dimension();
    int affine = d + d * (d + 1) / 2;
    Checks.that(
        numbers.length == affine + coupling.size(),
        "Flow: %d dimensions and %d weights need %d numbers, got %d",
        d,
        coupling.size(),
        affine + coupling.size(),
        numbers.length);
    return new FlowPosterior(
        model,
        Arrays.copyOf(numbers, d),
        Factor.Dense.unpacked(Arrays.copyOfRange(numbers, d, affine), d),
        coupling,
        Arrays.copyOfRange(numbers, affine, numbers.length));
  }

  double[] packed() {
    return Factor.joined(Factor.joined(shift, factor.packed()), weights);
  }

  /** m, L by rows with the logarithms of its diagonal, and the weights, end to end. */
  @Override
  public double[] lambda() {
    double[] lambda = packed();
    for (int i = 0, at = shift.length; i < shift.length; i++, at += i + 1) {
      lambda[at] = Math.log(lambda[at]);
    }
    return lambda;
  }

  @Override
  public double logDensity(double[] theta) {
    Checks.that(
        theta.length == shift.length,
        "Flow.logDensity: theta must have %d numbers, got %d",
        shift.length,
        theta.length);
    double[] noise = standardised(theta);
    double logJacobian = coupling.inverse(weights, noise, new double[coupling.hidden()]);
    return top() - square(noise) / 2 - logJacobian;
  }

  @Override
  public double squaredRadius(double[] theta) {
    double[] noise = standardised(theta);
    coupling.inverse(weights, noise, new double[coupling.hidden()]);
    return square(noise);
  }

  /** L⁻¹(θ − m). */
  private double[] standardised(double[] theta) {
    double[] v = new double[shift.length];
    Arrays.setAll(v, i -> theta[i] - shift[i]);
    return factor.solve(v);
  }

  private static double square(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return sum;
  }

  @Override
  public Expr logDensity(Expr theta) {
    CouplingForm.Moved at = noise(theta);
    return at.point().square().sum(0).times(-0.5).minus(at.logJacobian()).plus(top());
  }

  @Override
  public Expr squaredRadius(Expr theta) {
    return noise(theta).point().square().sum(0);
  }

  private CouplingForm.Moved noise(Expr theta) {
    return form().inverse(factor.solve(theta.minus(Expr.vector(shift))));
  }

  /** log q at ε as an expression in ε: what its mode is sought along. */
  Expr logDensityOfNoise(Expr noise) {
    Expr logJacobian = form().forward(noise).logJacobian();
    return noise.square().sum(0).times(-0.5).minus(logJacobian).plus(top());
  }

  /** The θ that ε is made into, as an expression in ε [d], with λ as constants. */
  public Expr point(Expr noise) {
    Expr bent = form().forward(noise).point();
    return Expr.constant(factor.dense()).matmul(bent).plus(Expr.vector(shift));
  }

  private CouplingForm form() {
    return new CouplingForm(coupling, Expr.vector(weights));
  }

  /** log N(0; 0, I) − log|L|. */
  private double top() {
    return -shift.length * LOG_TWO_PI / 2 - factor.logDeterminant();
  }

  /**
   * {@inheritDoc} Found by a search, see {@link #mode}.
   *
   * @throws NoModeException when it is not found
   */
  @Override
  public double logMode() {
    return mode().logDensity();
  }

  /**
   * The largest value of log q and how it was found.
   *
   * @throws NoModeException when it is not found
   */
  public FlowMode mode() {
    return mode.get();
  }

  @Override
  public double[][] draw(int n, RandomStream random) {
    int d = shift.length;
    double[] noise = new double[Math.multiplyExact(n, d)];
    random.gaussians(noise, 0, noise.length);
    double[][] draws = new double[n][d];
    double[] z = new double[d];
    double[] h = new double[coupling.hidden()];
    for (int i = 0; i < n; i++) {
      System.arraycopy(noise, i * d, z, 0, d);
      coupling.forward(weights, z, h);
      factor.multiply(z, 0, draws[i]);
      for (int j = 0; j < d; j++) {
        draws[i][j] += shift[j];
      }
    }
    return draws;
  }

  /** The Gaussian of the mean and the covariance of 20 000 draws, the same every time. */
  public Gaussian moments() {
    return moments.get();
  }

  private Gaussian computeMoments() {
    int d = shift.length;
    double[][] draws = draw(MOMENT_DRAWS, RandomStream.of(0).at(1, Purpose.DIAGNOSTIC));
    double[] mean = new double[d];
    for (double[] theta : draws) {
      for (int i = 0; i < d; i++) {
        mean[i] += theta[i] / MOMENT_DRAWS;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] theta : draws) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += (theta[i] - mean[i]) * (theta[j] - mean[j]) / (MOMENT_DRAWS - 1);
        }
      }
    }
    return Gaussian.ofCovariance(model, mean, covariance);
  }

  /** By 4000 draws. */
  @Override
  public Summary summary() {
    return Summary.ofDraws(model, draw(DRAWS, RandomStream.of(0).at(0, Purpose.DRAW)));
  }

  /** By 4000 draws. */
  @Override
  public Prediction predict(Table newRows) {
    double[][] draws = draw(DRAWS, RandomStream.of(0).at(0, Purpose.PREDICTION));
    return Predictive.ofDraws(model, draws, newRows);
  }

  @Override
  public Model model() {
    return model;
  }

  /** m [d]. */
  public double[] shift() {
    return shift.clone();
  }

  /** L [d × d]. */
  public double[][] factor() {
    return factor.dense();
  }

  /** The form of the layers. */
  public Coupling coupling() {
    return coupling;
  }

  /** The weights of the layers, end to end. */
  public double[] weights() {
    return weights.clone();
  }
}

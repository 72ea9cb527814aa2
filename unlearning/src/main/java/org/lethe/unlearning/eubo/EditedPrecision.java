package org.lethe.unlearning.eubo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.lethe.core.data.Edit;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.Spectrum;

/**
 * Λ + E_q[Σ wᵢ gᵢ ∇²hᵢ] of a Gaussian q of precision Λ = (A Aᵀ)⁻¹, as products with vectors. A flow
 * is taken in the coordinates ε, in which Λ = A = I. The gate counts as a constant at each draw. Up
 * to {@value #DENSE} parameters the matrix is formed; above, its smallest eigenvalue is found by
 * Lanczos.
 */
final class EditedPrecision implements AutoCloseable {

  static final int DENSE = 200;

  private static final int PURPOSE = Purpose.FREE + 2;

  private final int d;
  private final int draws;
  private final int rows;
  private final DMatrixRMaj factor;
  private final double[] points;
  private final double[] open;
  private final Program.Executor executor;
  private long products;

  private EditedPrecision(
      DMatrixRMaj factor, double[] points, double[] open, Program.Executor executor, int rows) {
    this.d = factor.numRows;
    this.draws = open.length;
    this.rows = rows;
    this.factor = factor;
    this.points = points;
    this.open = open;
    this.executor = executor;
  }

  static EditedPrecision of(VariationalPosterior q, Gate gate, Edit edit, int draws, Run run) {
    return q instanceof FlowPosterior flow
        ? of(flow, gate, edit, draws, run)
        : of((GaussianPosterior) q, gate, edit, draws, run);
  }

  private static EditedPrecision of(GaussianPosterior q, Gate gate, Edit edit, int draws, Run run) {
    double[][] at =
        draws == 1
            ? new double[][] {q.mean()}
            : q.draw(draws, RandomStream.of(run.seed()).at(0, PURPOSE));
    double[] points = new double[draws * at[0].length];
    for (int s = 0; s < draws; s++) {
      System.arraycopy(at[s], 0, points, s * at[s].length, at[s].length);
    }
    Expr theta = q.model().theta();
    return of(q, gate, edit, theta, theta, new DMatrixRMaj(q.factor()), points, run);
  }

  /** In the coordinates ε, in which a flow is the standard normal. */
  private static EditedPrecision of(FlowPosterior q, Gate gate, Edit edit, int draws, Run run) {
    int d = q.model().dimension();
    double[] points = new double[draws * d];
    RandomStream.of(run.seed()).at(0, PURPOSE).gaussians(points, 0, points.length);
    Expr noise = Expr.input("noise", d);
    return of(q, gate, edit, noise, q.point(noise), CommonOps_DDRM.identity(d), points, run);
  }

  /** Derivatives are with respect to {@code x}, which {@code point} makes into θ. */
  private static EditedPrecision of(
      VariationalPosterior q,
      Gate gate,
      Edit edit,
      Expr x,
      Expr point,
      DMatrixRMaj factor,
      double[] points,
      Run run) {
    double[] open = new double[points.length / factor.numRows];
    // before there is anything to close: a gate may find no mode to stand on
    Expr g = gate.expression(q).map(gating -> gating.apply(point)).orElse(Expr.constant(1));
    try (Program.Executor gating =
        Program.of(List.of(x), List.of(g)).on(run.device(), Precision.DOUBLE)) {
      gating.calls(open.length, points, open);
    }
    Program.Executor executor = products(q.model(), x, point).on(run.device(), Precision.DOUBLE);
    executor.rows(edit.rows(), new int[0], edit.weights(), 0, edit.rows().size());
    return new EditedPrecision(factor, points, open, executor, edit.rows().size());
  }

  /** v ↦ Σ wᵢ gᵢ ∇²hᵢ v, of (x, v, g). */
  private static Program products(Model model, Expr x, Expr point) {
    Expr v = Expr.input("direction", model.dimension());
    Expr open = Expr.input("gate");
    Expr weight = Expr.weight();
    Expr none = Expr.constant(0);
    Expr gated = weight.max(none).plus(weight.min(none).times(open));
    Expr sum = model.logLikelihood().times(gated).sumRows().negate();
    Expr energy = point.equals(x) ? sum : sum.substitute(Map.of(model.theta(), point));
    return Program.of(List.of(x, v, open), List.of(Gradient.hessianVector(energy, x, v)));
  }

  /**
   * The smallest eigenvalue of Λ + E_q[Σ wᵢ gᵢ ∇²hᵢ], from {@link #whitened} where it is at hand.
   */
  double smallestEigenvalue(Optional<DMatrixRMaj> whitened) {
    return whitened
        .map(matrix -> Spectrum.smallest(onParameters(matrix)))
        .orElseGet(() -> Spectrum.smallest(d, this::whitenedProduct));
  }

  /** I + Aᵀ E_q[Σ w g ∇²h] A, symmetric. */
  DMatrixRMaj whitened() {
    DMatrixRMaj out = new DMatrixRMaj(d, d);
    double[] unit = new double[d];
    for (int j = 0; j < d; j++) {
      unit[j] = 1;
      double[] column = whitenedProduct(unit);
      unit[j] = 0;
      for (int i = 0; i < d; i++) {
        out.add(i, j, column[i] / 2);
        out.add(j, i, column[i] / 2);
      }
    }
    return out;
  }

  /** A⁻ᵀ M A⁻¹. */
  private DMatrixRMaj onParameters(DMatrixRMaj whitened) {
    DMatrixRMaj inverse = new DMatrixRMaj(d, d);
    CommonOps_DDRM.invert(factor, inverse);
    DMatrixRMaj half = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(inverse, whitened, half);
    DMatrixRMaj out = new DMatrixRMaj(d, d);
    CommonOps_DDRM.mult(half, inverse, out);
    return out;
  }

  private double[] whitenedProduct(double[] v) {
    DMatrixRMaj direction = new DMatrixRMaj(d, 1);
    CommonOps_DDRM.mult(factor, DMatrixRMaj.wrap(d, 1, v), direction);
    DMatrixRMaj mean = new DMatrixRMaj(d, 1);
    double[] product = meanProduct(direction.data);
    CommonOps_DDRM.multTransA(factor, DMatrixRMaj.wrap(d, 1, product), mean);
    double[] out = new double[d];
    for (int i = 0; i < d; i++) {
      out[i] = v[i] + mean.data[i];
    }
    return out;
  }

  private double[] meanProduct(double[] v) {
    int stride = 2 * d + 1;
    double[] in = new double[draws * stride];
    double[] out = new double[draws * d];
    for (int s = 0; s < draws; s++) {
      System.arraycopy(points, s * d, in, s * stride, d);
      System.arraycopy(v, 0, in, s * stride + d, d);
      in[s * stride + 2 * d] = open[s];
    }
    executor.calls(draws, in, out);
    products += (long) draws * rows;
    double[] mean = new double[d];
    for (int s = 0; s < draws; s++) {
      for (int i = 0; i < d; i++) {
        mean[i] += out[s * d + i] / draws;
      }
    }
    return mean;
  }

  /** How many products of a single row's Hessian were evaluated so far. */
  long rowHessianProducts() {
    return products;
  }

  @Override
  public void close() {
    executor.close();
  }
}

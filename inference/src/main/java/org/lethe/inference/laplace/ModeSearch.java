package org.lethe.inference.laplace;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.DenseHessian;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;

/**
 * The minimum of an energy over θ by Newton steps with the damping of Levenberg and Marquardt: (H +
 * μ |diag H|) δ = −∇F, μ raised until the step lowers the energy and lowered again after. The
 * damping follows the curvature of each coordinate, so raw scales do not matter.
 */
public final class ModeSearch {

  private static final String PHASE = "mode";
  private static final int MAX_STEPS = 100;
  private static final int MAX_TRIES = 40;
  private static final double SETTLED_NATS = 1e-9;
  private static final double NAT = 1;
  private static final double FLATTEST = 1e-8;

  private final EnergyFunction energy;
  private final Batch data;
  private final Listener listener;
  private final int d;
  private final double[] gradient;
  private final double[] trialGradient;
  private long gradients;
  private long products;

  private ModeSearch(EnergyFunction energy, Batch data, Listener listener) {
    this.energy = energy;
    this.data = data;
    this.listener = listener;
    this.d = energy.dimension();
    this.gradient = new double[d];
    this.trialGradient = new double[d];
  }

  /**
   * Searches from a start until a Newton step would lower the energy by less than 1e−9 nats.
   *
   * @param energy over θ; its noise address does not change
   * @param data all rows
   * @param start θ₀ [d]
   * @throws CancelledException when the listener cancels
   */
  public static Mode find(EnergyFunction energy, Batch data, double[] start, Listener listener) {
    try {
      ModeSearch search = new ModeSearch(energy, data, listener);
      Mode mode = search.from(start);
      search.report(MAX_STEPS, Double.NaN);
      return mode;
    } catch (RuntimeException e) {
      listener.interrupted();
      throw e;
    }
  }

  private Mode from(double[] start) {
    double[] theta = start.clone();
    double f = gradient(theta, gradient);
    double damping = 0;
    double[][] hessian = hessian(theta);
    for (int step = 0; step < MAX_STEPS && Double.isFinite(f); step++) {
      report(step, f);
      double[] newton = new double[d];
      boolean definite = solve(hessian, 0, newton);
      if (definite && -0.5 * dot(gradient, newton) <= SETTLED_NATS) {
        return mode(theta, hessian, true);
      }
      boolean moved = false;
      for (int attempt = 0; attempt < MAX_TRIES && !moved; attempt++) {
        double[] trial = new double[d];
        if (solve(hessian, damping, trial)) {
          for (int i = 0; i < d; i++) {
            trial[i] += theta[i];
          }
          double value = gradient(trial, trialGradient);
          moved = value < f && finite(trialGradient);
          if (moved) {
            f = value;
            theta = trial;
            System.arraycopy(trialGradient, 0, gradient, 0, d);
          }
        }
        damping = moved ? (damping < 1e-6 ? 0 : damping / 10) : Math.max(1e-3, damping * 10);
      }
      hessian = hessian(theta);
      if (!moved) {
        return mode(theta, hessian, definite && -0.5 * dot(gradient, newton) <= 1e-6);
      }
    }
    return mode(theta, hessian, false);
  }

  private void report(int step, double f) {
    if (listener.cancelled()) {
      throw new CancelledException(PHASE, step, MAX_STEPS, Optional.empty());
    }
    listener.on(new Progress(PHASE, step, MAX_STEPS, f, Double.NaN, Double.NaN));
  }

  private Mode mode(double[] theta, double[][] hessian, boolean found) {
    return new Mode(theta, hessian, found, !found && falls(hessian), gradients, products);
  }

  private boolean falls(double[][] hessian) {
    double nats = 0;
    for (int i = 0; i < d; i++) {
      nats += gradient[i] * gradient[i] / Math.max(Math.abs(hessian[i][i]), FLATTEST) / 2;
    }
    return !(nats <= NAT);
  }

  private double gradient(double[] theta, double[] out) {
    gradients += data.size();
    return energy.gradient(theta, 1, data, RandomStream.of(0), out);
  }

  private double[][] hessian(double[] theta) {
    products += (long) d * data.size();
    return DenseHessian.at(energy, theta, 1, data, RandomStream.of(0));
  }

  /** Solves in coordinates of unit curvature, where the condition number tells the truth. */
  private boolean solve(double[][] hessian, double damping, double[] out) {
    double[] unit = new double[d];
    for (int i = 0; i < d; i++) {
      unit[i] = 1 / Math.sqrt(Math.max(Math.abs(hessian[i][i]), Double.MIN_NORMAL));
    }
    DMatrixRMaj scaled = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled.set(i, j, hessian[i][j] * unit[i] * unit[j] + (i == j ? damping : 0));
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!finite(scaled.data) || !cholesky.decompose(scaled)) {
      return false;
    }
    DMatrixRMaj lower = cholesky.getT(null);
    for (int i = 0; i < d; i++) {
      double sum = -gradient[i] * unit[i];
      for (int j = 0; j < i; j++) {
        sum -= lower.get(i, j) * out[j];
      }
      out[i] = sum / lower.get(i, i);
    }
    for (int i = d - 1; i >= 0; i--) {
      double sum = out[i];
      for (int j = i + 1; j < d; j++) {
        sum -= lower.get(j, i) * out[j];
      }
      out[i] = sum / lower.get(i, i);
    }
    for (int i = 0; i < d; i++) {
      out[i] *= unit[i];
    }
    return finite(out);
  }

  private static boolean finite(double[] x) {
    for (double v : x) {
      if (!Double.isFinite(v)) {
        return false;
      }
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

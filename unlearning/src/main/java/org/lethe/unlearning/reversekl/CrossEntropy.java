package org.lethe.unlearning.reversekl;

import java.util.List;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.GaussianFamily;

/**
 * −Σ wᵢ log q_λ(zᵢ) + const = log |L| + ½ tr(L⁻¹ Σw(z − m)(z − m)ᵀ L⁻ᵀ) as a function of λ, for the
 * batch of weighted draws whose turn it is at the step of the noise. A Gaussian q sees a batch
 * through its first two moments only.
 */
final class CrossEntropy implements EnergyFunction {

  private final int size;
  private final int d;
  private final List<Moments> batches;
  private final Derivatives programs;

  private CrossEntropy(int size, int d, List<Moments> batches, Derivatives programs) {
    this.size = size;
    this.d = d;
    this.batches = batches;
    this.programs = programs;
  }

  static CrossEntropy of(GaussianFamily family, List<Moments> batches, Device device) {
    int d = batches.get(0).mean().length;
    int size = family.size(d);
    Expr lambda = Expr.input("lambda", size);
    Expr mean = Expr.input("mean", d);
    Expr second = Expr.input("second", d, d);
    Expr m = family.mean(lambda, d);
    Expr cross = outer(mean, m, d);
    Expr spread = second.minus(cross).minus(cross.transpose()).plus(outer(m, m, d));
    Expr factor = family.factor(lambda, d);
    Expr half = factor.solveLower(spread);
    Expr trace = factor.solveLower(half.transpose()).diagonal().sum(0);
    Expr f = family.logDeterminant(lambda, d).plus(trace.times(0.5));
    return new CrossEntropy(
        size, d, batches, Derivatives.of(f, List.of(lambda, mean, second), device));
  }

  private static Expr outer(Expr a, Expr b, int d) {
    return a.reshape(d, 1).times(b.reshape(1, d));
  }

  @Override
  public int dimension() {
    return size;
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    double[] out = new double[1];
    programs.value().call(inputs(gamma, noise, 0), out);
    return out[0];
  }

  @Override
  public double gradient(double[] gamma, double a, Batch batch, RandomStream noise, double[] out) {
    double[] all = new double[size + 1];
    programs.gradient().call(inputs(gamma, noise, 0), all);
    System.arraycopy(all, 1, out, 0, size);
    return all[0];
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] out) {
    double[] in = inputs(gamma, noise, size);
    System.arraycopy(v, 0, in, in.length - size, size);
    programs.product().call(in, out);
  }

  private double[] inputs(double[] gamma, RandomStream noise, int extra) {
    Moments turn = batches.get((int) (noise.step() % batches.size()));
    double[] in = new double[size + d + d * d + extra];
    System.arraycopy(gamma, 0, in, 0, size);
    System.arraycopy(turn.mean(), 0, in, size, d);
    for (int i = 0; i < d; i++) {
      System.arraycopy(turn.second()[i], 0, in, size + d + i * d, d);
    }
    return in;
  }

  @Override
  public boolean isNoisy() {
    return true;
  }

  @Override
  public void close() {
    programs.close();
  }
}

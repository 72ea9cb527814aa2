package org.lethe.unlearning.reversekl;

import java.util.List;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;

/**
 * −Σ wₛ log q_λ(zₛ) + const as a function of λ, for the batch of weighted draws whose turn it is at
 * the step of the noise. Unlike a Gaussian, a flow sees every draw. The draws run in parallel and
 * are added in order.
 */
final class FlowEntropy implements EnergyFunction {

  private final int size;
  private final int d;
  private final List<WeightedPoints> batches;
  private final Derivatives programs;
  private double[] in = {};
  private double[] out = {};

  private FlowEntropy(int size, int d, List<WeightedPoints> batches, Derivatives programs) {
    this.size = size;
    this.d = d;
    this.batches = batches;
    this.programs = programs;
  }

  /** In the frame of the original, where z − m = L T(ε). */
  static FlowEntropy of(Family<?> family, int d, List<WeightedPoints> batches, Device device) {
    int size = family.size(d);
    Expr lambda = Expr.input("lambda", size);
    Expr z = Expr.input("z", d);
    Expr shape = family.logShape(lambda, z.minus(family.mean(lambda, d)));
    Expr f = family.logDeterminant(lambda, d).minus(shape);
    return new FlowEntropy(size, d, batches, Derivatives.of(f, List.of(lambda, z), device));
  }

  @Override
  public int dimension() {
    return size;
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    double[] mean = new double[1];
    sum(programs.value(), gamma, new double[0], noise, mean);
    return mean[0];
  }

  @Override
  public double gradient(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] slope) {
    double[] mean = new double[size + 1];
    sum(programs.gradient(), gamma, new double[0], noise, mean);
    System.arraycopy(mean, 1, slope, 0, size);
    return mean[0];
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] along) {
    sum(programs.product(), gamma, v, noise, along);
  }

  /** The weighted sum over the draws of a batch of what a program gives at each. */
  private void sum(
      Program.Executor program, double[] gamma, double[] v, RandomStream noise, double[] sum) {
    WeightedPoints turn = batches.get((int) (noise.step() % batches.size()));
    int draws = turn.weights().length;
    int stride = size + d + v.length;
    in = in.length < draws * stride ? new double[draws * stride] : in;
    out = out.length < draws * sum.length ? new double[draws * sum.length] : out;
    for (int s = 0; s < draws; s++) {
      System.arraycopy(gamma, 0, in, s * stride, size);
      System.arraycopy(turn.z(), s * d, in, s * stride + size, d);
      System.arraycopy(v, 0, in, s * stride + size + d, v.length);
    }
    program.calls(draws, in, out);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = 0;
      for (int s = 0; s < draws; s++) {
        sum[i] += turn.weights()[s] * out[s * sum.length + i];
      }
    }
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

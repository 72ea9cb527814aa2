package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Evaluations.Order;

/**
 * The energy over the numbers λ of a variational family (and over the model's hyperparameters,
 * where they are to be found): −Σᵢ wᵢ E_q[log p(zᵢ | θ)] + a KL(q ‖ p), p the prior or a reference
 * posterior; at a = 1 and weights 1 the negative ELBO. With a reference and negative weights it is
 * the EUBO of Nguyen, Low and Jaillet (2020).
 *
 * <p>The KL is in closed form where q and p are Gaussian, except under sticking the landing, where
 * log q − log p is averaged over the draws like the rest. Draws are those of the noise address, S ×
 * d Gaussians (d + r at rank r); the S of them run in parallel and are added in order.
 *
 * @param <P> what members of the family are
 */
public final class VariationalEnergy<P extends VariationalPosterior> implements EnergyFunction {

  private final Model model;
  private final Family<P> family;
  private final Frame frame;
  private final int dimension;
  private final int draws;
  private final boolean noisy;
  private final boolean sticking;
  private final Evaluations closed;
  private final Evaluations perDraw;
  private final double[] noiseBuffer;
  private double[] in = {};
  private double[] out = {};
  private final double[] closedIn;
  private final double[] closedOut;

  private VariationalEnergy(VariationalObjective<P> objective, Device device) {
    model = objective.model();
    family = objective.family();
    frame = objective.frame();
    dimension = lambdaSize() + (model.isOpen() ? model.etaStart().length : 0);
    noisy = objective.expectation() instanceof Expectation.Draws;
    draws = objective.expectation() instanceof Expectation.Draws d ? d.particles() : 1;
    sticking = objective.expectation() instanceof Expectation.Draws d && d.stickTheLanding();
    VariationalGraph graph = VariationalGraph.of(objective);
    closed = new Evaluations(graph.closed(), List.of(graph.lambda()), List.of(), false, device);
    perDraw = new Evaluations(graph.perDraw(), graph.inputs(), graph.detached(), true, device);
    noiseBuffer = new double[noisy ? draws * noise() : 0];
    closedIn = new double[2 * dimension()];
    closedOut = new double[dimension() + 1];
  }

  /** A plain objective: the frame θ = z, {@link Expectation.Quadrature}, the model's prior. */
  public static <P extends VariationalPosterior> VariationalObjective<P> of(
      Model model, Family<P> family) {
    return VariationalObjective.of(model, family);
  }

  static <P extends VariationalPosterior> VariationalEnergy<P> of(
      VariationalObjective<P> objective, Device device) {
    return new VariationalEnergy<>(objective, device);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  private int noise() {
    return family.noise(frame.dimension());
  }

  private int lambdaSize() {
    return family.size(frame.dimension());
  }

  @Override
  public boolean isNoisy() {
    return noisy;
  }

  @Override
  public int draws() {
    return draws;
  }

  /** The λ of the frame's own normal N(c, A Aᵀ), or near it, and the model's own start of η. */
  public double[] start() {
    double[] gamma = Arrays.copyOf(family.start(frame.dimension()), dimension());
    if (model.isOpen()) {
      double[] eta = model.etaStart();
      System.arraycopy(eta, 0, gamma, lambdaSize(), eta.length);
    }
    return gamma;
  }

  /** The λ of a posterior of the family, in the frame, for a model without open hyperparameters. */
  public double[] lambda(VariationalPosterior posterior) {
    return family.lambda(frame, posterior);
  }

  /** The posterior that γ stands for, of the model with the hyperparameters of γ. */
  public P posterior(double[] gamma) {
    int size = lambdaSize();
    double[] lambda = Arrays.copyOf(gamma, size);
    Model known =
        model.isOpen() ? model.with(Arrays.copyOfRange(gamma, size, gamma.length)) : model;
    return family.posterior(known, frame, lambda);
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    return value(gamma, gamma, a, batch, noise);
  }

  /** The value with log q of sticking the landing taken at {@code detached}. */
  double value(double[] gamma, double[] detached, double a, Batch batch, RandomStream noise) {
    double[] each = drawValues(gamma, detached, a, batch, noise);
    double sum = 0;
    for (double v : each) {
      sum += v;
    }
    return sum / draws;
  }

  /** One value for each draw; the energy is their mean. */
  public double[] drawValues(double[] gamma, double a, Batch batch, RandomStream noise) {
    return drawValues(gamma, gamma, a, batch, noise);
  }

  private double[] drawValues(
      double[] gamma, double[] detached, double a, Batch batch, RandomStream noise) {
    closed(Order.VALUE, gamma, batch);
    fill(0, 1, gamma, detached, a, noise);
    perDraw.calls(Order.VALUE, batch, draws, in, out);
    double[] each = new double[draws];
    for (int s = 0; s < draws; s++) {
      each[s] = a * closedOut[0] + out[s];
    }
    return each;
  }

  @Override
  public double gradient(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] gradient) {
    int size = dimension();
    closed(Order.GRADIENT, gamma, batch);
    fill(0, size + 1, gamma, gamma, a, noise);
    perDraw.calls(Order.GRADIENT, batch, draws, in, out);
    average(1, size, size + 1, gradient);
    for (int i = 0; i < size; i++) {
      gradient[i] += a * closedOut[i + 1];
    }
    double value = 0;
    for (int s = 0; s < draws; s++) {
      value += out[s * (size + 1)];
    }
    return value / draws + a * closedOut[0];
  }

  /**
   * {@inheritDoc} Under sticking the landing, the product of the transposed Jacobian of the
   * gradient estimate and {@code v}, whose mean over the noise is the Hessian product too.
   */
  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] product) {
    int size = dimension();
    System.arraycopy(v, 0, closedIn, size, size);
    closed(Order.HESSIAN_VECTOR, gamma, batch);
    int stride = fill(size, size, gamma, gamma, a, noise);
    for (int s = 0; s < draws; s++) {
      System.arraycopy(v, 0, in, (s + 1) * stride - size, size);
    }
    perDraw.calls(Order.HESSIAN_VECTOR, batch, draws, in, out);
    average(0, size, size, product);
    for (int i = 0; i < size; i++) {
      product[i] += a * closedOut[i];
    }
  }

  private void closed(Order order, double[] gamma, Batch batch) {
    System.arraycopy(gamma, 0, closedIn, 0, gamma.length);
    closed.calls(order, batch, 1, closedIn, closedOut);
  }

  /** Lays the inputs of all draws end to end, leaving {@code extra} numbers after each. */
  private int fill(
      int extra, int outputs, double[] gamma, double[] detached, double a, RandomStream noise) {
    int size = dimension();
    int d = noisy ? noise() : 0;
    int stride = size + (sticking ? size : 0) + 1 + d + extra;
    in = in.length < draws * stride ? new double[draws * stride] : in;
    out = out.length < draws * outputs ? new double[draws * outputs] : out;
    noise.gaussians(noiseBuffer, 0, noiseBuffer.length);
    for (int s = 0; s < draws; s++) {
      int at = s * stride;
      System.arraycopy(gamma, 0, in, at, size);
      at += size;
      if (sticking) {
        System.arraycopy(detached, 0, in, at, size);
        at += size;
      }
      in[at] = a;
      System.arraycopy(noiseBuffer, s * d, in, at + 1, d);
    }
    return stride;
  }

  /** The mean over draws of {@code size} outputs of each, from the {@code first} of them on. */
  private void average(int first, int size, int stride, double[] mean) {
    System.arraycopy(out, first, mean, 0, size);
    for (int s = 1; s < draws; s++) {
      for (int i = 0; i < size; i++) {
        mean[i] += out[s * stride + first + i];
      }
    }
    for (int i = 0; i < size && draws > 1; i++) {
      mean[i] /= draws;
    }
  }

  @Override
  public void close() {
    closed.close();
    perDraw.close();
  }
}

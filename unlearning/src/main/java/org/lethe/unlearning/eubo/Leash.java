package org.lethe.unlearning.eubo;

import java.util.Locale;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.unlearning.DivergedException;

/**
 * An energy over λ = (m, scales, weights of layers), in the coordinates of the original posterior,
 * that ends a descent once q is {@value #LIMIT} standard deviations away or wider, a weight is as
 * large, or it is no longer finite.
 */
final class Leash implements EnergyFunction {

  static final double LIMIT = 1000;

  private final EnergyFunction energy;
  private final Family<?> family;
  private final int parameters;

  Leash(EnergyFunction energy, Family<?> family, int parameters) {
    this.energy = energy;
    this.family = family;
    this.parameters = parameters;
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    return energy.value(gamma, a, batch, noise);
  }

  @Override
  public double gradient(double[] gamma, double a, Batch batch, RandomStream noise, double[] out) {
    check(gamma);
    double value = energy.gradient(gamma, a, batch, noise, out);
    boolean finite = Double.isFinite(value);
    for (double g : out) {
      finite &= Double.isFinite(g);
    }
    if (!finite) {
      throw new DivergedException("Eubo", "the bound or its gradient is no longer finite");
    }
    return value;
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] out) {
    energy.hessianVector(gamma, a, batch, noise, v, out);
  }

  @Override
  public boolean isNoisy() {
    return energy.isNoisy();
  }

  @Override
  public int draws() {
    return energy.draws();
  }

  @Override
  public void close() {
    energy.close();
  }

  private void check(double[] lambda) {
    for (int i = 0; i < lambda.length; i++) {
      double size = i < parameters ? Math.abs(lambda[i]) : scale(i, lambda);
      if (!(size <= LIMIT)) {
        throw new DivergedException("Eubo", String.format(Locale.ROOT, named(i), size));
      }
    }
  }

  private String named(int i) {
    if (family.isWeight(i, parameters)) {
      return "a weight of the layers is %.3g";
    }
    return (i < parameters ? "the distance of the mean" : "a scale")
        + " is %.3g standard deviations of the original posterior";
  }

  /** A scale, of which λ holds some as logarithms. */
  private double scale(int i, double[] lambda) {
    return family.isLogScale(i, parameters) ? Math.exp(lambda[i]) : Math.abs(lambda[i]);
  }
}

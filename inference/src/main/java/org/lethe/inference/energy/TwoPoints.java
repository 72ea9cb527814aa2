package org.lethe.inference.energy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;

/**
 * An energy's gradients at two points in one program each, so that the rows are read once: both, or
 * their difference. Each is compiled when it is first asked for.
 */
final class TwoPoints implements AutoCloseable {

  private final int dimension;
  private final Supplier<BoundProgram> compileDifference;
  private final Supplier<BoundProgram> compileBoth;
  private final double[] in;
  private final double[] out;
  private Optional<BoundProgram> difference = Optional.empty();
  private Optional<BoundProgram> both = Optional.empty();

  TwoPoints(Expr energy, Expr theta, Expr a, Device device) {
    dimension = theta.shape().size();
    in = new double[2 * dimension + 1];
    out = new double[2 * dimension + 2];
    compileDifference = () -> program(energy, theta, a, device, true);
    compileBoth = () -> program(energy, theta, a, device, false);
  }

  private static BoundProgram program(
      Expr energy, Expr theta, Expr a, Device device, boolean difference) {
    Expr other = Expr.input("other", theta.shape().size());
    Expr slope = Gradient.of(energy, theta).get(0);
    Expr there = slope.substitute(Map.of(theta, other));
    Expr energyThere = energy.substitute(Map.of(theta, other));
    return new BoundProgram(
        List.of(theta, a, other),
        difference ? List.of(slope.minus(there)) : List.of(energy, slope, energyThere, there),
        device);
  }

  /** The gradient at one point less that at another, into {@code slope}. */
  void difference(double[] one, double[] other, double a, Batch batch, double[] slope) {
    if (difference.isEmpty()) {
      difference = Optional.of(compileDifference.get());
    }
    run(difference.get(), one, other, a, batch);
    System.arraycopy(out, 0, slope, 0, dimension);
  }

  /** The energies and gradients at both points. */
  void gradients(double[][] points, double a, Batch batch, double[] values, double[][] gradients) {
    if (both.isEmpty()) {
      both = Optional.of(compileBoth.get());
    }
    run(both.get(), points[0], points[1], a, batch);
    for (int p = 0; p < 2; p++) {
      int at = p * (dimension + 1);
      values[p] = out[at];
      System.arraycopy(out, at + 1, gradients[p], 0, dimension);
    }
  }

  private void run(BoundProgram program, double[] one, double[] other, double a, Batch batch) {
    System.arraycopy(one, 0, in, 0, dimension);
    in[dimension] = a;
    System.arraycopy(other, 0, in, dimension + 1, dimension);
    program.over(batch).calls(1, in, out);
  }

  @Override
  public void close() {
    difference.ifPresent(BoundProgram::close);
    both.ifPresent(BoundProgram::close);
  }
}

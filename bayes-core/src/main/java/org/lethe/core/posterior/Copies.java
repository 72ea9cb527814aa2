package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;

/**
 * Of which gradients of the log density the mean over draws is 0, where draws were put in one order
 * of exchangeable components, see {@link DrawsPosterior#relabelled}.
 *
 * <p>Draws of the whole posterior p have E ∇ log p = 0. Those in one order have the law K! p on the
 * region A of that order, under which E ∇ log p = K! ∮ p n over the boundary of A: not 0 where that
 * has density. What no order changes has the same mean under both laws, and so has
 *
 * <pre>Σ_k ∂ log p / ∂θ_kj,   the mean of which is 0 for every coordinate j of the components k,
 * </pre>
 *
 * and the derivative by a coordinate of no component. These are the gradients of the draws, unless
 * the copies are apart: every component of every draw lies more than three of its sds on its own
 * side of the middle between its mean and each other's. None of n draws within three sds of the
 * middle means, at 95 %, a probability of at most 3/n there, and where the density falls towards
 * the middle at most 1/n for an sd at the middle itself. A mean that ∇ log p corrects is then off
 * by about 1/n of its sd, of which n draws alone leave 1/√n or more; this is neglected, and all d
 * derivatives serve.
 */
public final class Copies {

  /** The gradient to which that of a coordinate is added. */
  private final int[] group;

  private final int[] count;

  private Copies(int[] group) {
    this.group = group;
    count = new int[Arrays.stream(group).max().orElse(-1) + 1];
    for (int g : group) {
      count[g]++;
    }
  }

  /** Of draws, weighted or not. */
  public static Copies of(DrawsPosterior posterior) {
    Model model = posterior.model();
    int n = posterior.size();
    double[][] draws = new double[posterior.chains() * n][];
    Arrays.setAll(draws, i -> posterior.draw(i / n, i % n));
    boolean apart = model.exchangeable().isEmpty() || Labels.apart(model, draws);
    return new Copies(groups(model.dimension(), apart ? List.of() : model.exchangeable()));
  }

  private static int[] groups(int dimension, List<Parameter> exchangeable) {
    int[] first = new int[dimension];
    Arrays.setAll(first, i -> i);
    for (Parameter p : exchangeable) {
      int each = p.size() / p.dims().get(0);
      p.positions().forEach(i -> first[i] = p.offset() + (i - p.offset()) % each);
    }
    int[] group = new int[dimension];
    int next = 0;
    for (int i = 0; i < dimension; i++) {
      group[i] = first[i] == i ? next++ : group[first[i]];
    }
    return group;
  }

  /** How many gradients have mean 0: d where the copies are apart or there is one. */
  public int size() {
    return count.length;
  }

  /**
   * Those gradients [size] at a draw, from ∇ log p or its negative [d] there.
   *
   * @throws IllegalArgumentException unless it has d numbers
   */
  public double[] sums(double[] gradient) {
    Checks.that(
        gradient.length == group.length,
        "Copies: the gradient must have %d numbers, got %d",
        group.length,
        gradient.length);
    double[] sums = new double[size()];
    for (int i = 0; i < group.length; i++) {
      sums[group[i]] += gradient[i];
    }
    return sums;
  }

  /** The mean of a gradient [d] over the orders of components: each sum, shared out again. */
  public double[] averaged(double[] gradient) {
    double[] sums = sums(gradient);
    double[] out = new double[group.length];
    Arrays.setAll(out, i -> sums[group[i]] / count[group[i]]);
    return out;
  }
}

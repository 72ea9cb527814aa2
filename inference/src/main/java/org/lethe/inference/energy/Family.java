package org.lethe.inference.energy;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;

/**
 * A variational family in the coordinates of a {@link Frame}: θ = c + B m + A L T(ε), ε ~ N(0, I).
 * Its numbers λ begin with m, and are mostly 0 for m = 0 and L T(ε) = ε. A frame only changes
 * coordinates: what posteriors the family holds stays the same.
 *
 * @param <P> what its members are
 */
public sealed interface Family<P extends VariationalPosterior> permits GaussianFamily, Flow {

  /** The most layers of a flow: each is a part of every expression and takes a place in λ. */
  int MOST_LAYERS = 64;

  /** Independent normals: λ = (m, log s). */
  static GaussianFamily meanField() {
    return new MeanField();
  }

  /**
   * Normals of covariance diag(s²) + BBᵀ, B [d × rank]: what each parameter has of its own, and a
   * few directions in which they move together.
   */
  static GaussianFamily lowRank(int rank) {
    return new LowRank(rank);
  }

  /** Any normal: λ = (m, rows of the lower triangle of L one after the other, log diagonal). */
  static GaussianFamily fullRank() {
    return new FullRank();
  }

  /**
   * Any normal bent by coupling layers, a normalising flow: λ is that of {@link #fullRank} and the
   * weights of the layers. For models of at least two parameters.
   *
   * @param layers from 1 to {@link #MOST_LAYERS}; an even number moves every parameter equally
   *     often
   */
  static Family<FlowPosterior> flow(int layers) {
    return new Flow(layers, OptionalInt.empty());
  }

  /** The same with so many hidden numbers a layer, in place of the larger of 8 and d. */
  static Family<FlowPosterior> flow(int layers, int hidden) {
    return new Flow(layers, OptionalInt.of(hidden));
  }

  /** The family of a posterior's covariance structure. */
  static GaussianFamily of(GaussianPosterior posterior) {
    return switch (posterior.structure()) {
      case DIAGONAL -> meanField();
      case LOW_RANK -> lowRank(posterior.loadings()[0].length);
      case DENSE -> fullRank();
    };
  }

  /**
   * The family of a posterior.
   *
   * @throws IllegalArgumentException for one that is neither Gaussian nor a flow
   */
  static Family<?> of(VariationalPosterior posterior) {
    if (posterior instanceof FlowPosterior flow) {
      return Flow.of(flow);
    }
    return of(GaussianFamily.gaussian(posterior));
  }

  /**
   * {@code mean-field}, {@code low-rank R}, {@code full-rank}, {@code flow L} or, with other hidden
   * numbers than usual, {@code flow L of H}, for recipes.
   */
  String name();

  /**
   * The family of that name.
   *
   * @throws IllegalArgumentException for a name of none
   */
  static Family<?> named(String name) {
    // of nine digits at most, so that each is an int
    Matcher m =
        Pattern.compile("(low-rank|flow) (\\d{1,9})|flow (\\d{1,9}) of (\\d{1,9})").matcher(name);
    if (!m.matches()) {
      return switch (name) {
        case "mean-field" -> meanField();
        case "full-rank" -> fullRank();
        default ->
            throw new IllegalArgumentException(
                "Family: name must be mean-field, low-rank R, full-rank, flow L or flow L of H,"
                    + " with numbers of at most 9 digits, got "
                    + name);
      };
    }
    if (m.group(1) == null) {
      return flow(Integer.parseInt(m.group(3)), Integer.parseInt(m.group(4)));
    }
    int number = Integer.parseInt(m.group(2));
    return m.group(1).equals("flow") ? flow(number) : lowRank(number);
  }

  /** The length of λ for d parameters. */
  int size(int d);

  /** How many standard normals a draw takes. */
  default int noise(int d) {
    return d;
  }

  /** Where a descent starts that knows nothing better: m = 0 and, where it can be, θ = c + A ε. */
  default double[] start(int d) {
    return new double[size(d)];
  }

  /** Whether {@link #start(double[][])} uses what it is told. */
  default boolean startsNear() {
    return false;
  }

  /** The same, knowing that the covariance of z is near that of L ε, L [d × d] lower triangular. */
  default double[] start(double[][] near) {
    return start(near.length);
  }

  /** Whether every lower triangular frame suits it, and not diagonal ones alone. */
  default boolean isDense() {
    return false;
  }

  /** Whether λᵢ is the logarithm of a scale. */
  boolean isLogScale(int i, int d);

  /** Whether λᵢ is a weight of layers, which has no unit. */
  default boolean isWeight(int i, int d) {
    return false;
  }

  /** The coordinates in which a posterior of this family is described best. */
  Frame frame(VariationalPosterior posterior);

  /** The posterior of θ = c + B m + A L T(ε) that λ stands for. */
  P posterior(Model model, Frame frame, double[] lambda);

  /** The λ of a posterior of this family, in a frame. */
  double[] lambda(Frame frame, VariationalPosterior posterior);

  /** Refuses a frame that would lead out of this family. */
  void check(Frame frame);

  /** m [d]. */
  Expr mean(Expr lambda, int d);

  /** L T(v), v [noise]. */
  Expr spread(Expr lambda, Expr v);

  /** log |∂T/∂ε| at ε = v [noise]; 0 for a normal. */
  Expr logBend(Expr lambda, Expr v);

  /** The log density of L T(ε) at v [d], but for −½ log |LLᵀ| − (d/2) log 2π. */
  Expr logShape(Expr lambda, Expr v);

  /** ½ log |LLᵀ|. */
  Expr logDeterminant(Expr lambda, int d);
}

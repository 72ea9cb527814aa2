package org.lethe.inference.energy;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;

/** How the expectation of a row's log-likelihood over the variational posterior is computed. */
public sealed interface Expectation {

  /** The name of the option of a recipe that holds it. */
  String OPTION = "expectation";

  /**
   * The mean over reparametrised draws θ = T(ε), fresh ones for each noise address.
   *
   * @param particles draws, at least 1
   * @param stickTheLanding whether the gradient omits the score of q, which has mean zero (Roeder,
   *     Wu and Duvenaud 2017): the variance then vanishes where q is exact
   */
  record Draws(int particles, boolean stickTheLanding) implements Expectation {
    public Draws {
      if (particles < 1) {
        throw new IllegalArgumentException("Draws: particles must be at least 1, got " + particles);
      }
    }
  }

  /**
   * Gauss–Hermite quadrature over each row's predictor, for models whose rows depend on the
   * parameters through a single affine predictor and whose prior is Gaussian. No noise at all.
   *
   * @param points nodes, from 2 to 128
   */
  record Quadrature(int points) implements Expectation {

    /** Enough for logistic and Poisson rows whose predictor has an sd of a few units. */
    public static final int DEFAULT_POINTS = 20;

    public Quadrature {
      if (points < 2 || points > 128) {
        throw new IllegalArgumentException(
            "Quadrature: points must be from 2 to 128, got " + points);
      }
    }

    /** Whether {@code model}, under its own prior, allows quadrature. */
    public static boolean applies(Model model) {
      return RowExpectation.hasQuadrature(model);
    }

    /** With {@value #DEFAULT_POINTS} nodes. */
    public static Quadrature standard() {
      return new Quadrature(DEFAULT_POINTS);
    }
  }

  /**
   * A lower bound of it for mixtures, whose row is log Σ_k exp a_k(θ) with a_k quadratic in θ: log
   * Σ_k exp E[a_k]. It is Σ_k r_k (E[a_k] − log r_k) at its best shares r = softmax(E[a]): the mean
   * field in which rows are assigned to components softly, their assignments apart from θ (Fu, He,
   * Xu and Tao 2021, Bayesian inference forgetting). No noise at all. For normal components of
   * precision Λ_k, E[a_k] is a_k at the mean of q less ½ tr(Λ_k S_k), S_k the covariance of centre
   * k. Rows of negative weight subtract their bound: what was learned by it is forgotten by it.
   */
  record SoftAssignment() implements Expectation {

    /** Whether {@code model}, under its own prior, is of this form: weights and scales known. */
    public static boolean applies(Model model) {
      return RowExpectation.hasSoftAssignment(model);
    }
  }

  /**
   * How a method that goes on from a fit is to see its rows: as the fit did where that was another
   * function than E_q[log p(z | θ)], as soft assignment is; else by quadrature where the model
   * allows it, and otherwise by these draws.
   */
  static Expectation of(Fit<?> fit, Draws otherwise) {
    Recipe engine = fit.provenance().engine();
    if (engine.options().get(OPTION) instanceof Map
        && of(engine.nested(OPTION)).orElse(otherwise) instanceof SoftAssignment how) {
      return how;
    }
    return Quadrature.applies(fit.model()) ? Quadrature.standard() : otherwise;
  }

  /** How a recipe writes it, under the name {@value #OPTION}. */
  default Map<String, Object> options() {
    if (this instanceof Draws draws) {
      return Map.of(
          "kind", "draws",
          "particles", draws.particles(),
          "stickTheLanding", draws.stickTheLanding());
    }
    return this instanceof Quadrature quadrature
        ? Map.of("kind", "quadrature", "points", quadrature.points())
        : Map.of("kind", "soft-assignment");
  }

  /** How a recipe writes what the model is to decide. */
  static Map<String, Object> automatic() {
    return Map.of("kind", "automatic");
  }

  /**
   * What {@link #options} or {@link #automatic} wrote, which is empty.
   *
   * @throws IllegalArgumentException on an unknown kind
   */
  static Optional<Expectation> of(Recipe o) {
    return switch (o.text("kind")) {
      case "automatic" -> Optional.empty();
      case "quadrature" -> Optional.of(new Quadrature(Math.toIntExact(o.integer("points"))));
      case "soft-assignment" -> Optional.of(new SoftAssignment());
      case "draws" ->
          Optional.of(
              new Draws(Math.toIntExact(o.integer("particles")), o.flag("stickTheLanding")));
      default ->
          throw new IllegalArgumentException(
              "Recipe " + o.engine() + " is of an unknown kind, got " + o.text("kind"));
    };
  }
}

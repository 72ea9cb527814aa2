package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GaussHermite;
import org.lethe.core.expr.RowNoise;
import org.lethe.core.expr.SoftAssignment;
import org.lethe.core.model.Model;

/** Σᵢ wᵢ E_q[log p(zᵢ | θ)] as an expression, at one draw, by quadrature or by soft assignment. */
final class RowExpectation {

  private RowExpectation() {}

  /** At one point θ; rows of negative weight are multiplied by the gate's g(θ). */
  static Expr atDraw(Model model, Optional<UnaryOperator<Expr>> gate, Expr point) {
    return GatedRows.logLikelihood(model, gate).substitute(Map.of(model.theta(), point));
  }

  /** By Gauss–Hermite quadrature: row i's predictor is N(μᵢ, vᵢ) under q and its own noise. */
  static Expr byQuadrature(
      Model model, GaussianFamily family, Frame frame, Expr lambda, int points) {
    int d = frame.dimension();
    Expr theta = model.theta();
    Expr predictor = predictor(model);
    Expr centre = frame.toTheta(family.mean(lambda, d));
    Expr mean = RowNoise.at(predictor, Expr.constant(0)).substitute(Map.of(theta, centre));
    Expr spread = frame.spread().times(family.factor(lambda, d));
    Expr variance = Affine.linear(predictor, theta, spread).square().sum(0);
    Expr whole = variance.plus(RowNoise.scale(predictor).square());
    Expr sd = whole.max(Expr.constant(Double.MIN_NORMAL)).sqrt();
    GaussHermite rule = GaussHermite.of(points);
    double[][] line = new double[2][points];
    Arrays.fill(line[0], 1);
    line[1] = rule.nodes();
    // as products, whose derivatives are such products, for a pass over all nodes or two each
    Expr nodes = Expr.stack(mean, sd).matmul(Expr.constant(line));
    Expr terms = model.rowTerm().substitute(Map.of(predictor, nodes));
    Expr expected = terms.matmul(Expr.vector(rule.weights()));
    return expected.times(Expr.weight()).sumRows();
  }

  /** Whether quadrature can be used for a model under its own prior. */
  static boolean hasQuadrature(Model model) {
    return model.gaussianPrior().isPresent()
        && Affine.predictor(model.rowTerm(), model.theta()).isPresent();
  }

  /** From below, with rows softly assigned. */
  static Expr bySoftAssignment(Model model, GaussianFamily family, Frame frame, Expr lambda) {
    int d = frame.dimension();
    Expr centre = frame.toTheta(family.mean(lambda, d));
    Expr spread = frame.spread().times(family.factor(lambda, d));
    return SoftAssignment.bound(model.rowTerm(), model.theta(), centre, spread)
        .orElseThrow(() -> notQuadratic(model))
        .times(Expr.weight())
        .sumRows();
  }

  /** Whether soft assignment can be used for a model under its own prior. */
  static boolean hasSoftAssignment(Model model) {
    double[][] unit = new double[model.dimension()][1];
    Expr spread = Expr.constant(unit);
    return model.gaussianPrior().isPresent()
        && SoftAssignment.bound(model.rowTerm(), model.theta(), model.theta(), spread).isPresent();
  }

  private static IllegalArgumentException notQuadratic(Model model) {
    return new IllegalArgumentException(
        "SoftAssignment: rows of model "
            + model.name()
            + " must be log-sums of exponentials of quadratics in the parameters, as mixtures of"
            + " known weights and scales are, and are not; use Draws instead");
  }

  private static Expr predictor(Model model) {
    return Affine.predictor(model.rowTerm(), model.theta())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Quadrature: rows of model "
                        + model.name()
                        + " must depend on the parameters through a single affine predictor, and"
                        + " do not; use Draws instead"));
  }
}

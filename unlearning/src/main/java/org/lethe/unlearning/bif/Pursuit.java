package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lethe.core.posterior.Copies;
import org.lethe.inference.run.NumericalException;
import org.lethe.unlearning.DivergedException;

/**
 * The steps of an influence, for any energy: for each part of the edit γ ← γ − H⁻¹ mean Σ w ∇h, H
 * the mean Hessian of the data after the part, evaluated where the points then are.
 */
final class Pursuit {

  /** Farther than this, in posterior standard deviations, no expansion reaches. */
  private static final double HOPELESS = 1e3;

  private final Landscape landscape;
  private final Solver solver;
  private final int averaged;
  private final boolean reshapes;
  private final List<Step> steps = new ArrayList<>();
  private Optional<Matrix> shape = Optional.empty();
  private Optional<Curvature> last = Optional.empty();
  private double residual;

  /**
   * @param averaged at most so many points take part in mean Hessians
   * @param reshapes whether the shape follows the Hessian (second order)
   */
  Pursuit(Landscape landscape, Solver solver, int averaged, boolean reshapes) {
    this.landscape = landscape;
    this.solver = solver;
    this.averaged = averaged;
    this.reshapes = reshapes;
  }

  void carryOut(Part part, Subject subject) {
    Points all = subject.points();
    Points some = all.thinned(averaged);
    Curvature after = landscape.after(some, part);
    Optional<Matrix> to = formed(after);
    double left = step(part.rows(), landscape.slope(all, part), after, subject);
    residual = Math.max(residual, left);
    to.ifPresent(h -> reshape(h.plus(-1, landscape.edited(some, part)), h, subject));
    last = Optional.of(after);
  }

  /**
   * Moves by −H⁻¹ mean ∇F over the data after the edit, to which the shape then answers.
   *
   * @param touching copies of a posterior of which ∇F is averaged over orders of components: such a
   *     step makes up for no residual, which may lie along what the average leaves out
   */
  void stein(Subject subject, Optional<Copies> touching) {
    Points all = subject.points();
    Curvature after = landscape.restCurvature(all.thinned(averaged));
    Optional<Matrix> to = formed(after);
    UnaryOperator<double[]> map = UnaryOperator.identity();
    if (touching.isPresent()) {
      map = touching.get()::averaged;
    }
    double left = step(0, landscape.rest(all, map).orElseThrow(), after, subject);
    residual *= touching.isPresent() ? 1 : left;
    to.ifPresent(h -> reshape(shape.orElseThrow(), h, subject));
    last = Optional.of(after);
  }

  /** The shape before the edit answers to no damping, those after to H + μI. */
  private void reshape(Matrix from, Matrix to, Subject subject) {
    double mu = solver.damping();
    try {
      subject.reshape(shape.isPresent() ? from.damped(mu) : from, to.damped(mu));
    } catch (IndefiniteCurvatureException e) {
      throw mu == 0 ? e : e.without(mu);
    }
    shape = Optional.of(to);
  }

  /** The matrix is formed before the system is solved, whose products are cheap then. */
  private Optional<Matrix> formed(Curvature h) {
    return reshapes ? Optional.of(new Matrix(h.dense())) : Optional.empty();
  }

  /**
   * What is left of the right-hand side: the largest residual of a part, times that of each Stein
   * pass along the whole of ∇F. For a quadratic energy and one part that is |∇F| at the end over |Σ
   * w ∇h|.
   */
  double residual() {
    return residual;
  }

  /** μ/(H_ii + μ), a mean over coordinates of what the shape of H + μI lacks of a variance. */
  double narrowed() {
    double mu = solver.damping();
    return shape
        .map(h -> IntStream.range(0, h.rows().length).mapToDouble(i -> h.rows()[i][i]))
        .map(diagonal -> diagonal.map(h -> mu / (h + mu)).average().orElse(0))
        .orElse(0.0);
  }

  /** The Hessian of the last step. */
  Curvature curvature() {
    return last.orElseThrow();
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Returns the residual. */
  private double step(int rows, double[] gradient, Curvature h, Subject subject) {
    for (double g : gradient) {
      if (!Double.isFinite(g)) {
        throw new NumericalException(
            "Bif: the gradient of the edited rows must be finite, got "
                + g
                + "; check these rows for values that the model holds impossible");
      }
    }
    Solution solution = solver.solve(h, gradient);
    double[] step = solution.x().clone();
    Vectors.scale(step, -1);
    double length = Vectors.norm(step);
    if (!(length <= HOPELESS)) {
      throw new DivergedException(
          "Bif",
          String.format(Locale.ROOT, "a step of %.3g posterior standard deviations", length),
          "edit in smaller chunks, or state a damping");
    }
    steps.add(new Step(rows, solution.residual(), solution.iterations(), length));
    subject.move(step);
    return solution.residual();
  }
}

package org.lethe.unlearning.bif;

/** Points that move together: draws, all of them, or a single γ. */
final class Cloud implements Subject {

  private final Axes axes;
  private Points points;

  Cloud(Points points, Axes axes) {
    this.points = points;
    this.axes = axes;
  }

  @Override
  public Points points() {
    return points;
  }

  @Override
  public void move(double[] step) {
    points = points.shifted(axes.outside(step, axes.dimension()));
  }

  /** θ ← μ + A(θ − μ) with A H⁻¹ Aᵀ the inverse of the Hessian after. */
  @Override
  public void reshape(Matrix from, Matrix to) {
    points = points.mapped(axes.outside(Cholesky.of(from).towards(Cholesky.of(to))));
  }
}

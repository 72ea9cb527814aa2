package org.lethe.core.posterior;

import org.lethe.core.expr.Expr;

/**
 * {@link Coupling} layers as expressions.
 *
 * @param coupling their form
 * @param weights of all layers, end to end
 */
public record CouplingForm(Coupling coupling, Expr weights) {

  /**
   * A point that was moved.
   *
   * @param point [d]
   * @param logJacobian log|∂T/∂ε|, of T itself in both directions
   */
  public record Moved(Expr point, Expr logJacobian) {}

  /** T(ε). */
  public Moved forward(Expr noise) {
    Moved at = new Moved(noise, Expr.constant(0));
    for (int k = 0; k < coupling.layers(); k++) {
      at = move(coupling.layer(k), at, false);
    }
    return at;
  }

  /** T⁻¹(z). */
  public Moved inverse(Expr z) {
    Moved at = new Moved(z, Expr.constant(0));
    for (int k = coupling.layers() - 1; k >= 0; k--) {
      at = move(coupling.layer(k), at, true);
    }
    return at;
  }

  private Moved move(Coupling.Layer layer, Moved at, boolean back) {
    int d = coupling.dimension();
    int hidden = coupling.hidden();
    int seen = layer.seen();
    int moved = d - seen;
    Expr u = rotated(at.point(), layer.rotation());
    Expr a = u.slice(0, seen);
    Expr b = u.slice(seen, d);
    int from = layer.from();
    Expr h = part(from, hidden, seen).matmul(a).plus(part(from + hidden * seen, hidden)).tanh();
    int outer = from + hidden * (seen + 1);
    Expr out =
        part(outer, 2 * moved, hidden).matmul(h).plus(part(outer + 2 * moved * hidden, 2 * moved));
    Expr s = out.slice(0, moved).over(Coupling.BOUND).tanh().times(Coupling.BOUND);
    Expr t = out.slice(moved, 2 * moved);
    Expr there = back ? b.minus(t).times(s.negate().exp()) : b.times(s.exp()).plus(t);
    Expr whole = rotated(Expr.concat(a, there), (d - layer.rotation()) % d);
    return new Moved(whole, at.logJacobian().plus(s.sum(0)));
  }

  /** Component (by + i) mod d at i. */
  private static Expr rotated(Expr u, int by) {
    int d = u.shape().size();
    return by == 0 ? u : Expr.concat(u.slice(by, d), u.slice(0, by));
  }

  private Expr part(int from, int size) {
    return weights.slice(from, from + size);
  }

  private Expr part(int from, int rows, int columns) {
    return part(from, rows * columns).reshape(rows, columns);
  }
}

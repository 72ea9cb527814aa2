package org.lethe.core.expr;

import java.util.List;

/** The arc tangent, from −π/2 to π/2, element by element. */
enum ArcTangent implements Pointwise {
  ATAN;

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g.over(args.get(0).square().plus(1)));
  }

  @Override
  public double value(double x) {
    return Math.atan(x);
  }
}

package org.lethe.core.expr;

import java.util.List;

/** xᵖ, element by element, for a constant p. */
record Power(double exponent) implements Pointwise {

  @Override
  public String name() {
    return "POWER" + exponent;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g.times(args.get(0).pow(exponent - 1)).times(exponent));
  }

  @Override
  public double value(double x) {
    return Math.pow(x, exponent);
  }
}

package org.lethe.core.expr;

import java.util.List;

/** xᵖ, element by element, for a constant p. */
record Power(double exponent) implements Primitive {

  @Override
  public String name() {
    return "POWER" + exponent;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape();
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g.times(args.get(0).pow(exponent - 1)).times(exponent));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    return Lanes.each(
        out,
        (k, n) -> {
          for (int i = 0; i < n; i++) {
            out.data()[out.at(k) + i] = Math.pow(x.data()[x.at(k) + i], exponent);
          }
        });
  }
}

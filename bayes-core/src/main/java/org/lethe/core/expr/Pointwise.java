package org.lethe.core.expr;

import java.util.List;

/**
 * A function of one value, element by element, by a plain loop unless an implementation has
 * another.
 */
interface Pointwise extends Primitive {

  /** The function on one number. */
  double value(double x);

  @Override
  default Shape shape(List<Expr> args) {
    return args.get(0).shape();
  }

  @Override
  default boolean elementwise() {
    return true;
  }

  @Override
  default Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    return Lanes.each(
        out,
        (k, n) -> {
          for (int i = 0; i < n; i++) {
            out.data()[out.at(k) + i] = value(x.data()[x.at(k) + i]);
          }
        });
  }
}

package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/**
 * A Matérn kernel of half-integer order. It is a function of the distance r, whose derivatives do
 * not exist at r = 0 while those of the kernel do for orders 3/2 (two of them) and 5/2 (four):
 * where r² is below a limit the kernel's own series in r² takes the place of the formula. Order ½
 * has no derivative at r = 0; 0 is given there.
 */
record Matern(Expr variance, Expr lengths, Order order) implements Kernel {

  Matern {
    variance = KernelNumbers.one(order.word, "variance", variance);
    KernelNumbers.each(order.word, "lengths", lengths);
  }

  enum Order {
    HALF("matern12", 1e-24),
    THREE_HALVES("matern32", 1e-14),
    FIVE_HALVES("matern52", 1e-10);

    private final String word;

    /** r² below which the first terms of the series are exact to 1e−15 or better. */
    private final double nearby;

    Order(String word, double nearby) {
      this.word = word;
      this.nearby = nearby;
    }

    private Expr of(Expr squared) {
      Expr r = squared.max(Expr.constant(nearby)).sqrt();
      Expr formula =
          switch (this) {
            case HALF -> r.negate().exp();
            case THREE_HALVES -> {
              Expr z = r.times(Math.sqrt(3));
              yield z.plus(1).times(z.negate().exp());
            }
            case FIVE_HALVES -> {
              Expr z = r.times(Math.sqrt(5));
              yield z.square().over(3).plus(z).plus(1).times(z.negate().exp());
            }
          };
      return squared.greaterThan(Expr.constant(nearby)).where(formula, series(squared));
    }

    private Expr series(Expr squared) {
      return switch (this) {
        case HALF -> Expr.constant(1);
        case THREE_HALVES -> squared.times(-1.5).plus(1);
        case FIVE_HALVES -> squared.times(25.0 / 24).minus(5.0 / 6).times(squared).plus(1);
      };
    }
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    Expr squared = Inputs.exactSquaredDistance(a.over(lengths), b.over(lengths));
    return order.of(squared).times(variance);
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}

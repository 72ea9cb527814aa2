package org.lethe.core.expr;

import java.util.List;

/**
 * The logarithm of the standard normal distribution function and its first two derivatives, each
 * computed directly so that none cancels in the lower tail: log Φ(x); the inverse Mills ratio h(x)
 * = φ(x)/Φ(x); h′(x) = −h(x)·(x + h(x)).
 */
record LogNormalCdf(int derivative) implements Pointwise {

  private static final int LAST = 2;

  /** Where x + h(x) equals −1/x to the last bit. */
  private static final double ASYMPTOTIC_BELOW = -1e8;

  @Override
  public String name() {
    return "LOG_NORMAL_CDF" + derivative;
  }

  /** Whether this is the second derivative. */
  boolean isLast() {
    return derivative == LAST;
  }

  static Expr of(int derivative, Expr x) {
    return Node.apply(new LogNormalCdf(derivative), x);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr x = args.get(0);
    if (derivative < LAST) {
      return List.of(g.times(of(derivative + 1, x)));
    }
    Expr h = of(1, x);
    // h″ = −h′·(x + h) − h·(1 + h′), self being h′
    return List.of(g.times(self.times(x.plus(h)).plus(h.times(self.plus(1)))).negate());
  }

  /** The second derivative is for Hessians alone, and has no vector loop. */
  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    if (isLast()) {
      return Pointwise.super.bind(out, args);
    }
    Buffer unread = new Buffer(Shape.of(Kernels.CHUNK), new double[Kernels.CHUNK], 0, 1);
    return derivative == 0
        ? step(out, true, unread, false, args.get(0))
        : step(unread, false, out, true, args.get(0));
  }

  /** The step for log Φ and φ/Φ. */
  static Step both(Buffer log, Buffer mills, Buffer x) {
    return step(log, true, mills, true, x);
  }

  /** What is not kept is scratch that is written again and again. */
  private static Step step(
      Buffer log, boolean keepsLog, Buffer mills, boolean keepsMills, Buffer x) {
    Kernels kernels = Kernels.get();
    double[][] scratch = new double[2][Kernels.CHUNK];
    return Lanes.each(
        x,
        (k, n) -> {
          for (int i = 0; i < n; i += Kernels.CHUNK) {
            kernels.logNormalCdf(
                x.data(),
                x.at(k) + i,
                log.data(),
                keepsLog ? log.at(k) + i : 0,
                mills.data(),
                keepsMills ? mills.at(k) + i : 0,
                Math.min(Kernels.CHUNK, n - i),
                scratch);
          }
        });
  }

  @Override
  public double value(double x) {
    return value(derivative, x);
  }

  static double value(int derivative, double x) {
    return switch (derivative) {
      case 0 -> log(x);
      case 1 -> mills(x);
      default -> slope(x);
    };
  }

  private static double log(double x) {
    if (x < -1) {
      return Math.log(0.5 * ErrorFunction.scaledTail(-x * Math.sqrt(0.5))) - 0.5 * x * x;
    }
    return x < 0 ? Math.log(ErrorFunction.normalCdf(x)) : Math.log1p(-ErrorFunction.normalCdf(-x));
  }

  private static double mills(double x) {
    if (x < 0) {
      return Math.sqrt(2 / Math.PI) / ErrorFunction.scaledTail(-x * Math.sqrt(0.5));
    }
    double density = x > 40 ? 0 : ErrorFunction.gaussian(x) / Math.sqrt(2 * Math.PI);
    return density / ErrorFunction.normalCdf(x);
  }

  private static double slope(double x) {
    if (x < ASYMPTOTIC_BELOW) {
      return -1;
    }
    double y = -x * Math.sqrt(0.5);
    double h = mills(x);
    if (y > ErrorFunction.FAR) {
      double r = ErrorFunction.correction(y);
      return h * x * r / (ErrorFunction.ONE_OVER_SQRT_PI - r);
    }
    return h == 0 ? -0.0 : -h * (x + h);
  }
}

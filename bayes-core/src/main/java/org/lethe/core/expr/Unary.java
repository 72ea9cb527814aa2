package org.lethe.core.expr;

import java.util.List;

/** Functions of one value, element by element. */
enum Unary implements Primitive {
  NEGATE,
  ABS,
  SIGN,
  EXP,
  EXPM1,
  LOG,
  LOG1P,
  SQRT,
  SQUARE,
  SIGMOID,
  SOFTPLUS,
  TANH,
  SIN,
  COS,
  ERF,
  NORMAL_CDF,
  LGAMMA;

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape();
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr y, List<Expr> args, Expr g) {
    Expr x = args.get(0);
    return List.of(
        switch (this) {
          case NEGATE -> g.negate();
          case ABS -> g.times(x.sign());
          case SIGN -> Expr.constant(0);
          case EXP -> g.times(y);
          case EXPM1 -> g.times(x.exp());
          case LOG -> g.over(x);
          case LOG1P -> g.over(x.plus(1));
          case SQRT -> g.times(0.5).over(y);
          case SQUARE -> g.times(2).times(x);
          case SIGMOID -> g.times(y).times(x.negate().sigmoid());
          case SOFTPLUS -> g.times(x.sigmoid());
          case TANH -> g.times(y.square().negate().plus(1));
          case SIN -> g.times(x.cos());
          case COS -> g.times(x.sin()).negate();
          case ERF -> g.times(x.square().negate().exp()).times(2 / Math.sqrt(Math.PI));
          case NORMAL_CDF ->
              g.times(x.square().times(-0.5).exp()).times(1 / Math.sqrt(2 * Math.PI));
          case LGAMMA -> g.times(x.digamma());
        });
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Kernels kernels = Kernels.get();
    return Lanes.each(
        out, (k, n) -> kernels.unary(this, x.data(), x.at(k), out.data(), out.at(k), n));
  }
}

package org.lethe.core.expr;

import java.util.List;

/** Chooses between two values by a third, element by element with broadcasting. */
enum Where implements Primitive {
  WHERE;

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().broadcast(args.get(1).shape()).broadcast(args.get(2).shape());
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr none = Expr.constant(0);
    Expr when = args.get(0);
    return List.of(none, when.where(g, none), when.where(none, g));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer when = args.get(0);
    Buffer then = args.get(1);
    Buffer otherwise = args.get(2);
    int[] whenAt = Broadcast.index(out.shape(), when.shape());
    int[] thenAt = Broadcast.index(out.shape(), then.shape());
    int[] otherwiseAt = Broadcast.index(out.shape(), otherwise.shape());
    int size = out.size();
    boolean inRows = out.rows();
    return rows -> {
      for (int k = 0; k < size; k++) {
        choose(
            when,
            when.at(whenAt[k]),
            then,
            then.at(thenAt[k]),
            otherwise,
            otherwise.at(otherwiseAt[k]),
            out.data(),
            out.at(k),
            inRows ? rows : 1);
      }
    };
  }

  private static void choose(
      Buffer when,
      int w,
      Buffer then,
      int t,
      Buffer otherwise,
      int o,
      double[] out,
      int at,
      int n) {
    int ws = when.rows() ? 1 : 0;
    int ts = then.rows() ? 1 : 0;
    int os = otherwise.rows() ? 1 : 0;
    for (int i = 0; i < n; i++) {
      out[at + i] =
          when.data()[w + i * ws] != 0 ? then.data()[t + i * ts] : otherwise.data()[o + i * os];
    }
  }
}

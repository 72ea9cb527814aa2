package org.lethe.inference.svi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.inference.energy.Models;

/** One model and its data in another unit, the prior changed with it. */
final class Scaled {

  private Scaled() {}

  static Table of(Table rows, double unit) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", Arrays.stream(rows.column("x1")).map(x -> unit * x).toArray());
    for (String name : new String[] {"x2", "y", "k"}) {
      columns.put(name, rows.column(name));
    }
    return Table.of(columns);
  }

  static Model model(double unit) {
    return Model.define(
        "scaled",
        Models.rows(1).schema(),
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 2));
          Expr b = m.parameter("b", Normal.of(0, 2 / unit));
          m.observe("y", Bernoulli.logits(a.plus(m.column("x1").times(b))));
        });
  }
}

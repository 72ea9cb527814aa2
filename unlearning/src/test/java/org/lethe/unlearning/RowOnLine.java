package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.lethe.core.data.Column;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;

/** One parameter with q(θ | D) = N(0, 1), and rows whose log-likelihood is any function ℓ(θ, x). */
public final class RowOnLine {

  private static final Schema SCHEMA = Schema.of("id", Column.number("x"));

  private final Model model;
  private final Table rows;

  private RowOnLine(Model model, Table rows) {
    this.model = model;
    this.rows = rows;
  }

  /** With ℓ and the values x of the rows. */
  public static RowOnLine of(BinaryOperator<Expr> logLikelihood, double... x) {
    Model model =
        Model.define(
            "line",
            SCHEMA,
            m -> {
              Expr theta = m.parameter("theta", Normal.of(0, 1));
              m.observe(logLikelihood.apply(theta, m.column("x")), "x");
            });
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      ids.add("row-" + i);
    }
    return new RowOnLine(model, Table.of(SCHEMA, ids, Map.of("x", x)));
  }

  /** q(θ | D) = N(0, 1). */
  public Gaussian posterior() {
    return normal(0, 1);
  }

  /** N(m, s²). */
  public Gaussian normal(double m, double s) {
    return Gaussian.meanField(model, new double[] {m}, new double[] {s});
  }

  /** The rows. */
  public Table rows() {
    return rows;
  }

  /** A fit that claims to be of these rows. */
  public Fit<Gaussian> fit() {
    return LinearGaussian.fit(posterior(), rows);
  }

  /** Forgets all rows. */
  public Edit forget() {
    return Edit.forget(rows, rows.ids());
  }
}

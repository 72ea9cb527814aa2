package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Expr;

/**
 * Expectations under a Gaussian of what depends on θ through one affine predictor only: a
 * one-dimensional rule replaces the draws. Its step is halved for the rows where one of the last
 * two halvings made a difference, as with a density that is narrow beside the spread of the
 * predictor.
 *
 * @param z ~ N(0, 1)
 * @param moved g in it
 * @param isAffine whether g is the predictor itself
 */
record PredictorAverage(Expr z, Expr moved, boolean isAffine) implements RowAverage {
  /** Between two rules, as a fraction. */
  private static final double CLOSE = 1e-5;

  /** So many stages must be close, since one may be by chance: see {@link NormalRule}. */
  private static final int RUNNING = 2;

  /** How a rule is applied, and two of them compared and averaged. */
  private interface Kind {
    double[] by(Average rule, Table rows);

    boolean close(double a, double b);

    double middle(double a, double b);
  }

  private static final Kind MEAN =
      new Kind() {
        @Override
        public double[] by(Average rule, Table rows) {
          return rule.mean(rows);
        }

        @Override
        public boolean close(double a, double b) {
          return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b));
        }

        @Override
        public double middle(double a, double b) {
          return (a + b) / 2;
        }
      };

  private static final Kind LOG_MEAN_EXP =
      new Kind() {
        @Override
        public double[] by(Average rule, Table rows) {
          return rule.logMeanExp(rows);
        }

        @Override
        public boolean close(double a, double b) {
          return a == b || Math.abs(a - b) <= CLOSE;
        }

        @Override
        public double middle(double a, double b) {
          return a == b ? a : Math.max(a, b) + Math.log((1 + Math.exp(-Math.abs(a - b))) / 2);
        }
      };

  /** The expectation of a row's expression, where it has a single affine predictor. */
  static Optional<RowAverage> of(GaussianPosterior q, Expr perRow) {
    return predictor(q, perRow).map(f -> over(q, perRow, f));
  }

  /** The affine predictor through which alone it depends on θ, where the rule is cheap. */
  static Optional<Expr> predictor(GaussianPosterior q, Expr perRow) {
    return Predictor.isCheap(q) ? Affine.predictor(perRow, q.model().theta()) : Optional.empty();
  }

  private static RowAverage over(GaussianPosterior q, Expr perRow, Expr f) {
    Predictor law = Predictor.of(q, f);
    Expr z = Expr.input("z");
    Expr at = law.centre().plus(law.variance().sqrt().times(z));
    return new PredictorAverage(z, perRow.substitute(Map.of(f, at)), f == perRow);
  }

  @Override
  public double[] mean(Table rows) {
    return isAffine ? Average.at(z, moved, 0).mean(rows) : halved(rows, MEAN);
  }

  @Override
  public double[] logMeanExp(Table rows) {
    return halved(rows, LOG_MEAN_EXP);
  }

  private double[] halved(Table rows, Kind kind) {
    double[] value = kind.by(rule(0), rows);
    int width = moved.shape().size();
    int[] agreed = new int[rows.size()];
    int[] open = IntStream.range(0, rows.size()).toArray();
    for (int stage = 1; stage <= NormalRule.LAST && open.length > 0; stage++) {
      double[] between = kind.by(rule(stage), some(rows, open));
      boolean[] apart = new boolean[open.length];
      for (int k = 0; k < between.length; k++) {
        int at = open[k / width] * width + k % width;
        apart[k / width] |= !kind.close(value[at], between[k]);
        value[at] = kind.middle(value[at], between[k]);
      }
      for (int i = 0; i < open.length; i++) {
        agreed[open[i]] = apart[i] ? 0 : agreed[open[i]] + 1;
      }
      open = Arrays.stream(open).filter(row -> agreed[row] < RUNNING).toArray();
    }
    return value;
  }

  private static Table some(Table rows, int[] index) {
    List<String> ids = rows.ids();
    return index.length == rows.size()
        ? rows
        : rows.select(Arrays.stream(index).mapToObj(ids::get).toList());
  }

  private Average rule(int stage) {
    NormalRule rule = NormalRule.stage(stage);
    return new Average(z, moved, rule.nodes(), rule.weights());
  }
}

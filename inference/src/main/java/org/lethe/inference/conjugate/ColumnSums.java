package org.lethe.inference.conjugate;

import java.util.Arrays;
import java.util.Optional;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;

/** Sums over the rows of one observed column, without rounding. Immutable. */
final class ColumnSums {
  private final Model model;
  private final String column;
  private final ExactSum[] sums;

  private ColumnSums(Model model, String column, ExactSum[] sums) {
    this.model = model;
    this.column = column;
    this.sums = sums;
  }

  /** What a row adds. */
  @FunctionalInterface
  interface Term {
    /** Adds an observed value of signed weight v. */
    void add(ExactSum[] sums, double y, double v);
  }

  /** The sums of no rows. */
  static ColumnSums none(Model model, String column, int size) {
    ExactSum[] sums = new ExactSum[size];
    Arrays.setAll(sums, i -> new ExactSum());
    return new ColumnSums(model, column, sums);
  }

  /** With signed rows added, each times its weight in the model. */
  ColumnSums plus(Table rows, double[] signs, Term term) {
    model.check(rows);
    double[] y = rows.column(column);
    Optional<double[]> weights = model.weights().map(rows::column);
    ExactSum[] more = Arrays.stream(sums).map(ExactSum::copy).toArray(ExactSum[]::new);
    for (int i = 0; i < y.length; i++) {
      double weight = weights.isPresent() ? weights.orElseThrow()[i] : 1;
      term.add(more, y[i], signs[i] * weight);
    }
    return new ColumnSums(model, column, more);
  }

  int size() {
    return sums.length;
  }

  /** The i-th sum, rounded once. */
  double value(int i) {
    return sums[i].value();
  }

  /** The sign of the i-th sum, without rounding. */
  int sign(int i) {
    return sums[i].sign();
  }

  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    for (ExactSum sum : sums) {
      out.write(sum);
    }
    return out.numbers();
  }

  /** What {@link #numbers} wrote. */
  ColumnSums read(ExactNumbers.Reader in) {
    ExactSum[] read = new ExactSum[sums.length];
    Arrays.setAll(read, i -> in.read());
    return new ColumnSums(model, column, read);
  }
}

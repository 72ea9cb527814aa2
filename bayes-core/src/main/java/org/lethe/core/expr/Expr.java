package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * An immutable node of an array expression. Operations are elementwise with broadcasting ({@link
 * Shape#broadcast}) unless they say otherwise; a leading rows dimension stands apart from the fixed
 * ones. Nothing is computed until a {@link Program} runs.
 */
public sealed interface Expr extends Elementwise permits Node {

  /** Its shape. */
  Shape shape();

  // --- leaves

  /** One number makes a scalar, several a vector. */
  static Expr constant(double... values) {
    Shape shape = values.length == 1 ? Shape.scalar() : Shape.of(values.length);
    return new Node.Constant(shape, values.clone());
  }

  /** A vector, also when it has one element or none. */
  static Expr vector(double... values) {
    return new Node.Constant(Shape.of(values.length), values.clone());
  }

  /** A matrix [values.length × values[0].length]. */
  static Expr constant(double[][] values) {
    return Node.Constant.matrix(values);
  }

  /** An array all of whose elements are one number. */
  static Expr fill(double value, int... dims) {
    Shape shape = Shape.of(dims);
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return new Node.Constant(shape, values);
  }

  /** The matrix [n × n] with ones on its diagonal and zeros beside it. */
  static Expr identity(int n) {
    return fill(1, n).toDiagonal();
  }

  /** Numbers given at each call of a program. */
  static Expr input(String name, int... dims) {
    return new Node.Input(name, Shape.of(dims), false);
  }

  /**
   * An input that may be any real numbers, as a parameter of a model before its support constrains
   * it: {@link Reach} knows what becomes of them.
   */
  static Expr unknown(String name, int... dims) {
    return new Node.Input(name, Shape.of(dims), true);
  }

  /** A column of the bound table, [rows]. */
  static Expr column(String name) {
    return new Node.Columns(List.of(name), true);
  }

  /** Columns of the bound table side by side, [rows × names]. */
  static Expr columns(String... names) {
    return new Node.Columns(List.of(names), false);
  }

  /** The weight of each row of the bound batch, [rows]. */
  static Expr weight() {
    return new Node.Weight();
  }

  /** One for each row, [rows]. */
  static Expr ones() {
    return new Node.Ones();
  }

  /**
   * A standard normal for each row, independent of all else, [rows]: what a row's predictor leaves
   * open when every parameter is known, as a sparse Gaussian process does between its inducing
   * inputs. A program cannot hold it; {@link RowNoise} integrates it out.
   */
  static Expr noise() {
    return new Node.Noise();
  }

  // --- reductions

  /** The sum over one fixed dimension. */
  default Expr sum(int axis) {
    return Node.apply(new Sum(axis), this);
  }

  /** The sum over all fixed dimensions; rows stay. */
  default Expr sum() {
    Expr out = this;
    while (out.shape().rank() > 0) {
      out = out.sum(out.shape().rank() - 1);
    }
    return out;
  }

  /** The sum over the rows of the batch; fixed dimensions stay. */
  default Expr sumRows() {
    return Simplify.sumRows(this);
  }

  /** The mean over all fixed dimensions; rows stay. */
  default Expr mean() {
    return sum().over(shape().size());
  }

  /** Σ xᵢ yᵢ over all fixed dimensions; in each row where either has rows. */
  default Expr dot(Expr o) {
    return times(o).sum();
  }

  /** Running sums along one fixed dimension: element i holds the sum of those up to i. */
  default Expr cumsum(int axis) {
    return Node.apply(new CumulativeSum(axis, false), this);
  }

  /** log Σ eˣ over one fixed dimension; −∞ where all are −∞. */
  default Expr logSumExp(int axis) {
    return LogSumExp.of(this, axis);
  }

  /** eˣ / Σ eˣ over one fixed dimension; zeros where all are −∞. */
  default Expr softmax(int axis) {
    return Softmax.of(this, axis);
  }

  /** x − log Σ eˣ along one fixed dimension: log probabilities from logits. */
  default Expr logSoftmax(int axis) {
    return minus(Reshape.insert(logSumExp(axis), axis));
  }

  // --- linear algebra

  /**
   * −½ Σ_j (x_j − m_kj)², the exponents of normals of identity covariance: this [rows × d] or [n ×
   * d] and centres m [K × d] give [rows × K] or [n × K].
   */
  default Expr gaussianExponent(Expr centres) {
    return Node.apply(GaussianExponent.GAUSSIAN_EXPONENT, this, centres);
  }

  /**
   * The matrix product. [m × k]·[k × n], with a vector allowed on either side; [rows × k]·[k] gives
   * [rows], [rows × k]·[k × n] gives [rows × n].
   */
  default Expr matmul(Expr o) {
    return Matmul.of(this, o);
  }

  /** The transpose of a matrix without rows. */
  default Expr transpose() {
    return Take.transpose(this);
  }

  /**
   * The lower triangular L with L·Lᵀ = this, a symmetric positive definite matrix; NaN for one that
   * is not.
   */
  default Expr cholesky() {
    return Node.apply(Cholesky.CHOLESKY, this);
  }

  /**
   * The Cholesky factor of A + j·m·I, where A is this, m the mean of its diagonal and j the first
   * of the ladder with which there is one, such as 0, 1e-10, 1e-8, 1e-6. A program in which none
   * will do throws {@link NotPositiveDefiniteException}; a matrix that is not finite gives NaN.
   *
   * @param ladder rising, from at least 0 to at most 1
   */
  default Expr choleskyWithJitter(double... ladder) {
    return JitteredCholesky.factor(this, ladder);
  }

  /**
   * The j that {@link #choleskyWithJitter} takes: 0 where the ladder begins with it and it does.
   */
  default Expr jitter(double... ladder) {
    return JitteredCholesky.fraction(this, ladder);
  }

  /** x with L·x = b, where this is the lower triangular L [n × n] and b is [n] or [n × m]. */
  default Expr solveLower(Expr b) {
    return SolveLower.of(this, b, false);
  }

  /** x with Lᵀ·x = b, where this is the lower triangular L [n × n] and b is [n] or [n × m]. */
  default Expr solveLowerTransposed(Expr b) {
    return SolveLower.of(this, b, true);
  }

  // --- moving elements

  /** The same elements in row-major order under other fixed dimensions. */
  default Expr reshape(int... dims) {
    return Reshape.of(this, dims);
  }

  /** Elements from (inclusive) to (exclusive) along the first fixed dimension. */
  default Expr slice(int from, int to) {
    return Take.slice(this, from, to);
  }

  /** Elements from (inclusive) to (exclusive) along any fixed dimension. */
  default Expr slice(int axis, int from, int to) {
    return Take.slice(this, axis, from, to);
  }

  /** Element i along the first fixed dimension, which is dropped. */
  default Expr at(int i) {
    Expr cut = slice(i, i + 1);
    List<Integer> rest = shape().dims().subList(1, shape().rank());
    return cut.reshape(rest.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Elements by their position along the first fixed dimension, as a group effect for each row.
   * This [groups × …] without rows and an index [rows] give [rows × …]; a vector [n] gives [n × …].
   * Numbers of an index are whole and from 0 to below the number of groups; the index has
   * derivative 0. A matrix [m × n] is read at two indices by {@code x.reshape(m *
   * n).gather(i.times(n).plus(j))}.
   *
   * @throws IndexException when an index is outside: here for a constant, else when a program runs
   */
  default Expr gather(Expr index) {
    return Gather.of(this, index);
  }

  /** A square matrix with what lies above its diagonal set to 0. */
  default Expr tril() {
    return tril(0);
  }

  /** A square matrix whose elements i, j with j &gt; i + k are set to 0. */
  default Expr tril(int k) {
    return Take.tril(this, k);
  }

  /** The diagonal [n] of a square matrix. */
  default Expr diagonal() {
    return Take.diagonal(this);
  }

  /** The matrix [n × n] with this vector on its diagonal. */
  default Expr toDiagonal() {
    return Take.toDiagonal(this);
  }

  /** The lower triangular [d × d] whose rows, packed one after the other, are this vector. */
  static Expr lowerTriangular(Expr packed, int d) {
    return Take.lowerTriangular(packed, d);
  }

  /** Arrays of one shape on top of each other: k of [m × …] make [k × m × …]. */
  static Expr stack(Expr... parts) {
    return Take.stack(Arrays.asList(parts));
  }

  /**
   * A recursion over the first dimension of an array, in order: s₁ = step(start, x₁), s₂ = step(s₁,
   * x₂), …, all of them as [n × …]. The step may read any other expression without rows; it is
   * traced once, so it must not depend on how often it is called.
   *
   * <pre>{@code
   * Expr variance = Expr.scan(h0, y, (h, r) -> a.plus(b.times(r.square())).plus(c.times(h)));
   * }</pre>
   *
   * @param start s₀, without rows
   * @param inOrder x, [n × …] without rows
   * @param step makes (sᵢ₋₁, xᵢ) into sᵢ, of the shape of the start
   */
  static Expr scan(Expr start, Expr inOrder, BinaryOperator<Expr> step) {
    return Scan.of(start, inOrder, step);
  }

  /** Vectors (or scalars, as one element) end to end. */
  static Expr concat(Expr... parts) {
    return Concat.vectors(List.of(parts));
  }

  /** Arrays end to end along one fixed dimension, the others being the same. */
  static Expr concat(int axis, Expr... parts) {
    return Concat.of(axis, List.of(parts));
  }

  /** This expression with some of its nodes replaced by others of a shape that fits. */
  default Expr substitute(Map<Expr, Expr> replacements) {
    return Graph.substitute(this, replacements);
  }
}

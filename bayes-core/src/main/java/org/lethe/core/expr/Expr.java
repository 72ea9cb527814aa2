package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An immutable node of an array expression. Operations are elementwise with broadcasting ({@link
 * Shape#broadcast}) unless they say otherwise; a leading rows dimension stands apart from the fixed
 * ones. Nothing is computed until a {@link Program} runs.
 */
public sealed interface Expr permits Node {

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
    int columns = values.length == 0 ? 0 : values[0].length;
    double[] flat = new double[values.length * columns];
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != columns) {
        throw new ShapeException(
            "constant: every row must have "
                + columns
                + " numbers, row "
                + i
                + " has "
                + values[i].length);
      }
      System.arraycopy(values[i], 0, flat, i * columns, columns);
    }
    return new Node.Constant(Shape.of(values.length, columns), flat);
  }

  /** Numbers given at each call of a program. */
  static Expr input(String name, int... dims) {
    return new Node.Input(name, Shape.of(dims));
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

  // --- arithmetic

  default Expr plus(Expr o) {
    return Simplify.plus(this, o);
  }

  default Expr plus(double c) {
    return plus(constant(c));
  }

  default Expr minus(Expr o) {
    return Simplify.minus(this, o);
  }

  default Expr minus(double c) {
    return plus(-c);
  }

  default Expr times(Expr o) {
    return Simplify.times(this, o);
  }

  default Expr times(double c) {
    return times(constant(c));
  }

  default Expr over(Expr o) {
    return Simplify.over(this, o);
  }

  default Expr over(double c) {
    return over(constant(c));
  }

  default Expr negate() {
    return Simplify.negate(this);
  }

  default Expr min(Expr o) {
    return Node.apply(Binary.MIN, this, o);
  }

  default Expr max(Expr o) {
    return Node.apply(Binary.MAX, this, o);
  }

  /** 1 where this is greater than {@code o}, else 0; derivative 0. */
  default Expr greaterThan(Expr o) {
    return Node.apply(Binary.GREATER, this, o);
  }

  /** 1 where this is at least {@code o}, else 0; derivative 0. */
  default Expr atLeast(Expr o) {
    return Node.apply(Binary.AT_LEAST, this, o);
  }

  /** 1 where this equals {@code o}, else 0; derivative 0. */
  default Expr equalTo(Expr o) {
    return Node.apply(Binary.EQUAL, this, o);
  }

  /** Where this is not 0: {@code then}, elsewhere {@code otherwise}. */
  default Expr where(Expr then, Expr otherwise) {
    return Node.apply(Where.WHERE, this, then, otherwise);
  }

  // --- functions of one value

  default Expr abs() {
    return Node.apply(Unary.ABS, this);
  }

  /** −1, 0 or 1; derivative 0. */
  default Expr sign() {
    return Node.apply(Unary.SIGN, this);
  }

  default Expr exp() {
    return Node.apply(Unary.EXP, this);
  }

  /** eˣ − 1. */
  default Expr expm1() {
    return Node.apply(Unary.EXPM1, this);
  }

  default Expr log() {
    return Node.apply(Unary.LOG, this);
  }

  /** log(1 + x). */
  default Expr log1p() {
    return Node.apply(Unary.LOG1P, this);
  }

  default Expr sqrt() {
    return Node.apply(Unary.SQRT, this);
  }

  default Expr square() {
    return Node.apply(Unary.SQUARE, this);
  }

  /** xᵖ for a constant p. */
  default Expr pow(double p) {
    return Simplify.pow(this, p);
  }

  /** 1/(1 + e⁻ˣ). */
  default Expr sigmoid() {
    return Node.apply(Unary.SIGMOID, this);
  }

  /** log(1 + eˣ). */
  default Expr softplus() {
    return Node.apply(Unary.SOFTPLUS, this);
  }

  /** log sigmoid(x) = −softplus(−x). */
  default Expr logSigmoid() {
    return negate().softplus().negate();
  }

  default Expr tanh() {
    return Node.apply(Unary.TANH, this);
  }

  /** log Γ(x), x &gt; 0. */
  default Expr lgamma() {
    return Node.apply(Unary.LGAMMA, this);
  }

  /** ψ(x), the derivative of log Γ. */
  default Expr digamma() {
    return polygamma(0);
  }

  /** ψ⁽ⁿ⁾(x), the (n+1)-th derivative of log Γ, x &gt; 0. */
  default Expr polygamma(int n) {
    return Node.apply(new Polygamma(n), this);
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
    return Node.apply(SumRows.SUM_ROWS, shape().rows() ? this : times(ones()));
  }

  /** log Σ eˣ over one fixed dimension; −∞ where all are −∞. */
  default Expr logSumExp(int axis) {
    return Node.apply(new LogSumExp(axis), this);
  }

  // --- linear algebra

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

  /** The lower triangular L with L·Lᵀ = this, a symmetric positive definite matrix. */
  default Expr cholesky() {
    return Node.apply(Cholesky.CHOLESKY, this);
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

  /** Element i along the first fixed dimension, which is dropped. */
  default Expr at(int i) {
    Expr cut = slice(i, i + 1);
    List<Integer> rest = shape().dims().subList(1, shape().rank());
    return cut.reshape(rest.stream().mapToInt(Integer::intValue).toArray());
  }

  /** A square matrix with what lies above its diagonal set to 0. */
  default Expr tril() {
    return Take.tril(this);
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

  /** Vectors (or scalars, as one element) end to end. */
  static Expr concat(Expr... parts) {
    return Take.concat(Arrays.asList(parts));
  }

  // --- the graph

  /** This expression with some of its nodes replaced by others of a shape that fits. */
  default Expr substitute(Map<Expr, Expr> replacements) {
    return Graph.substitute(this, replacements);
  }
}

package org.lethe.core.expr;

import java.util.List;

/**
 * What {@link Expr} does element by element: arithmetic, comparison and functions of one value.
 * Operands of two shapes broadcast ({@link Shape#broadcast}).
 */
public sealed interface Elementwise permits Expr {

  private Expr self() {
    return (Expr) this;
  }

  default Expr plus(Expr o) {
    return Simplify.plus(self(), o);
  }

  default Expr plus(double c) {
    return plus(Expr.constant(c));
  }

  default Expr minus(Expr o) {
    return Simplify.minus(self(), o);
  }

  default Expr minus(double c) {
    return plus(-c);
  }

  default Expr times(Expr o) {
    return Simplify.times(self(), o);
  }

  default Expr times(double c) {
    return times(Expr.constant(c));
  }

  default Expr over(Expr o) {
    return Simplify.over(self(), o);
  }

  default Expr over(double c) {
    return over(Expr.constant(c));
  }

  default Expr negate() {
    return Simplify.negate(self());
  }

  default Expr min(Expr o) {
    return Node.apply(Binary.MIN, self(), o);
  }

  default Expr max(Expr o) {
    return Node.apply(Binary.MAX, self(), o);
  }

  /** 1 where this is greater than {@code o}, else 0; derivative 0. */
  default Expr greaterThan(Expr o) {
    return Node.apply(Binary.GREATER, self(), o);
  }

  /** 1 where this is at least {@code o}, else 0; derivative 0. */
  default Expr atLeast(Expr o) {
    return Node.apply(Binary.AT_LEAST, self(), o);
  }

  /** 1 where this is less than {@code o}, else 0; derivative 0. */
  default Expr lessThan(Expr o) {
    return o.greaterThan(self());
  }

  /** 1 where this is at most {@code o}, else 0; derivative 0. */
  default Expr atMost(Expr o) {
    return o.atLeast(self());
  }

  /** 1 where this equals {@code o}, else 0; derivative 0. */
  default Expr equalTo(Expr o) {
    return Node.apply(Binary.EQUAL, self(), o);
  }

  /** Where this is not 0: {@code then}, elsewhere {@code otherwise}. */
  default Expr where(Expr then, Expr otherwise) {
    return Node.apply(Where.WHERE, self(), then, otherwise);
  }

  default Expr abs() {
    return Node.apply(Unary.ABS, self());
  }

  /** −1, 0 or 1; derivative 0. */
  default Expr sign() {
    return Node.apply(Unary.SIGN, self());
  }

  default Expr exp() {
    return Node.apply(Unary.EXP, self());
  }

  /** eˣ − 1. */
  default Expr expm1() {
    return Node.apply(Unary.EXPM1, self());
  }

  default Expr log() {
    return Node.apply(Unary.LOG, self());
  }

  /** log(1 + x). */
  default Expr log1p() {
    return Node.apply(Unary.LOG1P, self());
  }

  default Expr sqrt() {
    return Node.apply(Unary.SQRT, self());
  }

  default Expr square() {
    return Node.apply(Unary.SQUARE, self());
  }

  /** xᵖ for a constant p. */
  default Expr pow(double p) {
    return Simplify.pow(self(), p);
  }

  /** xᵖ = exp(p log x) for x &gt; 0. */
  default Expr pow(Expr p) {
    return log().times(p).exp();
  }

  /** log(eˣ + eʸ), also where one or both are −∞. */
  default Expr logAddExp(Expr o) {
    List<Integer> dims = self().shape().broadcast(o.shape()).dims();
    return Take.stack(List.of(Take.repeat(self(), dims), Take.repeat(o, dims))).logSumExp(0);
  }

  /** log(1 − eˣ) for x &lt; 0 (Mächler 2012). */
  default Expr log1mExp() {
    Expr nearZero = greaterThan(Expr.constant(-Math.log(2)));
    return nearZero.where(expm1().negate().log(), exp().negate().log1p());
  }

  /** 1/(1 + e⁻ˣ). */
  default Expr sigmoid() {
    return Node.apply(Unary.SIGMOID, self());
  }

  /** log(x/(1 − x)), 0 &lt; x &lt; 1: the inverse of {@link #sigmoid}. */
  default Expr logit() {
    return log().minus(negate().log1p());
  }

  /** log(1 + eˣ). */
  default Expr softplus() {
    return Node.apply(Unary.SOFTPLUS, self());
  }

  /** log sigmoid(x) = −softplus(−x). */
  default Expr logSigmoid() {
    return negate().softplus().negate();
  }

  default Expr tanh() {
    return Node.apply(Unary.TANH, self());
  }

  /** sin x, x in radians. */
  default Expr sin() {
    return Node.apply(Unary.SIN, self());
  }

  /** cos x, x in radians. */
  default Expr cos() {
    return Node.apply(Unary.COS, self());
  }

  /** The arc tangent in radians, from −π/2 to π/2. */
  default Expr atan() {
    return Node.apply(ArcTangent.ATAN, self());
  }

  /** The error function 2/√π ∫₀ˣ e^(−t²) dt. */
  default Expr erf() {
    return Node.apply(Unary.ERF, self());
  }

  /** Φ(x), the standard normal distribution function. */
  default Expr normalCdf() {
    return Node.apply(Unary.NORMAL_CDF, self());
  }

  /** log Φ(x), accurate in both tails. */
  default Expr logNormalCdf() {
    return LogNormalCdf.of(0, self());
  }

  /**
   * log I₀(x) or log I₁(x), the modified Bessel function of the first kind; the latter for x ≥ 0.
   *
   * @throws IllegalArgumentException for an order other than 0 and 1
   */
  default Expr logBessel(int order) {
    return LogBessel.order(order, self());
  }

  /** log Γ(x), x &gt; 0. */
  default Expr lgamma() {
    return Node.apply(Unary.LGAMMA, self());
  }

  /**
   * log Γ(x) − (x − ½) log x + x − ½ log 2π, x &gt; 0: what Stirling's formula leaves over. Sums of
   * log Γ that cancel keep their digits when they are written in it.
   */
  default Expr stirlingRemainder() {
    return Node.apply(new StirlingRemainder(0), self());
  }

  /** ψ(x), the derivative of log Γ. */
  default Expr digamma() {
    return polygamma(0);
  }

  /** ψ⁽ⁿ⁾(x), the (n+1)-th derivative of log Γ, x &gt; 0. */
  default Expr polygamma(int n) {
    return Node.apply(new Polygamma(n), self());
  }
}

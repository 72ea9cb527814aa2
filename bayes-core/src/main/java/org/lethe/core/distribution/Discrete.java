package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lethe.core.expr.Expr;

/** A distribution over finitely many outcomes 0…K−1. */
public interface Discrete extends Distribution {

  /** P(X = k) for k = 0…K−1, [K] or [rows × K]. */
  Expr probabilities();

  /** K, how many outcomes there are. */
  int outcomes();

  /** 0…K−1. */
  default Expr labels() {
    return Expr.vector(IntStream.range(0, outcomes()).asDoubleStream().toArray());
  }

  /** Σ P_law(k) log P(k). */
  @Override
  default Optional<Expr> expectedLogDensity(Distribution law) {
    Expr p = ((Discrete) law).probabilities();
    int axis = p.shape().rank() - 1;
    Expr sum = Expr.constant(0);
    for (int k = 0; k < outcomes(); k++) {
      Expr pk = p.slice(axis, k, k + 1).sum(axis);
      sum = sum.plus(pk.times(logDensity(Expr.constant(k))));
    }
    return Optional.of(sum);
  }

  @Override
  default Support support() {
    return Support.category(outcomes());
  }

  /** Σ k P(k). */
  @Override
  default Expr mean() {
    return probabilities().times(labels()).sum(0);
  }

  /** Σ (k − mean)² P(k). */
  @Override
  default Expr variance() {
    return probabilities().times(labels().minus(mean()).square()).sum(0);
  }

  @Override
  default Sampler sampler() {
    return Sampler.whole(
        1,
        List.of(probabilities()),
        (p, random, out) -> {
          double u = random.next();
          double below = p[0];
          int k = 0;
          while (u > below && k < p.length - 1) {
            below += p[++k];
          }
          out[0] = k;
        });
  }

  @Override
  Discrete substitute(Map<Expr, Expr> replacements);
}

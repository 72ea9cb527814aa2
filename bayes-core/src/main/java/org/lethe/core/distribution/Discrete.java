package org.lethe.core.distribution;

import java.util.Map;
import org.lethe.core.expr.Expr;

/** A distribution over finitely many outcomes 0…K−1. */
public interface Discrete extends Distribution {

  /** P(X = k) for k = 0…K−1, [K] or [rows × K]. */
  Expr probabilities();

  /** K, how many outcomes there are. */
  int outcomes();

  @Override
  Discrete substitute(Map<Expr, Expr> replacements);
}

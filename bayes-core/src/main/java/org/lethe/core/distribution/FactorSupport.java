package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;

/** Lower triangular matrices of one kind, which may stand for the product LLᵀ. */
sealed interface FactorSupport extends Support permits CorrelationFactor, CovarianceFactor {

  /** The size k of the matrices that a vector u of this length stands for. */
  int size(int free);

  /** log Lᵢᵢ, [… × k]. */
  Expr logDiagonal(Expr free);

  /** c with log |d(LLᵀ)/dL| = constant + Σ cᵢ log Lᵢᵢ, from the free part to the free part. */
  double[] productWeights(int k);

  /** The constant of {@link #productWeights}. */
  double productConstant(int k);

  /** The name of the product's support. */
  String productName();

  /** Whether LLᵀ has the diagonal that is asked for. */
  boolean containsProductDiagonal(double[] diagonal);

  /** What LLᵀ must be. */
  String productRule();
}

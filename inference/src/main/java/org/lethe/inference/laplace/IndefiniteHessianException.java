package org.lethe.inference.laplace;

import org.lethe.inference.run.NumericalException;

/** The Hessian at the best point found is not positive definite: no normal fits there. */
public final class IndefiniteHessianException extends NumericalException {

  private static final long serialVersionUID = 1L;

  /** For a model. */
  public IndefiniteHessianException(String model) {
    super(
        "Laplace: the Hessian of model "
            + model
            + " at its mode must be positive definite, and is not: parameters that the rows do not"
            + " tell apart, or a saddle; give them a proper prior, or use another start or engine");
  }
}

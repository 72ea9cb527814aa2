package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;

/**
 * Where a distribution lives, and for the continuous ones the transform x = g(u) from the real line
 * that parameters are moved on, with log |dg/du|.
 */
public enum Support {
  /** The real line; x = u. */
  REAL {
    @Override
    public Expr constrain(Expr unconstrained) {
      return unconstrained;
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
      return Expr.constant(0);
    }

    @Override
    public double constrain(double unconstrained) {
      return unconstrained;
    }

    @Override
    public double unconstrain(double value) {
      return value;
    }

    @Override
    public boolean contains(double value) {
      return Double.isFinite(value);
    }
  },

  /** x &gt; 0; x = eᵘ, log |dx/du| = u. */
  POSITIVE {
    @Override
    public Expr constrain(Expr unconstrained) {
      return unconstrained.exp();
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
      return unconstrained;
    }

    @Override
    public double constrain(double unconstrained) {
      return Math.exp(unconstrained);
    }

    @Override
    public double unconstrain(double value) {
      return Math.log(value);
    }

    @Override
    public boolean contains(double value) {
      return value > 0 && Double.isFinite(value);
    }
  },

  /** 0 &lt; x &lt; 1; x = 1/(1 + e⁻ᵘ), log |dx/du| = log x + log(1 − x). */
  UNIT {
    @Override
    public Expr constrain(Expr unconstrained) {
      return unconstrained.sigmoid();
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
      return unconstrained.logSigmoid().plus(unconstrained.negate().logSigmoid());
    }

    @Override
    public double constrain(double unconstrained) {
      return 1 / (1 + Math.exp(-unconstrained));
    }

    @Override
    public double unconstrain(double value) {
      return Math.log(value) - Math.log1p(-value);
    }

    @Override
    public boolean contains(double value) {
      return value > 0 && value < 1;
    }
  },

  /** 0 or 1; no transform. */
  BINARY {
    @Override
    public boolean contains(double value) {
      return value == 0 || value == 1;
    }
  },

  /** 0, 1, 2, …; no transform. */
  NATURAL {
    @Override
    public boolean contains(double value) {
      return value >= 0 && value == Math.rint(value) && Double.isFinite(value);
    }
  };

  /** Whether there is a density, so that a parameter can live here. */
  public boolean continuous() {
    return this != BINARY && this != NATURAL;
  }

  /**
   * x = g(u), element by element.
   *
   * @throws UnsupportedOperationException for a discrete support
   */
  public Expr constrain(Expr unconstrained) {
    throw discrete();
  }

  /**
   * log |dg/du|, element by element (a scalar 0 where g is the identity).
   *
   * @throws UnsupportedOperationException for a discrete support
   */
  public Expr logJacobian(Expr unconstrained) {
    throw discrete();
  }

  /**
   * x = g(u).
   *
   * @throws UnsupportedOperationException for a discrete support
   */
  public double constrain(double unconstrained) {
    throw discrete();
  }

  /**
   * u = g⁻¹(x).
   *
   * @throws UnsupportedOperationException for a discrete support
   */
  public double unconstrain(double value) {
    throw discrete();
  }

  /** Whether a value lies in the support; NaN and infinities never do. */
  public abstract boolean contains(double value);

  private UnsupportedOperationException discrete() {
    return new UnsupportedOperationException(
        "Support: only a continuous support has a transform, got " + this);
  }
}

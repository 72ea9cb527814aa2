package org.lethe.inference.hmc;

/**
 * Dual averaging of the log step size (Nesterov 2009; Hoffman and Gelman 2014, section 3.2), which
 * brings the mean acceptance to δ: x = μ − √t/γ · s̄, s̄ the mean of δ − α with weights that forget
 * the start (t₀ = 10), and at the end the mean of x with weights t^(−κ); γ = 0.05, κ = 0.75, μ =
 * log 10ε₀.
 */
final class StepSize {

  private static final double GAMMA = 0.05;
  private static final double T0 = 10;
  private static final double KAPPA = 0.75;

  private final double target;
  private double mu;
  private double shortfall;
  private double logMean;
  private long t;
  private double current;

  StepSize(double target, double first) {
    this.target = target;
    restart(first);
  }

  /** Forgets all, to begin again near a step size. */
  void restart(double first) {
    mu = Math.log(10 * first);
    shortfall = 0;
    logMean = 0;
    t = 0;
    current = first;
  }

  /** Hands over what it has learned. */
  void exchange(ChainState state) {
    mu = state.number(mu);
    shortfall = state.number(shortfall);
    logMean = state.number(logMean);
    t = state.whole(t);
    current = state.number(current);
  }

  /** The step size to take next. */
  double current() {
    return current;
  }

  /** Learns the mean acceptance of a trajectory, between 0 and 1. */
  void learn(double acceptance) {
    t++;
    double forget = 1 / (t + T0);
    shortfall = (1 - forget) * shortfall + forget * (target - acceptance);
    double x = mu - shortfall * Math.sqrt((double) t) / GAMMA;
    double weight = Math.pow((double) t, -KAPPA);
    logMean = (1 - weight) * logMean + weight * x;
    current = Math.exp(x);
  }

  /** Settles on the mean; on the present one where nothing was learned. */
  void settle() {
    if (t > 0) {
      current = Math.exp(logMean);
    }
  }
}

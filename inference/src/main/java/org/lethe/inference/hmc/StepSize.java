package org.lethe.inference.hmc;

/**
 * Dual averaging of the log step size (Nesterov 2009; Hoffman and Gelman 2014, section 3.2), which
 * brings the mean acceptance to δ: x = μ − √t/γ · s̄, s̄ the mean of δ − α with weights that forget
 * the start (t₀ = 10), and at the end the mean of x with weights t^(−κ), κ = 0.75.
 *
 * <p>Where ε₀ is a guess, γ = 0.05 and μ = log 10ε₀, as in Stan, which looks far and soon. Steps
 * then differ by tenths from one to the next, and as α falls ever faster in log ε, the mean step
 * accepts more than the steps did on average: 0.87 for δ = 0.8. Where ε₀ was learned, γ = 0.5 and μ
 * = log ε₀ let it vary by a third of that, and the mean step accepts 0.80 to 0.81.
 */
final class StepSize {

  private static final double FAR = 0.05;
  private static final double NEAR = 0.5;
  private static final double T0 = 10;
  private static final double KAPPA = 0.75;

  private final double target;
  private double gamma = FAR;
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
    gamma = FAR;
    mu = Math.log(10 * first);
    begin(first);
  }

  /**
   * Begins again near the mean, where the target has changed a little; {@link #learn} was called.
   */
  void refine() {
    gamma = NEAR;
    mu = logMean;
    begin(Math.exp(logMean));
  }

  private void begin(double first) {
    shortfall = 0;
    logMean = 0;
    t = 0;
    current = first;
  }

  /** Hands over what it has learned. */
  void exchange(ChainState state) {
    gamma = state.number(gamma);
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
    double x = mu - shortfall * Math.sqrt((double) t) / gamma;
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

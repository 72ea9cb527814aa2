package org.lethe.core.random;

/**
 * What numbers are drawn for. Two draws at the same seed, stream and step are independent when
 * their purposes differ, so an algorithm gives each of its uses one of these, or any other number
 * from {@link #FREE} up.
 */
public final class Purpose {
  /** Initial values. */
  public static final int START = 0;

  /** Which rows make up a minibatch. */
  public static final int MINIBATCH = 1;

  /** Reparametrised draws inside an energy. */
  public static final int REPARAMETRISATION = 2;

  /** Draws from a posterior. */
  public static final int DRAW = 3;

  /** Draws behind a prediction. */
  public static final int PREDICTION = 4;

  /** Draws behind a diagnostic or a verdict. */
  public static final int DIAGNOSTIC = 5;

  /** Splitting rows into parts, and shuffling them. */
  public static final int SPLIT = 6;

  /** Simulated data. */
  public static final int SIMULATION = 7;

  /** The Gaussians of a chain's dynamics. */
  public static final int DYNAMICS = 8;

  /** What a chain's dynamics carry when it begins, such as a momentum. */
  public static final int CHAIN_MEMORY = 9;

  /** Centres of simulated clusters. */
  public static final int CLUSTER_CENTRES = 16;

  /** Rows of simulated clusters. */
  public static final int CLUSTER_ROWS = 17;

  /** Where a mixture is begun. */
  public static final int MIXTURE_START = 18;

  /** Rows of a term of a Neumann series, and the draw that it looks at. */
  public static final int NEUMANN = 20;

  /** Reparametrised draws behind an influence, one address for all of it. */
  public static final int INFLUENCE = 21;

  /** Momenta of Hamiltonian dynamics. */
  public static final int MOMENTUM = 40;

  /** Directions and points of a Hamiltonian trajectory. */
  public static final int TRAJECTORY = 41;

  /** Momenta behind a first step size. */
  public static final int STEP_SIZE = 42;

  /** Seeds of the fits of a calibration. */
  public static final int CALIBRATION = 43;

  /** Parameters drawn from a prior. */
  public static final int PRIOR = 30;

  /** Responses of rows, drawn given the parameters. */
  public static final int RESPONSE = 31;

  /** What a row's predictor leaves open, beside draws of the parameters. */
  public static final int ROW_NOISE = 50;

  /** The first number that this list will never take. */
  public static final int FREE = 1024;

  private Purpose() {}
}

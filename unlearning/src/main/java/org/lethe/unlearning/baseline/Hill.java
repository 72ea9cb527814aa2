package org.lethe.unlearning.baseline;

import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.RandomStream;

/** The mean loss of rows as the location of a posterior moves, in its own standard deviations. */
interface Hill extends AutoCloseable {

  /** d. */
  int dimension();

  /** The mean loss a row after a shift [d], and its gradient into {@code out} [d]. */
  double loss(double[] shift, RandomStream noise, double[] out);

  /** How many row gradients a call of {@link #loss} takes. */
  long rowGradients();

  /** The posterior after a shift. */
  Posterior at(double[] shift);

  @Override
  void close();
}

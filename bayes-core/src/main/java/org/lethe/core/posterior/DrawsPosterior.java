package org.lethe.core.posterior;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Table;
import org.lethe.core.random.RandomStream;

/**
 * A posterior known by draws: chains of one length, in the order in which they were drawn, equally
 * weighted or with log weights.
 */
public interface DrawsPosterior extends Posterior {
  /** How many chains. */
  int chains();

  /** Draws a chain. */
  int size();

  /** θ [d] on the unconstrained scale: draw {@code i} of a chain. */
  double[] draw(int chain, int i);

  /**
   * log wᵢ up to a constant, chain after chain [chains · size]; empty where all draws weigh the
   * same.
   */
  Optional<double[]> logWeights();

  /**
   * Equally weighted draws in place of weighted ones, of the same number: systematic resampling, so
   * that a draw of weight w appears ⌊nw⌋ or ⌈nw⌉ times. Without weights, this posterior itself.
   */
  DrawsPosterior resample(RandomStream random);

  /**
   * The same draws with the exchangeable components of each in the order that brings them closest
   * to their means, which begin in the order of the first draw: Σ over components and coordinates,
   * in units of the coordinate's sd over all draws and components, of the squared distance. Without
   * exchangeable components, or where all draws are in that order, this posterior itself.
   *
   * <p>A mixture's posterior has K! copies that tell the same of every row. Draws of several copies
   * have means, sds, R̂ and influence that are of no copy; relabelled ones have those of one, as
   * far as copies do not overlap.
   *
   * @see org.lethe.core.model.Model#exchangeable
   */
  DrawsPosterior relabelled();

  /**
   * Writes the draws as CmdStan does, one file a chain, so that ArviZ and the tools of Stan can
   * read them: every quantity on the model's own scale. Weighted draws are resampled first. A
   * single chain goes to {@code csv}; of several, chain 2 of {@code fit.csv} goes to {@code
   * fit_2.csv}. Each file is written whole or not at all.
   *
   * @return the files, in the order of the chains
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  List<Path> saveCmdStan(Path csv);

  /**
   * The same with the column {@code lp__}, log p(D, θ) on the unconstrained scale, which takes a
   * pass over all rows for each draw.
   *
   * @param data the rows that the posterior was fitted to
   * @throws IllegalArgumentException if the model couples its rows and these are others
   */
  List<Path> saveCmdStan(Path csv, Table data);
}

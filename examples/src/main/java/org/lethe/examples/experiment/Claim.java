package org.lethe.examples.experiment;

import org.lethe.core.posterior.Verdict;
import org.lethe.examples.text.Words;

/**
 * Something that was published, held against what was found here.
 *
 * @param words the claim
 * @param holds whether it was found again
 * @param found what was found
 */
record Claim(String words, boolean holds, String found) {
  private static final double ELBO_TOLERANCE = 0.1;

  /** The ELBO of a fit. */
  static Claim elbo(String which, SweepResult.Reference fit, double published) {
    return new Claim(
        which + " ELBO within 0.1 of " + published,
        Math.abs(fit.elbo() - published) <= ELBO_TOLERANCE,
        "found " + Words.number(fit.elbo()));
  }

  /** A distance, to a relative tolerance in percent. */
  static Claim kl(String which, double found, double published, int percent) {
    return new Claim(
        which + ": KL within " + percent + " % of " + Words.number(published),
        Math.abs(found - published) <= percent / 100.0 * published,
        "found " + Words.number(found));
  }

  /** The distance of a method on the erased rows. */
  static Claim erased(SweepResult.Row row, double published, int percent) {
    double found = row.measured().map(m -> m.kl().erased()).orElse(Double.NaN);
    return kl(name(row) + ", erased rows", found, published, percent);
  }

  /** That a result is not to be trusted. */
  static Claim doubted(SweepResult.Row row) {
    Verdict.Level level = row.verdict().level();
    return new Claim(
        name(row) + ": not to be trusted", level != Verdict.Level.TRUSTED, "verdict " + level);
  }

  /** A method at its λ. */
  static String name(SweepResult.Row row) {
    return row.method() + " at lambda " + Words.number(row.lambda());
  }
}

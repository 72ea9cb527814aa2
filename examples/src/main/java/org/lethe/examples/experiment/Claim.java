package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
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
  private static final double MEAN_TOLERANCE = 0.1;
  private static final double ELBO_TOLERANCE = 0.1;
  private static final double KL_TOLERANCE = 0.15;
  private static final double SMALLEST_KNOWN_LAMBDA = 1e-3;

  /** All claims, in the order of the experiment. */
  static List<Claim> of(BanknoteResult result) {
    List<Claim> claims = new ArrayList<>();
    claims.add(mean("full", result.full(), Published.FULL_MEAN));
    claims.add(mean("retrained", result.retrained(), Published.RETRAINED_MEAN));
    claims.add(elbo("full", result.full(), Published.FULL_ELBO));
    claims.add(elbo("retrained", result.retrained(), Published.RETRAINED_ELBO));
    claims.add(
        kl(
            "doing nothing, erased rows",
            result.doNothing().erased(),
            Published.DO_NOTHING.erased()));
    claims.add(
        kl(
            "doing nothing, remaining rows",
            result.doNothing().remaining(),
            Published.DO_NOTHING.remaining()));
    for (BanknoteResult.Row row : result.rows()) {
      claims.add(row.lambda() >= SMALLEST_KNOWN_LAMBDA ? close(row) : doubted(row));
    }
    return List.copyOf(claims);
  }

  private static Claim mean(String which, BanknoteResult.Reference fit, List<Double> published) {
    double worst = 0;
    for (int i = 0; i < published.size(); i++) {
      worst = Math.max(worst, Math.abs(fit.mean().get(i) - published.get(i)) / fit.sd().get(i));
    }
    return new Claim(
        which + " mean within 0.1 sd",
        worst <= MEAN_TOLERANCE,
        "largest distance " + Words.number(worst) + " sd");
  }

  private static Claim elbo(String which, BanknoteResult.Reference fit, double published) {
    return new Claim(
        which + " ELBO within 0.1 of " + published,
        Math.abs(fit.elbo() - published) <= ELBO_TOLERANCE,
        "found " + Words.number(fit.elbo()));
  }

  private static Claim close(BanknoteResult.Row row) {
    double found = row.measured().map(m -> m.kl().erased()).orElse(Double.NaN);
    return kl(name(row) + ", erased rows", found, Published.klErased(row).orElseThrow());
  }

  private static Claim kl(String which, double found, double published) {
    return new Claim(
        which + ": KL within 15 % of " + Words.number(published),
        Math.abs(found - published) <= KL_TOLERANCE * published,
        "found " + Words.number(found));
  }

  private static Claim doubted(BanknoteResult.Row row) {
    Verdict.Level level = row.verdict().level();
    return new Claim(
        name(row) + ": not to be trusted", level != Verdict.Level.TRUSTED, "verdict " + level);
  }

  private static String name(BanknoteResult.Row row) {
    return row.method() + " at lambda " + Words.number(row.lambda());
  }
}

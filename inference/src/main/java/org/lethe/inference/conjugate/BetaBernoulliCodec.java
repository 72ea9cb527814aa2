package org.lethe.inference.conjugate;

/** Of {@link BetaBernoulliPosterior}. */
public final class BetaBernoulliCodec extends StatisticsCodec<BetaBernoulliPosterior> {
  /** For the service loader. */
  public BetaBernoulliCodec() {
    super(
        BetaBernoulli.NAME,
        BetaBernoulliPosterior.class,
        BetaBernoulliPosterior::numbers,
        BetaBernoulliPosterior::read);
  }
}

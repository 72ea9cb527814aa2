package org.lethe.inference.conjugate;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link BetaBernoulli} from its recipe. */
public final class BetaBernoulliReader implements EngineReader {
  @Override
  public String engine() {
    return BetaBernoulli.NAME;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return BetaBernoulli.of();
  }
}

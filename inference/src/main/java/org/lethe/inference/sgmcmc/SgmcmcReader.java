package org.lethe.inference.sgmcmc;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link Sgmcmc} again from its recipe. */
public final class SgmcmcReader implements EngineReader {

  @Override
  public String engine() {
    return Sgmcmc.ENGINE;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return Sgmcmc.from(recipe);
  }
}

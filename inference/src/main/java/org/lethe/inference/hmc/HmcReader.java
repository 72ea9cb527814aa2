package org.lethe.inference.hmc;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link Hmc} again from its recipe. */
public final class HmcReader implements EngineReader {

  @Override
  public String engine() {
    return Hmc.ENGINE;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return Hmc.from(recipe);
  }
}

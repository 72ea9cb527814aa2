package org.lethe.inference.hmc;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link Nuts} again from its recipe. */
public final class NutsReader implements EngineReader {

  @Override
  public String engine() {
    return Nuts.ENGINE;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return Nuts.from(recipe);
  }
}

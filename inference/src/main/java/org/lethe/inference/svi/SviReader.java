package org.lethe.inference.svi;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link Svi} again from its recipe. */
public final class SviReader implements EngineReader {

  @Override
  public String engine() {
    return Svi.ENGINE;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return Svi.from(recipe);
  }
}

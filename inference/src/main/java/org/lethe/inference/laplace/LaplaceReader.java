package org.lethe.inference.laplace;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link Laplace} again from its recipe. */
public final class LaplaceReader implements EngineReader {

  @Override
  public String engine() {
    return Laplace.ENGINE;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return Laplace.from(recipe);
  }
}

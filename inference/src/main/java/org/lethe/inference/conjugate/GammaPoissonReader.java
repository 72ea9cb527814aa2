package org.lethe.inference.conjugate;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link GammaPoisson} from its recipe. */
public final class GammaPoissonReader implements EngineReader {
  @Override
  public String engine() {
    return GammaPoisson.NAME;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return GammaPoisson.of();
  }
}

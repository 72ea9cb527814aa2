package org.lethe.inference.conjugate;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link LinearGaussian} from its recipe. */
public final class LinearGaussianReader implements EngineReader {
  @Override
  public String engine() {
    return LinearGaussian.NAME;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return LinearGaussian.of();
  }
}

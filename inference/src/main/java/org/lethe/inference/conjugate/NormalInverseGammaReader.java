package org.lethe.inference.conjugate;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link NormalInverseGamma} from its recipe. */
public final class NormalInverseGammaReader implements EngineReader {
  @Override
  public String engine() {
    return NormalInverseGamma.NAME;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return NormalInverseGamma.of(recipe);
  }
}

package org.lethe.inference.conjugate;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link NormalInverseWishart} from its recipe. */
public final class NormalInverseWishartReader implements EngineReader {
  @Override
  public String engine() {
    return NormalInverseWishart.NAME;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return NormalInverseWishart.of();
  }
}

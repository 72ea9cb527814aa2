package org.lethe.inference.conjugate;

import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.EngineReader;

/** Makes {@link DirichletCategorical} from its recipe. */
public final class DirichletCategoricalReader implements EngineReader {
  @Override
  public String engine() {
    return DirichletCategorical.NAME;
  }

  @Override
  public Engine<?> read(Recipe recipe) {
    return DirichletCategorical.of();
  }
}

package org.lethe.inference.run;

import org.lethe.core.posterior.Recipe;

/** Makes an engine from its recipe; found by {@link java.util.ServiceLoader}. */
public interface EngineReader {

  /** The name in {@link Recipe#engine()} that this reader understands. */
  String engine();

  /** The engine whose {@link Engine#recipe()} is {@code recipe}. */
  Engine<?> read(Recipe recipe);
}

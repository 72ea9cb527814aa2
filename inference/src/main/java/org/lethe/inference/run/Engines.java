package org.lethe.inference.run;

import java.util.ServiceLoader;
import java.util.TreeSet;
import org.lethe.core.posterior.Recipe;

/** The engines on the class path, by the name in their recipes. */
public final class Engines {

  private Engines() {}

  /**
   * The engine that a recipe describes: what makes a retrain from a provenance possible.
   *
   * @throws IllegalArgumentException when no engine of that name is on the class path
   */
  public static Engine<?> of(Recipe recipe) {
    TreeSet<String> known = new TreeSet<>();
    for (EngineReader reader : ServiceLoader.load(EngineReader.class)) {
      if (reader.engine().equals(recipe.engine())) {
        return reader.read(recipe);
      }
      known.add(reader.engine());
    }
    throw new IllegalArgumentException(
        "Engines: engine must be one of " + known + ", got " + recipe.engine());
  }
}

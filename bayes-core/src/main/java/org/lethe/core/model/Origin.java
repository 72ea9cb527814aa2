package org.lethe.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lethe.core.data.Schema;

/** What a model was defined with, see {@link Model}. */
record Origin(String name, Schema schema, Map<String, String> definition, Consumer<Declare> body) {

  Origin {
    definition = Collections.unmodifiableMap(new TreeMap<>(definition));
  }
}

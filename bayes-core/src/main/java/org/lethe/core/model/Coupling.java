package org.lethe.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;

/**
 * What joint terms know of rows.
 *
 * @param why each term's reason; empty where rows are not coupled
 * @param inputs those that stand in for rows, by the columns that they hold
 * @param columns that joint terms read
 * @param rows that the terms have met
 */
record Coupling(
    List<String> why, Map<List<String>, Expr> inputs, Set<String> columns, Optional<Table> rows) {

  Coupling {
    why = List.copyOf(why);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    columns = Set.copyOf(columns);
  }
}

package org.lethe.core.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the ids of a file, each of which must be there and be new. */
final class IdReader {
  private final CellReader cells;
  private final Map<String, Long> lineOf = new LinkedHashMap<>();

  IdReader(Path file, String column) {
    this.cells = new CellReader(file, Column.id(column));
  }

  void accept(long line, String text) {
    Long earlier = lineOf.putIfAbsent(cells.label(line, text), line);
    if (earlier != null) {
      throw cells.refuse(line, "id " + Text.quote(text) + " already stands in line " + earlier);
    }
  }

  List<String> ids() {
    return List.copyOf(lineOf.keySet());
  }
}

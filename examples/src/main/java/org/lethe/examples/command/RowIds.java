package org.lethe.examples.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;

/** A file of row ids, one a line; blank lines and lines that begin with # mean nothing. */
final class RowIds {
  private RowIds() {}

  /** The edit that forgets the rows that the file names. */
  static Edit forget(Table rows, Path file) {
    Set<String> ids = new LinkedHashSet<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String id = lines.get(i).replace("\uFEFF", "").strip();
      if (id.isEmpty() || id.startsWith("#")) {
        continue;
      }
      String place = file + ", line " + (i + 1) + ": ";
      if (!rows.contains(id)) {
        throw new BadInputException(
            place + "there is no row '" + id + "' in the data" + hint(rows, id));
      }
      if (!ids.add(id)) {
        throw new BadInputException(place + "row '" + id + "' is there twice");
      }
    }
    if (ids.isEmpty()) {
      throw new BadInputException(file + " names no row; it must hold one id a line");
    }
    return Edit.forget(rows, ids);
  }

  private static String hint(Table rows, String id) {
    if (rows.size() == 0) {
      return "";
    }
    String example = rows.ids().get(0);
    return id.contains(",")
        ? "; write one id a line and nothing else"
        : "; ids look like '" + example + "'";
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      throw new BadInputException("there is no file '" + file + "' of row ids (--rows)");
    }
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + " is not UTF-8 text; it must hold one id a line", e);
    } catch (IOException e) {
      throw new BadInputException("cannot read '" + file + "' (--rows)", e);
    }
  }
}

package org.lethe.core.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A CSV file as lines of the wanted columns; refuses what is no table. */
final class CsvFile {
  /** Takes a line's cells, in the order of the wanted columns. */
  @FunctionalInterface
  interface Line {
    void at(long number, String[] cells);
  }

  private final Path file;
  private final Iterator<CsvRecord> records;
  private final List<String> header;

  private CsvFile(Path file, Iterator<CsvRecord> records) {
    this.file = file;
    this.records = records;
    this.header = records.hasNext() ? names(records.next()) : List.of();
  }

  /** The names in the first line. */
  static List<String> header(Path file) {
    return open(file, csv -> csv.header);
  }

  /** Reads all lines after the header, and returns how many there were. */
  static int read(Path file, List<String> wanted, Line line) {
    return open(file, csv -> csv.each(wanted, line));
  }

  private interface Use<T> {
    T of(CsvFile csv);
  }

  private static <T> T open(Path file, Use<T> use) {
    if (!Files.exists(file)) {
      throw new DataException("there is no file '" + file + "'");
    }
    if (Files.isDirectory(file)) {
      throw new DataException("'" + file + "' is a directory, not a CSV file");
    }
    try (CsvReader<CsvRecord> reader = reader(file)) {
      CsvFile csv = new CsvFile(file, reader.iterator());
      if (csv.header.isEmpty()) {
        throw new DataException(file + " is empty; its first line must name the columns");
      }
      return use.of(csv);
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    } catch (IOException e) {
      throw new DataException("cannot read '" + file + "': " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notUtf8(file, e);
      }
      throw new DataException("cannot read '" + file + "': " + e.getMessage(), e);
    } catch (CsvParseException e) {
      throw new DataException(file + " is not a CSV file: " + deepest(e), e);
    }
  }

  /** Ragged lines are let through here, and refused with their line below. */
  private static CsvReader<CsvRecord> reader(Path file) throws IOException {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(Files.newBufferedReader(file, StandardCharsets.UTF_8));
  }

  private List<String> names(CsvRecord first) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String field : first.getFields()) {
      // spreadsheets put a byte order mark in front of the first name
      String name = (names.isEmpty() ? field.replace("\uFEFF", "") : field).strip();
      if (!name.isEmpty() && !seen.add(name)) {
        throw new DataException(
            file + ", line 1: column '" + name + "' is there twice; rename one of them");
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private int each(List<String> wanted, Line line) {
    int[] position = new int[wanted.size()];
    for (int j = 0; j < position.length; j++) {
      position[j] = header.indexOf(wanted.get(j));
      if (position[j] < 0) {
        throw missing(wanted.get(j));
      }
    }
    int rows = 0;
    String[] cells = new String[position.length];
    while (records.hasNext()) {
      CsvRecord next = records.next();
      if (next.getFieldCount() == 1 && next.getField(0).isBlank() && header.size() > 1) {
        continue;
      }
      if (next.getFieldCount() != header.size()) {
        throw new DataException(
            file
                + ", line "
                + next.getStartingLineNumber()
                + ": "
                + next.getFieldCount()
                + (next.getFieldCount() == 1 ? " value" : " values")
                + " where the header names "
                + header.size()
                + " columns");
      }
      for (int j = 0; j < cells.length; j++) {
        cells[j] = next.getField(position[j]).strip();
      }
      line.at(next.getStartingLineNumber(), cells);
      rows++;
    }
    if (rows == 0) {
      throw new DataException(file + " has no rows below its header");
    }
    return rows;
  }

  private DataException missing(String column) {
    boolean otherSeparator = header.size() == 1 && header.get(0).matches(".*[;\t|].*");
    return new DataException(
        file
            + " has no column '"
            + column
            + "'; it has "
            + Text.list(header)
            + (otherSeparator
                ? "; separate the columns by commas"
                : Text.suggestion(column, header)));
  }

  private static DataException notUtf8(Path file, Exception e) {
    return new DataException(file + " is not UTF-8 text; save it as CSV in UTF-8", e);
  }

  private static String deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}

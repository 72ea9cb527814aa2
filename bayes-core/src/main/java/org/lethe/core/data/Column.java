package org.lethe.core.data;

import java.util.HashSet;
import java.util.List;

/**
 * One column of a schema, with the constants that were learned for it.
 *
 * @param name as in the header of the file
 * @param kind what the column holds
 * @param levels the labels of a category in order, empty for the other kinds
 * @param centre subtracted from a number when it is read, 0 unless standardised
 * @param scale divides a number when it is read, 1 unless standardised
 */
public record Column(String name, Kind kind, List<String> levels, double centre, double scale) {
  /** What a column holds. */
  public enum Kind {
    /** Finite numbers. */
    NUMBER,
    /** Whole numbers from 0 up. */
    COUNT,
    /** Labels; a table holds the index of the level, from 0. */
    CATEGORY,
    /** The row ids, which are no values: {@link Table#ids()} has them. */
    ID
  }

  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException if the name is blank, if a category has no levels or one
   *     twice, if another kind has levels, or if centre and scale are not usable
   */
  public Column {
    levels = List.copyOf(levels);
    Checks.that(!name.isBlank(), "Column: name must not be blank");
    String who = "Column '" + name + "'";
    Checks.that(
        (kind == Kind.CATEGORY) == !levels.isEmpty(),
        "%s: levels must be given for a category and for nothing else, got %s",
        who,
        levels);
    Checks.that(
        new HashSet<>(levels).size() == levels.size(),
        "%s: levels must differ, got %s",
        who,
        levels);
    Checks.finite(who, "centre", centre);
    Checks.positiveFinite(who, "scale", scale);
    Checks.that(
        kind == Kind.NUMBER || (centre == 0 && scale == 1),
        "%s: only a number can be standardised, got %s",
        who,
        kind);
  }

  /** A column of numbers, read as they are. */
  public static Column number(String name) {
    return new Column(name, Kind.NUMBER, List.of(), 0, 1);
  }

  /** A column of numbers x, read as (x − centre)/scale. */
  public static Column standardised(String name, double centre, double scale) {
    return new Column(name, Kind.NUMBER, List.of(), centre, scale);
  }

  /** A column of whole numbers from 0 up. */
  public static Column count(String name) {
    return new Column(name, Kind.COUNT, List.of(), 0, 1);
  }

  /** A column of labels. */
  public static Column category(String name, String... levels) {
    return new Column(name, Kind.CATEGORY, List.of(levels), 0, 1);
  }

  /** The column of row ids. */
  public static Column id(String name) {
    return new Column(name, Kind.ID, List.of(), 0, 1);
  }

  /** What stands in a table for the raw value: (raw − centre)/scale. */
  double coded(double raw) {
    return (raw - centre) / scale;
  }

  /** Why a raw value cannot stand in this column; empty when it can. */
  String refusal(double raw) {
    if (Double.isNaN(raw)) {
      return "the value is NaN; a number must be finite";
    }
    if (Double.isInfinite(raw)) {
      return "the value is infinite; a number must be finite";
    }
    if (kind == Kind.COUNT && (raw < 0 || raw != Math.rint(raw))) {
      return Text.number(raw) + " is not a count; a count is 0, 1, 2, …";
    }
    if (kind == Kind.CATEGORY && (raw < 0 || raw >= levels.size() || raw != Math.rint(raw))) {
      return Text.number(raw) + " is not the index of a level, 0 to " + (levels.size() - 1);
    }
    return "";
  }
}

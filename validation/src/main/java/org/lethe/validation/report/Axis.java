package org.lethe.validation.report;

import java.util.List;
import org.lethe.core.data.Checks;

/**
 * One axis of a plot.
 *
 * @param title what it shows, with its unit; may be empty
 * @param kind how numbers become places
 * @param categories the names of places 0, 1, …; for that kind only
 */
public record Axis(String title, Kind kind, List<String> categories) {

  /** How numbers become places. */
  public enum Kind {
    /** In proportion. */
    LINEAR,
    /** In proportion, from zero, without ticks: for shapes whose height is of no interest. */
    BARE,
    /** By their logarithm; zero has a place of its own at the low end, and less is refused. */
    LOG,
    /** 0, 1, … are names; on a vertical axis 0 is at the top. */
    CATEGORIES
  }

  /** Throws {@link IllegalArgumentException} where kind and categories contradict each other. */
  public Axis {
    categories = List.copyOf(categories);
    Checks.that(
        (kind == Kind.CATEGORIES) == !categories.isEmpty(),
        "Axis: categories must be given for that kind and no other, got %s for %s",
        categories,
        kind);
  }

  /** An axis in proportion. */
  public static Axis linear(String title) {
    return new Axis(title, Kind.LINEAR, List.of());
  }

  /** An axis from zero without ticks. */
  public static Axis bare() {
    return new Axis("", Kind.BARE, List.of());
  }

  /** A logarithmic axis. */
  public static Axis log(String title) {
    return new Axis(title, Kind.LOG, List.of());
  }

  /** An axis of names, of which 20 characters are shown. */
  public static Axis categories(String... names) {
    return new Axis("", Kind.CATEGORIES, List.of(names));
  }
}

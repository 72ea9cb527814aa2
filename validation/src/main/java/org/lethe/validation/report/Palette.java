package org.lethe.validation.report;

import java.util.List;

/**
 * Colours that people with any common colour vision tell apart, from Okabe and Ito (2008), a shade
 * lighter on a dark ground.
 */
final class Palette {
  static final List<String> LIGHT =
      List.of("#0072b2", "#d55e00", "#6b7280", "#009e73", "#a8578a", "#b07c00");
  static final List<String> DARK =
      List.of("#56b4e9", "#ff8c42", "#a3abb8", "#2fc79a", "#e29ac6", "#e6b93c");
  static final String LIGHT_INK = "#1f2933";
  static final String LIGHT_FAINT = "#5f6b7a";
  static final String LIGHT_GRID = "#e3e7ec";
  static final String DARK_INK = "#e6e9ee";
  static final String DARK_FAINT = "#a3abb8";
  static final String DARK_GRID = "#333b47";

  private Palette() {}

  /** The name of a role in style sheets. */
  static String variable(int role) {
    return switch (role) {
      case Mark.INK -> "ink";
      case Mark.FAINT -> "faint";
      case Mark.GRID -> "grid";
      default -> "s" + Math.floorMod(role, LIGHT.size());
    };
  }

  /** A role on a light ground. */
  static String light(int role) {
    return switch (role) {
      case Mark.INK -> LIGHT_INK;
      case Mark.FAINT -> LIGHT_FAINT;
      case Mark.GRID -> LIGHT_GRID;
      default -> LIGHT.get(Math.floorMod(role, LIGHT.size()));
    };
  }

  /** Style rules that give every role its colour, light or dark as the reader prefers. */
  static String css(String selector) {
    return selector
        + "{"
        + variables(LIGHT, LIGHT_INK, LIGHT_FAINT, LIGHT_GRID)
        + "}@media(prefers-color-scheme:dark){"
        + selector
        + "{"
        + variables(DARK, DARK_INK, DARK_FAINT, DARK_GRID)
        + "}}";
  }

  private static String variables(List<String> series, String ink, String faint, String grid) {
    StringBuilder css = new StringBuilder();
    for (int i = 0; i < series.size(); i++) {
      css.append("--s").append(i).append(':').append(series.get(i)).append(';');
    }
    return css + "--ink:" + ink + ";--faint:" + faint + ";--grid:" + grid + ";";
  }
}

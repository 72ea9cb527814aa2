package org.lethe.examples.posteriordb;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;

/**
 * A posterior to be found.
 *
 * @param reference what it is
 * @param rows the data, a row each
 * @param model as it is written here
 */
record Case(Reference reference, Table rows, Model model) {

  /** The names there are. */
  static List<String> names() {
    return List.of(
        "eight_schools-eight_schools_noncentered",
        "kidiq-kidscore_momiq",
        "mesquite-logmesquite_logvolume",
        "arK-arK",
        "gp_pois_regr-gp_regr");
  }

  /**
   * The posterior of this name; the part before or after the hyphen will do.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  static Case named(String name) {
    String full =
        names().stream()
            .filter(n -> n.equals(name) || n.startsWith(name + "-") || n.endsWith("-" + name))
            .findFirst()
            .orElse("");
    Checks.that(
        !full.isEmpty(),
        "--model must be all or one of %s, got '%s'",
        String.join(", ", names()),
        name);
    Reference reference = Reference.named(full);
    return switch (full) {
      case "arK-arK" -> Programs.autoregression(reference);
      case "gp_pois_regr-gp_regr" -> Programs.gaussianProcess(reference);
      case "kidiq-kidscore_momiq" -> Programs.kidScores(reference);
      case "mesquite-logmesquite_logvolume" -> Programs.mesquite(reference);
      default -> Programs.eightSchools(reference);
    };
  }
}

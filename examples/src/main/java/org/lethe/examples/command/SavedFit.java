package org.lethe.examples.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.FitFile;
import org.lethe.core.posterior.FitHeader;
import org.lethe.core.posterior.Posterior;

/**
 * A fit read from a file that says by itself which model it is of.
 *
 * @param file where it was read from
 * @param fit the fit
 * @param regression how its model is built
 */
record SavedFit(Path file, Fit<Posterior> fit, Regression regression) {
  static SavedFit open(Path file) {
    if (!Files.exists(file)) {
      throw new BadInputException("there is no file '" + file + "'; lethe fit makes one");
    }
    FitHeader header = FitFile.peek(file);
    if (header.definition().isEmpty()) {
      throw new BadInputException(
          file
              + " holds a fit of model "
              + header.model()
              + ", which only its own program can open");
    }
    Regression regression = Regression.from(header.definition(), header.schema());
    Model model = regression.model();
    return new SavedFit(file, Fit.load(file, Posterior.class, model), regression);
  }

  String target() {
    return regression.definition().getOrDefault("target", "");
  }

  /** The rows of a file, read as the fit's own rows were. */
  Table rows(Path csv) {
    return Table.csv(csv, fit.model().schema());
  }

  /** The very rows that the fit stands for. */
  Table ownRows(Path csv) {
    Table rows = rows(csv);
    if (!rows.digest().equals(fit.provenance().dataDigest())) {
      throw new DataException(
          csv
              + " does not hold the rows that "
              + file
              + " stands for; give the file that it was fitted to, without the rows it forgot"
              + " and with those it learned since");
    }
    return rows;
  }

  /** What the elements of beta multiply. */
  List<String> coefficients() {
    return regression.coefficients();
  }
}

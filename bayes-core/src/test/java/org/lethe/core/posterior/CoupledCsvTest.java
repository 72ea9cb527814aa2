package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;

/** The log density that is written beside draws of a model whose rows are coupled. */
class CoupledCsvTest {

  private static final double[] Y = {1, -2, .5, 3, -1.5};
  private static final Table ROWS = Table.of(Map.of("y", Y));
  private static final double[][][] DRAWS = {{{.3}, {-1.2}}};

  @TempDir Path folder;

  private static Model rowByRow() {
    return Model.define(
        "rows",
        ROWS.schema(),
        m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));
  }

  private static Model coupled() {
    return Model.define(
        "coupled",
        ROWS.schema(),
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 1));
          Expr y = m.allRows().column("y");
          m.observeJointly("for the test", Normal.of(mu, 1).logDensity(y).sum());
        });
  }

  private double[] logDensities(Model model) throws IOException {
    Path file = folder.resolve(model.name() + ".csv");
    Draws.of(model, DRAWS).saveCmdStan(file, ROWS);
    List<String> lines = Files.readAllLines(file);
    return lines.subList(lines.size() - 2, lines.size()).stream()
        .mapToDouble(line -> Double.parseDouble(line.split(",")[0]))
        .toArray();
  }

  @Test
  void isThatOfTheSameModelRowByRow() throws IOException {
    double[] byRow = logDensities(rowByRow());
    for (int i = 0; i < 2; i++) {
      double mu = DRAWS[0][i][0];
      double expected = -mu * mu / 2 - 3 * Math.log(2 * Math.PI);
      for (double y : Y) {
        expected -= (y - mu) * (y - mu) / 2;
      }
      // sums of six terms below 20
      assertThat(byRow[i]).isCloseTo(expected, within(1e-13));
      assertThat(logDensities(coupled().on(ROWS))[i]).isCloseTo(expected, within(1e-13));
      assertThat(logDensities(coupled())[i]).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void isOfTheRowsThatTheModelHasMet() {
    Draws draws = Draws.of(coupled().on(ROWS), DRAWS);
    Path file = folder.resolve("other.csv");
    Table fewer = ROWS.select(List.of("row-0", "row-2", "row-3"));
    assertThatThrownBy(() -> draws.saveCmdStan(file, fewer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "CmdStan CSV: model coupled couples its rows, so its log density must be of the 5 rows"
                + " that it was fitted to, got 3 rows");
    assertThatThrownBy(
            () -> draws.saveCmdStan(file, Table.of(Map.of("y", new double[] {1, -2, .5, 3, 9}))))
        .hasMessageEndingWith("got 5 rows with other values or ids");
    Model perRow =
        Model.define(
            "latent",
            ROWS.schema(),
            m -> {
              Expr f = m.parameter("f", Normal.of(0, 1), m.allRows().size());
              Expr y = m.allRows().column("y");
              m.observeJointly("for the test", Normal.of(f, 1).logDensity(y).sum());
            });
    Draws unmet = Draws.of(perRow, new double[][][] {{new double[perRow.dimension()]}});
    assertThatThrownBy(() -> unmet.saveCmdStan(file, ROWS))
        .hasMessage(
            "CmdStan CSV: model latent has 5 parameters on these 5 rows, and draws have 64: give"
                + " the rows that they were fitted to");
  }
}

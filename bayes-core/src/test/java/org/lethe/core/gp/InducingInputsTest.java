package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;

class InducingInputsTest {
  /** Three clusters of two, whose means are (0, 1), (10, 0) and (0, −20). */
  private static final Table ROWS =
      Table.of(
          Map.of(
              "x1", new double[] {-1, 10, 0, 1, 10, 0},
              "x2", new double[] {1, -1, -21, 1, 1, -19},
              "label", new double[] {0, 1, 1, 0, 1, 1}));

  private static double[][] given(InducingInputs chosen) {
    List<double[][]> seen = new ArrayList<>();
    model(chosen, seen);
    return seen.get(0);
  }

  private static Model model(InducingInputs chosen, List<double[][]> seen) {
    Kernel kernel = Kernel.rbf(Expr.constant(2), Expr.constant(3));
    return chosen.define(
        "gp",
        ROWS.schema(),
        (m, z) -> {
          seen.add(z);
          Expr u = m.parameter("u", Normal.of(0, 1), chosen.size());
          Expr f = SparseGp.of(kernel, Expr.constant(z)).conditional(u, m.columns("x1", "x2"));
          m.observe("label", Bernoulli.probits(f));
        });
  }

  @Test
  void centresAreTheMeansOfTheirClusters() {
    for (int seed = 0; seed < 5; seed++) {
      double[][] z = given(InducingInputs.kMeans(ROWS, 3, seed, "x1", "x2"));
      List<double[]> sorted = new ArrayList<>(List.of(z));
      sorted.sort(Comparator.comparingDouble((double[] c) -> c[1]));
      double[][] means = {{0, -20}, {10, 0}, {0, 1}};
      for (int k = 0; k < 3; k++) {
        assertThat(sorted.get(k)).containsExactly(means[k], within(1e-12));
      }
      assertThat(given(InducingInputs.kMeans(ROWS, 3, seed, "x1", "x2"))).isDeepEqualTo(z);
    }
  }

  @Test
  void rowsAreTakenAsTheyAre() {
    InducingInputs two = InducingInputs.rows(ROWS.select(List.of("row-2", "row-1")), "x2", "x1");
    assertThat(two.size()).isEqualTo(2);
    assertThat(given(two)).isDeepEqualTo(new double[][] {{-1, 10}, {-21, 0}});
  }

  @Test
  void everyFitOfTheModelDeclaresThem() {
    Model model = model(InducingInputs.kMeans(ROWS, 2, 1, "x1", "x2"), new ArrayList<>());
    assertThat(Channel.ofTraining(model))
        .containsExactly(
            Channel.open(
                "schema constants", "inducing inputs: 2 centres, by k-means, of 6 rows in x1, x2"));
    Table one = ROWS.select(List.of("row-4"));
    assertThat(
            model(InducingInputs.rows(one, "x1", "x2"), new ArrayList<>())
                .schema()
                .learnedConstants())
        .containsExactly("inducing inputs: 1 rows in x1, x2");
  }

  @Test
  void whatCannotBeChosenIsRefused() {
    assertThatThrownBy(() -> InducingInputs.kMeans(ROWS, 3, 1, "label"))
        .hasMessage("InducingInputs: m must be at most the number of different inputs, 2, got 3");
    assertThatThrownBy(() -> InducingInputs.kMeans(ROWS, 0, 1, "x1"))
        .hasMessage("InducingInputs: m must be positive, got 0");
    assertThatThrownBy(() -> InducingInputs.rows(ROWS))
        .hasMessage("InducingInputs: there must be at least one column");
    assertThatThrownBy(() -> InducingInputs.rows(ROWS.select(List.of()), "x1"))
        .hasMessage("InducingInputs: there must be at least one row");
  }
}

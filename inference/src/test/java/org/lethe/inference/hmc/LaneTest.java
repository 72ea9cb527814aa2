package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/** Chains that share the reading of rows draw what each draws alone. */
class LaneTest {

  private static final int COLUMNS = 18;

  static Table rows() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int j = 0; j < COLUMNS; j++) {
      int column = j;
      columns.put(
          "x" + j,
          IntStream.range(0, 700).mapToDouble(i -> Math.sin(1.7 * i * (column + 1))).toArray());
    }
    columns.put("y", IntStream.range(0, 700).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray());
    return Table.of(columns);
  }

  static Model model(Table rows) {
    String[] names = IntStream.range(0, COLUMNS).mapToObj(j -> "x" + j).toArray(String[]::new);
    return Model.define(
        "wide",
        rows.schema(),
        m -> {
          Expr w = m.parameter("w", Normal.of(0, 1), COLUMNS);
          m.observe("y", Bernoulli.logits(m.columns(names).matmul(w)));
        });
  }

  /** Three chains: by one thread a pair and one alone, by two the same, by three each alone. */
  @Test
  void drawsOfWideModelsDoNotDependOnThreads() {
    Table rows = rows();
    Model model = model(rows);
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      assertThat(energy.sharesRows()).isTrue();
    }
    Nuts nuts = Nuts.of().chains(3).warmup(60).draws(40);
    double[][] one = draws(nuts, model, rows, 1);
    assertThat(draws(nuts, model, rows, 2)).isDeepEqualTo(one);
    assertThat(draws(nuts, model, rows, 3)).isDeepEqualTo(one);
    assertThat(one[0]).isNotEqualTo(one[1]);
    long gradients = nuts.fit(model, rows, onThreads(1)).cost().rowGradients();
    assertThat(nuts.fit(model, rows, onThreads(3)).cost().rowGradients()).isEqualTo(gradients);
  }

  /** Chains end at different times where their trajectories have different lengths. */
  @Test
  void chainsOfFixedTimeDoNotDependOnThreadsEither() {
    Table rows = rows();
    Model model = model(rows);
    Hmc hmc = Hmc.of(1.5).chains(2).warmup(60).draws(40);
    assertThat(draws(hmc, model, rows, 1)).isDeepEqualTo(draws(hmc, model, rows, 2));
  }

  private static Run onThreads(int threads) {
    return Run.seed(5).on(Device.cpu(threads));
  }

  /** U = ½ q², and no Cholesky factor above 1. */
  private static final class HalfLine implements EnergyFunction {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double value(double[] q, double a, Batch batch, RandomStream noise) {
      return gradient(q, a, batch, noise, new double[1]);
    }

    @Override
    public double gradient(double[] q, double a, Batch batch, RandomStream noise, double[] out) {
      if (q[0] > 1) {
        Program.value(Expr.vector(1 - q[0]).reshape(1, 1).choleskyWithJitter(0));
      }
      out[0] = q[0];
      return q[0] * q[0] / 2;
    }

    @Override
    public void hessianVector(
        double[] q, double a, Batch batch, RandomStream noise, double[] v, double[] out) {
      out[0] = v[0];
    }

    @Override
    public void close() {}
  }

  @Test
  void aPlaceWithoutCholeskyFactorDoesNotSpoilItsNeighbour() {
    Potential target = Potential.of(new HalfLine(), Batch.of(rows()));
    for (boolean first : new boolean[] {false, true}) {
      PhasePoint good = new PhasePoint(1);
      PhasePoint bad = new PhasePoint(1);
      good.q[0] = -0.5;
      bad.q[0] = 2;
      target.atBoth(first ? good : bad, first ? bad : good);
      assertThat(good.potential).isEqualTo(0.125);
      assertThat(good.gradient[0]).isEqualTo(-0.5);
      assertThat(bad.potential).isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  private static double[][] draws(
      Engine<DrawsPosterior> engine, Model model, Table rows, int threads) {
    DrawsPosterior draws = engine.fit(model, rows, onThreads(threads)).posterior();
    double[][] last = new double[draws.chains()][];
    for (int c = 0; c < last.length; c++) {
      last[c] = draws.draw(c, 39);
    }
    return last;
  }

  @Test
  void twoPointsHaveTheEnergiesAndGradientsOfEach() {
    Table rows = rows();
    Model model = model(rows);
    double[][] points = new double[2][COLUMNS];
    for (int j = 0; j < COLUMNS; j++) {
      points[0][j] = Math.cos(j);
      points[1][j] = -0.3 * j;
    }
    double[] values = new double[2];
    double[][] gradients = new double[2][COLUMNS];
    double[] gradient = new double[COLUMNS];
    Batch batch = Batch.of(rows);
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      energy.gradients(points, 1, batch, RandomStream.of(1), values, gradients);
      for (int p = 0; p < 2; p++) {
        double value = energy.gradient(points[p], 1, batch, RandomStream.of(1), gradient);
        assertThat(values[p]).isEqualTo(value);
        assertThat(gradients[p]).containsExactly(gradient);
      }
    }
  }
}

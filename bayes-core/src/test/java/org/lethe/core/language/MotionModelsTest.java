package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.PlainDensities.halfCauchy;
import static org.lethe.core.language.PlainDensities.normal;
import static org.lethe.core.language.PlainDensities.runge;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.RungeKutta;

/** Differential equations of posteriordb, each beside its log density in plain Java. */
class MotionModelsTest {

  private static final double[] TIMES =
      IntStream.rangeClosed(1, N).mapToDouble(i -> .25 * i).toArray();

  private static final Table MOTION =
      Table.of(
          Map.of(
              "prey",
              Arrays.stream(Y).map(Math::exp).toArray(),
              "predators",
              Arrays.stream(X).map(Math::exp).toArray(),
              "time",
              IntStream.range(0, N).asDoubleStream().toArray()));

  /** lotka_volterra: prey and predators at twelve times after the first. */
  @Test
  void preyAndPredators() {
    check(
        MOTION,
        m -> {
          Expr mean = Expr.vector(1, .05, 1, .05);
          Expr sd = Expr.vector(.5, .05, .5, .05);
          Expr theta = m.parameter("theta", Normal.of(mean, sd), Support.POSITIVE, 4);
          Expr start = m.parameter("z_init", LogNormal.of(log(10), 1), 2);
          Expr sigma = m.parameter("sigma", LogNormal.of(-1, 1), 2);
          Expr path =
              RungeKutta.solve(
                  start,
                  0,
                  TIMES,
                  4,
                  (time, z) -> {
                    Expr births = theta.at(0).minus(theta.at(1).times(z.at(1)));
                    Expr meals = theta.at(3).times(z.at(0)).minus(theta.at(2));
                    return z.times(Expr.stack(births, meals));
                  });
          m.factor(LogNormal.of(start.log(), sigma).logDensity(Expr.vector(3, 2)).sum());
          Expr now = path.gather(m.column("time"));
          m.observe(List.of("prey", "predators"), LogNormal.of(now.log(), sigma));
        },
        t -> {
          double p = 0;
          for (int k = 0; k < 4; k++) {
            boolean own = k % 2 == 0;
            p += normal(exp(t[k]), own ? 1 : .05, own ? .5 : .05) + t[k];
          }
          double[] first = {3, 2};
          double[] z = {exp(t[4]), exp(t[5])};
          for (int k = 0; k < 2; k++) {
            p += normal(t[4 + k], log(10), 1) + normal(t[6 + k], -1, 1);
            p += normal(log(first[k]), t[4 + k], exp(t[6 + k])) - log(first[k]);
          }
          for (int i = 0; i < N; i++) {
            for (int step = 0; step < 4; step++) {
              z =
                  runge(
                      0,
                      z,
                      .25 / 4,
                      (time, s) ->
                          new double[] {
                            s[0] * (exp(t[0]) - exp(t[1]) * s[1]),
                            s[1] * (exp(t[3]) * s[0] - exp(t[2]))
                          });
            }
            for (int k = 0; k < 2; k++) {
              double y = k == 0 ? exp(Y[i]) : exp(X[i]);
              p += normal(log(y), log(z[k]), exp(t[6 + k])) - log(y);
            }
          }
          return p;
        });
  }

  /** one_comp_mm_elim_abs: a dose that is absorbed, and eliminated at a rate that saturates. */
  @Test
  void absorptionAndElimination() {
    double dose = 3;
    check(
        MOTION,
        m -> {
          Expr ka = m.parameter("k_a", HalfCauchy.of(1));
          Expr km = m.parameter("K_m", HalfCauchy.of(1));
          Expr vm = m.parameter("V_m", HalfCauchy.of(1));
          Expr sigma = m.parameter("sigma", HalfCauchy.of(1));
          Expr path =
              RungeKutta.solve(
                  Expr.constant(0),
                  0,
                  TIMES,
                  3,
                  (time, c) -> {
                    Expr absorbed = ka.times(time).negate().exp().times(ka).times(dose);
                    return absorbed.minus(vm.times(c).over(km.plus(c)));
                  });
          m.observe("prey", LogNormal.of(path.gather(m.column("time")).log(), sigma));
        },
        t -> {
          double p = 0;
          for (int k = 0; k < 4; k++) {
            p += halfCauchy(exp(t[k]), 1) + t[k];
          }
          double[] c = {0};
          for (int i = 0; i < N; i++) {
            double h = .25 / 3;
            for (int step = 0; step < 3; step++) {
              c =
                  runge(
                      .25 * i + step * h,
                      c,
                      h,
                      (time, s) ->
                          new double[] {
                            dose * exp(t[0] - exp(t[0]) * time)
                                - exp(t[2]) * s[0] / (exp(t[1]) + s[0])
                          });
            }
            p += normal(Y[i], log(c[0]), exp(t[3])) - Y[i];
          }
          return p;
        });
  }
}

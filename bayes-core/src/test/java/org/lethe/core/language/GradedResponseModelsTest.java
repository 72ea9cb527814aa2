package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.GRADE;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.logSumExp;
import static org.lethe.core.language.PlainDensities.normal;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;

/** Graded answers, as in posteriordb, each beside its log density in plain Java. */
class GradedResponseModelsTest {

  /**
   * grsm_latent_reg_irt: steps between grades that all items h share; abilities have a regression.
   */
  @Test
  void ratingScale() {
    double[][] w = {{1, -.5}, {1, .2}, {1, .9}};
    check(
        m -> {
          Expr alpha = m.parameter("alpha", LogNormal.of(1, 1), 4);
          Expr beta = sumToZero(m.parameter("beta_free", Flat.on(Support.REAL), 3));
          Expr kappa = sumToZero(m.parameter("kappa_free", Flat.on(Support.REAL), 1));
          m.factor(Normal.of(0, 3).logDensity(beta).sum());
          m.factor(Normal.of(0, 3).logDensity(kappa).sum());
          Expr lambda = m.parameter("lambda", StudentT.of(3, 0, 1), 2);
          Expr theta = m.parameter("theta", Normal.of(Expr.constant(w).matmul(lambda), 1));
          Expr item = m.column("h");
          Expr ability = theta.gather(m.column("g")).times(alpha.gather(item));
          Expr steps = ability.minus(beta.gather(item)).reshape(1).minus(kappa);
          m.observe("grade", Categorical.logits(Expr.concat(Expr.constant(0), steps.cumsum(0))));
        },
        t -> {
          double[] beta = {t[4], t[5], t[6], -t[4] - t[5] - t[6]};
          double[] kappa = {t[7], -t[7]};
          TDistribution student = new TDistribution(3);
          double p = log(student.density(t[8])) + log(student.density(t[9]));
          p += normal(t[7], 0, 3) + normal(-t[7], 0, 3);
          for (int i = 0; i < 4; i++) {
            p += normal(t[i], 1, 1) + normal(beta[i], 0, 3);
          }
          for (int j = 0; j < 3; j++) {
            p += normal(t[10 + j], w[j][0] * t[8] + w[j][1] * t[9], 1);
          }
          return p
              + sum(
                  i -> {
                    int item = (int) OTHER[i];
                    double ability = exp(t[item]) * t[10 + (int) GROUP[i]] - beta[item];
                    double[] logits = {0, ability - kappa[0], 2 * ability - kappa[0] - kappa[1]};
                    return logits[(int) GRADE[i]] - logSumExp(logits);
                  });
        });
  }

  private static Expr sumToZero(Expr free) {
    return Expr.concat(free, free.sum().negate());
  }

  /** gpcm_latent_reg_irt: items h have grades of their own, of one or two steps end to end in β. */
  @Test
  void partialCredit() {
    int[] last = {2, 1, 2, 1};
    double never = Double.POSITIVE_INFINITY;
    double[] grade = new double[N];
    Arrays.setAll(grade, i -> Math.min(GROUP[i], last[(int) OTHER[i]]));
    Table rows =
        Table.of(
            Schema.of("id", Column.count("grade"), Column.number("g"), Column.number("h")),
            IntStream.range(0, N).mapToObj(i -> "r" + i).toList(),
            Map.of("grade", grade, "g", GROUP, "h", OTHER));
    check(
        rows,
        m -> {
          Expr alpha = m.parameter("alpha", LogNormal.of(1, 1), 4);
          Expr beta = sumToZero(m.parameter("beta_free", Flat.on(Support.REAL), 5));
          m.factor(Normal.of(0, 3).logDensity(beta).sum());
          Expr theta = m.parameter("theta", Normal.of(0, 1), 3);
          Expr item = m.column("h");
          // a step that an item lacks is out of reach
          Expr padded = Expr.concat(beta, Expr.vector(never));
          Expr steps = padded.gather(Expr.vector(0, 1, 2, 6, 3, 4, 5, 6)).reshape(4, 2);
          Expr ability = theta.gather(m.column("g")).times(alpha.gather(item));
          Expr up = ability.reshape(1).minus(steps.gather(item));
          m.observe("grade", Categorical.logits(Expr.concat(Expr.constant(0), up.cumsum(0))));
        },
        t -> {
          double[] beta = Arrays.copyOfRange(t, 4, 10);
          beta[5] = -t[4] - t[5] - t[6] - t[7] - t[8];
          double[][] steps = {{beta[0], beta[1]}, {beta[2]}, {beta[3], beta[4]}, {beta[5]}};
          double p = 0;
          for (int i = 0; i < 4; i++) {
            p += normal(t[i], 1, 1);
          }
          for (double b : beta) {
            p += normal(b, 0, 3);
          }
          for (int j = 9; j < 12; j++) {
            p += normal(t[j], 0, 1);
          }
          return p
              + sum(
                  i -> {
                    int item = (int) OTHER[i];
                    double[] logits = new double[last[item] + 1];
                    for (int k = 1; k < logits.length; k++) {
                      double ability = exp(t[item]) * t[9 + (int) GROUP[i]];
                      logits[k] = logits[k - 1] + ability - steps[item][k - 1];
                    }
                    return logits[(int) grade[i]] - logSumExp(logits);
                  });
        });
  }
}

package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.CAUGHT;
import static org.lethe.core.language.MadeRows.COUNT;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.bernoulli;
import static org.lethe.core.language.PlainDensities.binomial;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Rows;

/** Captures and recaptures of posteriordb, each beside its log density in plain Java. */
class CaptureModelsTest {

  /** Mth_model: M animals, of which some were never seen; detection differs by time and animal. */
  @Test
  void animalsThatDiffer() {
    check(
        m -> {
          Expr omega = m.parameter("omega", Uniform.of(0, 1));
          Expr mean = m.parameter("mean_p", Uniform.of(0, 1), 3);
          Expr sigma = m.parameter("sigma", Uniform.of(0, 5));
          Expr eps = m.parameter("eps_raw", Normal.of(0, 1), N).times(sigma);
          Expr y = m.columns("c1", "c2", "c3");
          Expr logits = mean.logit().plus(eps.gather(m.column("row")).reshape(1));
          Expr seen = omega.log().plus(Bernoulli.logits(logits).logDensity(y).sum());
          Expr unseen = seen.logAddExp(omega.negate().log1p());
          m.observe(y.sum().greaterThan(Expr.constant(0)).where(seen, unseen), "c1", "c2", "c3");
        },
        t -> {
          double omega = inverseLogit(t[0]);
          double p = log(omega * (1 - omega));
          for (int k = 1; k < 5; k++) {
            double u = inverseLogit(t[k]);
            p += log(u * (1 - u));
          }
          double sigma = 5 * inverseLogit(t[4]);
          return p
              + sum(
                  i -> {
                    double seen = log(omega);
                    double caught = 0;
                    for (int k = 0; k < 3; k++) {
                      double detection = inverseLogit(t[1 + k] + sigma * t[5 + i]);
                      seen += bernoulli(CAUGHT[k][i], detection);
                      caught += CAUGHT[k][i];
                    }
                    double either = caught > 0 ? seen : log(exp(seen) + 1 - omega);
                    return normal(t[5 + i], 0, 1) + either;
                  });
        });
  }

  /** Mb_model: an animal that was caught is caught again with another probability. */
  @Test
  void animalsThatLearn() {
    check(
        m -> {
          Expr omega = m.parameter("omega", Uniform.of(0, 1));
          Expr p = m.parameter("p", Uniform.of(0, 1));
          Expr c = m.parameter("c", Uniform.of(0, 1));
          Expr y = m.columns("c1", "c2", "c3");
          Expr before = Expr.concat(Expr.constant(0), m.columns("c1", "c2"));
          Expr caught = Bernoulli.probability(before.where(c, p)).logDensity(y).sum();
          Expr seen = omega.log().plus(caught);
          Expr unseen = seen.logAddExp(omega.negate().log1p());
          m.observe(y.sum().greaterThan(Expr.constant(0)).where(seen, unseen), "c1", "c2", "c3");
        },
        t -> {
          double[] u = {inverseLogit(t[0]), inverseLogit(t[1]), inverseLogit(t[2])};
          double p = log(u[0] * (1 - u[0]) * u[1] * (1 - u[1]) * u[2] * (1 - u[2]));
          return p
              + sum(
                  i -> {
                    double seen = log(u[0]);
                    double before = 0;
                    double caught = 0;
                    for (int k = 0; k < 3; k++) {
                      seen += bernoulli(CAUGHT[k][i], before == 1 ? u[2] : u[1]);
                      before = CAUGHT[k][i];
                      caught += before;
                    }
                    return caught > 0 ? seen : log(exp(seen) + 1 - u[0]);
                  });
        });
  }

  /** Survey_model: how many surveys were sent out is summed over. */
  @Test
  void unknownNumberOfSurveys() {
    int most = 20;
    double[] numbers = IntStream.rangeClosed(1, most).asDoubleStream().toArray();
    check(
        m -> {
          Expr theta = m.parameter("theta", Uniform.of(0, 1));
          Rows rows = m.allRows();
          Expr returned = rows.column("count").reshape(rows.size(), 1);
          Binomial each = Binomial.probability(Expr.vector(numbers), theta);
          Expr byNumber = each.logDensity(returned).sum(0).minus(log(most));
          m.observeJointly("the surveys had one size", byNumber.logSumExp(0));
        },
        t -> {
          double u = inverseLogit(t[0]);
          double p = 0;
          for (int n = (int) Arrays.stream(COUNT).max().orElseThrow(); n <= most; n++) {
            int size = n;
            p += exp(sum(i -> binomial(COUNT[i], size, u))) / most;
          }
          return log(u * (1 - u)) + log(p);
        });
  }
}

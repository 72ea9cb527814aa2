package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.LkjCholesky;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;

/** Parameters on less than their prior allows, and terms of the parameters alone. */
class RestrictedPriorTest {

  private static double logNormal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - Math.log(sd) - .5 * Math.log(2 * Math.PI);
  }

  /** Two components told apart by the order of their means. */
  private static Model mixture() {
    return Model.define(
        "ordered",
        Data.SCHEMA,
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 2), Support.ORDERED, 2);
          Expr sigma = m.parameter("sigma", Normal.of(0, 2), Support.POSITIVE, 2);
          Expr share = m.parameter("share", Flat.on(Support.UNIT));
          Expr y = m.column("y");
          Expr one = Normal.of(mu.at(0), sigma.at(0)).logDensity(y).plus(share.log());
          Expr two = Normal.of(mu.at(1), sigma.at(1)).logDensity(y);
          Expr both = Expr.stack(one, two.plus(share.negate().log1p())).logSumExp(0);
          m.observe(both, "y");
        });
  }

  @Test
  void theirDensityIsThePriorsWithTheirOwnJacobian() {
    Model model = mixture();
    double[] theta = {-.4, .3, .2, -.1, .6};
    double upper = -.4 + Math.exp(.3);
    double s = 1 / (1 + Math.exp(-.6));
    double expected =
        logNormal(-.4, 0, 2)
            + logNormal(upper, 0, 2)
            + .3
            + logNormal(Math.exp(.2), 0, 2)
            + logNormal(Math.exp(-.1), 0, 2)
            + .2
            - .1
            + Math.log(s)
            + Math.log(1 - s);
    assertThat(Evaluate.at(model.logPrior(), model.theta(), theta)[0])
        .isCloseTo(expected, within(1e-13));
    double[] rows = Evaluate.rows(model.logLikelihood(), model.theta(), Data.TABLE, theta);
    for (int i = 0; i < rows.length; i++) {
      double y = Data.at("y", i);
      double density =
          s * Math.exp(logNormal(y, -.4, Math.exp(.2)))
              + (1 - s) * Math.exp(logNormal(y, upper, Math.exp(-.1)));
      assertThat(rows[i]).isCloseTo(Math.log(density), within(1e-13));
    }
    Expr joint = LogJoint.joint(model);
    GradientContract.check(
        x -> joint.substitute(Map.of(model.theta(), x)), Data.TABLE, theta, theta.length);
    assertThat(model.hasPlainPrior()).isFalse();
  }

  @Test
  void aNormalOnHalfTheLineIsNoGaussianPrior() {
    Model half =
        Model.define(
            "half",
            Data.SCHEMA,
            m ->
                m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1), Support.POSITIVE), 1)));
    assertThat(half.gaussianPrior()).isEmpty();
  }

  /** Effects of kinds whose differences between neighbours are small and whose sum is near 0. */
  @Test
  void factorsAddTermsOfTheParametersAlone() {
    Model model =
        Model.define(
            "map",
            Data.SCHEMA,
            m -> {
              Group kind = m.group("kind");
              Expr phi = m.parameter("phi", Flat.on(Support.REAL), kind.size());
              Expr ends = phi.gather(Expr.vector(0, 1)).minus(phi.gather(Expr.vector(1, 2)));
              m.factor(ends.square().sum().times(-.5));
              m.factor(Normal.of(0, .01).logDensity(phi.sum()));
              m.observe("y", Normal.of(kind.of(phi), 1));
            });
    double[] phi = {.3, -.2, -.09};
    double expected = -.5 * (.5 * .5 + .11 * .11) + logNormal(.01, 0, .01);
    assertThat(Evaluate.at(model.logPrior(), model.theta(), phi)[0])
        .isCloseTo(expected, within(1e-11));
    assertThat(model.hasPlainPrior()).isFalse();
    Model normal =
        Model.define(
            "normal",
            Data.SCHEMA,
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 1));
              m.factor(mu.square().negate());
              m.observe("y", Normal.of(mu, 1));
            });
    assertThat(normal.gaussianPrior()).isEmpty();
  }

  /** Correlated effects of kinds, [kinds × 2], non-centred. */
  @Test
  void correlatedEffectsOfGroupsAreWrittenAsInStan() {
    Model model =
        Model.define(
            "slopes",
            Data.SCHEMA,
            m -> {
              Group kind = m.group("kind");
              Expr tau = m.parameter("tau", HalfNormal.of(1), 2);
              Expr l = m.parameter("L", LkjCholesky.of(2, 2));
              Expr z = m.parameter("z", Normal.of(0, 1), kind.size(), 2);
              Expr effects = z.matmul(tau.reshape(2, 1).times(l).transpose());
              Expr own = kind.of(m.deterministic("effects", effects));
              Expr one = Expr.stack(Expr.ones(), m.column("x1"));
              m.deterministic("correlation", l.matmul(l.transpose()).at(1).at(0));
              m.observe("y", Normal.of(own.dot(one), 1));
            });
    assertThat(model.dimension()).isEqualTo(2 + 1 + 6);
    assertThat(model.parameters().get(1).size()).isEqualTo(1);
    double[] theta = {.1, -.3, .4, .5, -.2, 1, .7, -.6, .3};
    double r = Math.tanh(.4);
    double[] tau = {Math.exp(.1), Math.exp(-.3)};
    double[] rows = Evaluate.rows(model.logLikelihood(), model.theta(), Data.TABLE, theta);
    for (int i = 0; i < rows.length; i++) {
      int k = (int) Data.at("kind", i);
      double z0 = theta[3 + 2 * k];
      double z1 = theta[4 + 2 * k];
      double slope = tau[1] * (r * z0 + Math.sqrt(1 - r * r) * z1);
      double mean = tau[0] * z0 + slope * Data.at("x1", i);
      assertThat(rows[i]).isCloseTo(logNormal(Data.at("y", i), mean, 1), within(1e-12));
    }
    Expr joint = LogJoint.joint(model);
    GradientContract.check(
        x -> joint.substitute(Map.of(model.theta(), x)), Data.TABLE, theta, theta.length);
  }

  /** A hidden Markov chain of two states by the forward algorithm. */
  @Test
  void hiddenStatesAreSummedOverByARecursion() {
    double[] y = {.2, 1.4, 1.1, -.3};
    Table rows = Table.of(Map.of("y", y));
    Model model =
        Model.define(
                "hmm",
                rows.schema(),
                m -> {
                  Rows all = m.allRows();
                  Expr mu = m.parameter("mu", Normal.of(0, 1), Support.ORDERED, 2);
                  Expr stay = m.parameter("stay", Flat.on(Support.SIMPLEX), 2, 2);
                  Expr emission =
                      Normal.of(mu, 1).logDensity(all.column("y").reshape(all.size(), 1));
                  Expr forward =
                      Expr.scan(
                          Expr.vector(0, Double.NEGATIVE_INFINITY),
                          emission,
                          (s, e) -> s.reshape(2, 1).plus(stay.log()).logSumExp(0).plus(e));
                  m.observeJointly("a hidden state", forward.at(all.size() - 1).logSumExp(0));
                })
            .on(rows);
    double[] theta = {-.2, .1, .4, -.7};
    double[] means = {-.2, -.2 + Math.exp(.1)};
    double[] stay = Evaluate.at(model.quantities().get("stay"), model.theta(), theta);
    double[] state = {1, 0};
    for (double v : y) {
      double[] next = new double[2];
      for (int j = 0; j < 2; j++) {
        double into = state[0] * stay[j] + state[1] * stay[2 + j];
        next[j] = into * Math.exp(logNormal(v, means[j], 1));
      }
      state = next;
    }
    assertThat(Evaluate.at(model.logJoint(), model.theta(), theta)[0])
        .isCloseTo(Math.log(state[0] + state[1]), within(1e-12));
    GradientContract.check(
        x -> model.logJoint().substitute(Map.of(model.theta(), x)), rows, theta, theta.length);
  }

  @Test
  void mistakesAreNamed() {
    refused(
        m -> m.parameter("s", HalfNormal.of(1), Support.REAL),
        "parameter 's' lives on REAL, where its prior HalfNormal, of values positive and finite,"
            + " has no density everywhere");
    refused(
        m -> m.parameter("s", HalfNormal.of(1), Support.ORDERED, 2),
        "parameter 's' lives on ORDERED, where its prior HalfNormal, of values positive and finite,"
            + " has no density everywhere");
    refused(
        m -> m.parameter("s", Normal.of(0, 1), Support.NATURAL),
        "parameter 's' lives on NATURAL, where its prior Normal, of values finite, has no density"
            + " everywhere");
    refused(
        m -> m.parameter("s", Normal.of(0, 1), Support.SIMPLEX, 1),
        "parameter 's': SIMPLEX needs a vector of at least 2, got shape [1]");
    refused(
        m -> m.factor(m.column("y")),
        "a factor must be one number without rows, [], got shape [rows]: terms of rows belong in"
            + " observe");
  }

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", Data.SCHEMA, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }
}

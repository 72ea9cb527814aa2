package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.energy.Models;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;

/** Against long exact chains: all draws have Monte Carlo errors near 0.02 sd and 2 % of the sd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogisticTest {
  private final Model model = Models.logistic();
  private final Table rows = Models.rows(1000);
  private List<Quantity> reference = List.of();

  @BeforeAll
  void sampleTheReference() {
    Fit<DrawsPosterior> nuts =
        Nuts.of().chains(4).draws(2000).fit(model, rows, Run.seed(1)).requireTrusted();
    reference = nuts.posterior().summary().quantities();
  }

  /** η p is about 0.05 in each coordinate of precision 100 to 200. */
  private static Sgmcmc chains(Sgmcmc engine) {
    return engine.chains(4).steps(40_000).batch(100);
  }

  @Test
  void controlVariatesGiveThePosterior() {
    StepSize eta = StepSize.constant(3e-4);
    for (Sgmcmc engine :
        List.of(
            chains(Sgld.of(eta)).controlVariates(),
            chains(Sghmc.of(eta, 0.3)).reference(new Reference.Periodic(100)))) {
      List<Quantity> found =
          engine.fit(model, rows, Run.seed(2)).requireTrusted().posterior().summary().quantities();
      for (int k = 0; k < reference.size(); k++) {
        Quantity exact = reference.get(k);
        assertThat(found.get(k).mean()).isCloseTo(exact.mean(), within(0.1 * exact.sd()));
        assertThat(found.get(k).sd()).isCloseTo(exact.sd(), within(0.1 * exact.sd()));
      }
    }
  }

  /** Of the noise V, ηV/2 is about a third here: the sd is widened by some 15 %, and it says so. */
  @Test
  void plainMinibatchesWidenIt() {
    Fit<DrawsPosterior> plain =
        chains(Sgld.of(StepSize.constant(3e-4))).fit(model, rows, Run.seed(2));
    for (int k = 0; k < reference.size(); k++) {
      Quantity found = plain.posterior().summary().quantities().get(k);
      assertThat(found.sd() / reference.get(k).sd()).isBetween(1.08, 1.35);
    }
    assertThat(plain.verdict().reasons())
        .anySatisfy(reason -> assertThat(reason).contains("widens the posterior"));
  }
}

package org.lethe.examples.experiment;

import java.util.Optional;
import java.util.function.Predicate;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.laplace.ModeSearch;
import org.lethe.inference.run.Run;
import org.lethe.validation.divergence.Centres;

/**
 * What the experiment asks of an engine.
 *
 * @param <P> its posteriors
 */
interface GmmEngine<P extends Posterior> {

  /** A fit and all that it took. */
  record Trained<P extends Posterior>(Fit<P> fit, Cost cost) {}

  /** Its name on the command line. */
  String name();

  /** From a point on, over so many row gradients or a little less. */
  Fit<P> from(double[] theta, Model model, Table rows, long gradients, Run run);

  /** How many row gradients a fit takes once its mode is found. */
  long gradients();

  /** How many a fine-tuning takes. */
  long tuning();

  /** Goes on from a posterior, on other rows. */
  Fit<P> tuned(P from, Model model, Table rows, Run run);

  /** The same with a penalty on the distance from the original; empty where there is none. */
  default Optional<Fit<P>> penalised(Fit<P> fit, Edit edit, Table stay, Run run) {
    return Optional.empty();
  }

  /**
   * Forgets. By influence from a fit that keeps its curvature, the rows that remain are not looked
   * at.
   *
   * @param stay the rows that remain
   * @param chunk rows of one influence
   */
  Fit<P> forget(GmmMethod method, Fit<P> fit, Edit edit, Table stay, int chunk, Run run);

  /** Its chains whose mean is in a mode; the posterior as it is where none is, or all are. */
  default P within(P posterior, Predicate<Centres> mode) {
    return posterior;
  }

  /** How many of its chains have a mean that is not in a mode. */
  default int elsewhere(P posterior, Predicate<Centres> mode) {
    return mode.test(mean(posterior)) ? 0 : 1;
  }

  /** Means of the centres. */
  Centres mean(P posterior);

  /** Their standard deviations, in the same order. */
  Centres sd(P posterior);

  /** A whole fit: down to the mode below a start, then the engine from there. */
  default Trained<P> train(double[] start, Model model, Table rows, Run run) {
    long begun = System.nanoTime();
    Mode mode = mode(start, model, rows, run);
    double seconds = (System.nanoTime() - begun) * 1e-9;
    Fit<P> fit = from(mode.theta(), model, rows, gradients(), run);
    Cost search = new Cost(seconds, mode.rowGradients(), mode.rowHessianProducts());
    return new Trained<>(fit, fit.cost().plus(search));
  }

  /** The mode that a search from a point ends in. */
  static Mode mode(double[] start, Model model, Table rows, Run run) {
    try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
      return ModeSearch.find(energy, Batch.of(rows), start, run.listener());
    }
  }
}

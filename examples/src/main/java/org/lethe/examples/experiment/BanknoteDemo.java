package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.baseline.FineTune;
import org.lethe.unlearning.baseline.GradientAscent;
import org.lethe.unlearning.baseline.Retrain;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;
import org.lethe.validation.certificate.Certificate;
import org.lethe.validation.certificate.Check;
import org.lethe.validation.certificate.Evidence;
import org.lethe.validation.divergence.PosteriorKl;

/**
 * The main job once through: a fit to real data, 412 rows to forget, two methods, and a judgement
 * against a retrain.
 *
 * @param run seed, device and listener; the second retrain has the next seed
 */
public record BanknoteDemo(Run run) {
  /** Where the posterior is below a thousandth of its maximum it is not known well enough. */
  private static final Gate GATE = new Gate.Threshold(1e-3, true);

  private static final int DRAWS = 1000;
  private static final int BATCHES = 100;

  /** Steps of fine-tuning over all rows that stay. */
  private static final int TUNING = 300;

  /** Limits that doing nothing does not pass, in nats. */
  private static final double LARGEST_PREDICTIVE_KL = 2e-4;

  private static final double LARGEST_POSTERIOR_KL = 0.3;

  /** Carries it out; everything is written into the directory. */
  public DemoResult in(Path directory) {
    Banknote notes = Banknote.in(directory);
    Fit<GaussianPosterior> original = Banknote.engine().fit(notes.model(), notes.rows(), run);
    Retrain<GaussianPosterior> retrain = Retrain.of(Banknote.engine(), notes.remaining());
    Fit<GaussianPosterior> retrained = retrain.forget(original, notes.edit(), run);
    Fit<GaussianPosterior> again = retrain.forget(original, notes.edit(), nextSeed());
    Fit<GaussianPosterior> eubo = Eubo.of(GATE).forget(original, notes.edit(), run);
    Fit<GaussianPosterior> reverse =
        ReverseKl.of(GATE, DRAWS, BATCHES).forget(original, notes.edit(), run);
    Fit<GaussianPosterior> tuned =
        FineTune.of(notes.remaining(), TUNING).forget(original, notes.edit(), run);
    Fit<GaussianPosterior> held =
        FineTune.of(notes.remaining(), TUNING).penalty(1).forget(original, notes.edit(), run);
    Fit<GaussianPosterior> climbed =
        GradientAscent.of(loss(retrained, notes)).forget(original, notes.edit(), run);
    Certificate certificate =
        Certificate.issue(
            Evidence.of(original, eubo, retrained, notes.edit(), notes.remaining())
                .withSecondRetrain(again),
            Check.predictiveKlAtMost(LARGEST_PREDICTIVE_KL),
            Check.posteriorKlAtMost(LARGEST_POSTERIOR_KL));
    List<DemoResult.Line> lines =
        List.of(
            line("do nothing", original, retrained, notes),
            line("forget by EUBO", eubo, retrained, notes),
            line("forget by reverse KL", reverse, retrained, notes),
            line("fine-tune on the others", tuned, retrained, notes),
            line("with an L2 penalty", held, retrained, notes),
            line("gradient ascent", climbed, retrained, notes),
            line("retrain once more", again, retrained, notes));
    DemoResult result =
        new DemoResult(lines, original, retrained, certificate, notes.edit().forgotten().size());
    result.save(directory);
    return result;
  }

  /** What the erased rows lose under a fit that never saw them: as far as ascent should go. */
  private static double loss(Fit<GaussianPosterior> fit, Banknote notes) {
    double[] log = fit.posterior().predict(notes.edit().forgottenRows()).logScore();
    return -Arrays.stream(log).average().orElseThrow();
  }

  private Run nextSeed() {
    return new Run(run.seed() + 1, run.device(), run.listener(), run.checkpoint(), run.key());
  }

  private static DemoResult.Line line(
      String name, Fit<GaussianPosterior> fit, Fit<GaussianPosterior> retrained, Banknote notes) {
    return new DemoResult.Line(
        name,
        fit,
        Kl.between(retrained, fit, notes.edit(), notes.remaining()),
        PosteriorKl.between(fit, retrained).value());
  }
}

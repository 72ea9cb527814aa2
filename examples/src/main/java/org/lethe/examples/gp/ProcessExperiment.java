package org.lethe.examples.gp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.ExactGp;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.Mean;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.inference.run.Run;

/**
 * Fits a sparse process to the learning rows of several splits and judges it by the others; in a
 * regression, beside the exact process with the same hyperparameters.
 *
 * @param task which data
 * @param splits how many, those of the numbers from 0
 * @param steps of the optimisation
 * @param run seed, device and listener
 */
public record ProcessExperiment(Task task, int splits, int steps, Run run) {
  /** With as many steps as it takes. */
  public static ProcessExperiment of(Task task, int splits, Run run) {
    return new ProcessExperiment(task, splits, task.steps(), run);
  }

  /** Carries it out; the data are laid down in the directory. */
  public ProcessResult in(Path directory) {
    Table rows = task.in(directory);
    List<ProcessResult.Trial> trials = new ArrayList<>();
    for (int s = 0; s < splits; s++) {
      trials.add(trial(rows, s));
    }
    return ProcessResult.of(task, trials);
  }

  private ProcessResult.Trial trial(Table raw, int number) {
    Split split = task.split(raw.ids(), number);
    Table rows = task.units(raw, split);
    Table trained = rows.select(split.trained());
    Table tested = rows.select(split.tested());
    Model model = task.process().startingAt(task.start(rows, split, number), rows.schema());
    Fit<GaussianPosterior> fit = SparseProcess.engine(steps).fit(model, trained, run);
    return new ProcessResult.Trial(
        score(fit, tested),
        task.isRegression() ? Optional.of(exact(fit, trained, tested)) : Optional.empty(),
        fit.verdict());
  }

  private Score score(Fit<GaussianPosterior> fit, Table tested) {
    Prediction prediction = fit.posterior().predict(tested);
    double[] y = tested.column(task.process().response());
    return task.isRegression()
        ? Score.ofNumbers(prediction.mean(), y, prediction.logScore())
        : Score.ofClasses(prediction.mean(), y, prediction.logScore());
  }

  /** The exact process with the variance, length and noise of a fit. */
  private Score exact(Fit<GaussianPosterior> fit, Table trained, Table tested) {
    SparseProcess process = task.process();
    double[] eta = fit.model().fitted().orElseThrow();
    double noise = Math.exp(eta[eta.length - 1]);
    Kernel kernel = Kernel.rbf(Expr.constant(Math.exp(eta[0])), Expr.constant(Math.exp(eta[1])));
    double[] y = trained.column(process.response());
    ExactGp gp = ExactGp.of(kernel, Mean.zero(), noise, process.inputs(trained), y);
    double[][] at = process.inputs(tested);
    double[] mean = gp.mean(at);
    double[] variance = gp.variance(at);
    double[] there = tested.column(process.response());
    double[] log = new double[there.length];
    for (int i = 0; i < log.length; i++) {
      double v = variance[i] + noise * noise;
      double off = there[i] - mean[i];
      log[i] = -0.5 * Math.log(2 * Math.PI * v) - off * off / (2 * v);
    }
    return Score.ofNumbers(mean, there, log);
  }
}

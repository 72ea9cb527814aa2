package org.lethe.inference.conjugate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

/**
 * What the fits of this room have in common: each row is read once, and what is kept of it are
 * sums.
 */
final class ConjugateFit {
  private ConjugateFit() {}

  static <P extends ConjugatePosterior> Fit<P> of(
      Recipe recipe, Model model, Table data, Run run, Function<double[], P> learn) {
    long start = System.nanoTime();
    double[] signs = new double[data.size()];
    Arrays.fill(signs, 1);
    P posterior = learn.apply(signs);
    return new Fit<>(
        posterior,
        model,
        Optional.empty(),
        Provenance.trained(recipe, model.digest(), data.digest(), run.seed(), channels(model)),
        Verdict.trusted(),
        new Cost((System.nanoTime() - start) / 1e9, data.size(), 0));
  }

  private static List<Channel> channels(Model model) {
    List<Channel> channels = new ArrayList<>();
    channels.add(
        Channel.closed("sufficient statistics", "sums over rows, from which a row leaves exactly"));
    List<String> learned = model.schema().learnedConstants();
    if (!learned.isEmpty()) {
      channels.add(
          Channel.open(
              "schema constants", "learned from rows and kept: " + String.join(", ", learned)));
    }
    return channels;
  }
}

package org.lethe.examples.flights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/**
 * A stretch of flights forgotten, beside a retrain.
 *
 * @param experiment what was done
 * @param lines doing nothing, and forgetting
 * @param retrainSeconds what the retrain took
 * @param open the channels that stay open
 * @param refitted what these keep
 */
public record FlightResult(
    FlightExperiment experiment,
    List<Line> lines,
    double retrainSeconds,
    List<Channel> open,
    Refitted refitted) {
  /** Forgetting is exact here but for rounding, in nats. */
  private static final double EXACT = 1e-6;

  /**
   * Distances from the retrain, in nats.
   *
   * @param posterior KL(judged ‖ retrained)
   * @param erased averaged predictive KL(retrained ‖ judged) on the erased rows
   * @param remaining the same on a thousand of the others
   */
  record Line(String what, double posterior, double erased, double remaining, double seconds) {}

  /**
   * Averaged predictive KL(retrained ‖ forgotten) in nats, the retrain having learned
   * hyperparameters and inducing inputs anew.
   *
   * @param erased on the erased rows
   * @param remaining on a thousand of the others
   */
  record Refitted(double erased, double remaining) {}

  static FlightResult of(
      FlightExperiment experiment,
      Fit<GaussianPosterior> original,
      Fit<GaussianPosterior> forgotten,
      double readingSeconds,
      Fit<GaussianPosterior> retrained,
      double noise,
      Table erased,
      Table judged,
      Refitted refitted) {
    List<Line> lines = new ArrayList<>();
    for (Fit<GaussianPosterior> fit : List.of(original, forgotten)) {
      lines.add(
          new Line(
              fit == original ? "do nothing" : "forget by influence, second order",
              fit.posterior().kl(retrained.posterior()),
              kl(retrained, fit, erased, noise),
              kl(retrained, fit, judged, noise),
              fit == original ? 0 : readingSeconds + fit.cost().seconds()));
    }
    return new FlightResult(
        experiment,
        lines,
        retrained.cost().seconds(),
        forgotten.provenance().openChannels(),
        refitted);
  }

  private static double kl(
      Fit<GaussianPosterior> retrained, Fit<GaussianPosterior> fit, Table rows, double noise) {
    return DelayPredictions.of(retrained.posterior(), rows, noise)
        .kl(DelayPredictions.of(fit.posterior(), rows, noise));
  }

  /** Whether forgetting came where the retrain is, to rounding, and doing nothing did not. */
  public boolean holds() {
    return Math.abs(lines.get(1).posterior()) <= EXACT && lines.get(0).posterior() > EXACT;
  }

  /** As JSON in UTF-8. */
  public byte[] json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("rows", experiment.rows()).put("erased", experiment.erase());
    root.put("inducing", experiment.inducing()).put("retrainSeconds", retrainSeconds);
    for (Line line : lines) {
      root.withArray("lines")
          .addObject()
          .put("what", line.what())
          .put("klPosterior", line.posterior())
          .put("klErased", line.erased())
          .put("klRemaining", line.remaining())
          .put("seconds", line.seconds());
    }
    root.putObject("retrainThatRefits")
        .put("klErased", refitted.erased())
        .put("klRemaining", refitted.remaining());
    open.forEach(channel -> root.withArray("openChannels").add(channel.name()));
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    TextTable table =
        TextTable.of("KL to the retrain, nats", "posterior", "erased", "remaining", "seconds");
    for (Line line : lines) {
      table.row(
          line.what(),
          Words.number(line.posterior()),
          Words.number(line.erased()),
          Words.number(line.remaining()),
          Words.number(line.seconds()));
    }
    table.row("retrain, hyperparameters held", "0", "0", "0", Words.number(retrainSeconds));
    StringBuilder text =
        new StringBuilder("Forgetting ")
            .append(experiment.erase())
            .append(" of ")
            .append(experiment.rows())
            .append(" flights, a contiguous stretch, from a sparse process of ")
            .append(experiment.inducing())
            .append(" inducing inputs\n\n")
            .append(table)
            .append('\n');
    if (retrainSeconds < lines.get(1).seconds()) {
      text.append("Retrain instead: with the hyperparameters held, it takes less time.\n");
    }
    for (Channel channel : open) {
      text.append("Open channel, ").append(channel.name()).append(": ");
      text.append(channel.detail()).append('\n');
    }
    text.append("A retrain that learns hyperparameters and inducing inputs anew is ")
        .append(Words.number(refitted.erased()))
        .append(" away on the erased rows, ")
        .append(Words.number(refitted.remaining()))
        .append(" on the others.\n");
    return text.toString();
  }
}

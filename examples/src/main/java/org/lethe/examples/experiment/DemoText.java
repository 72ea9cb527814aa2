package org.lethe.examples.experiment;

import java.nio.file.Path;
import org.lethe.core.posterior.Channel;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** The demo in a terminal: a short table and what it means. */
public record DemoText(DemoResult result, Path directory) {
  @Override
  public String toString() {
    return table() + "\n" + meaning() + "\n" + further();
  }

  private String table() {
    TextTable table =
        TextTable.of(
            "distance to a retrain, in nats",
            "erased",
            "remaining",
            "posterior",
            "seconds",
            "verdict");
    for (DemoResult.Line line : result.lines()) {
      boolean nothing = line.equals(result.nothing());
      table.row(
          line.name(),
          Words.number(line.kl().erased()),
          Words.number(line.kl().remaining()),
          Words.number(line.posteriorKl()),
          nothing ? "" : Words.number(line.fit().cost().seconds()),
          nothing ? "" : line.fit().verdict().level().name());
    }
    return table.toString();
  }

  private String meaning() {
    StringBuilder text = new StringBuilder();
    if (result.gain() > 1) {
      text.append(
          "Forgetting brought the predictions on the erased rows "
              + Words.number(result.gain())
              + " times closer to\na retrain, from the "
              + result.erased()
              + " rows and the fit alone. ");
    } else {
      text.append("Forgetting did not bring the predictions closer to a retrain. ");
    }
    text.append("The certificate says " + result.certificate().grade() + ".\n");
    for (Channel channel : result.certificate().channels()) {
      if (channel.isOpen()) {
        text.append("Open: the " + channel.name() + ".\n");
      }
    }
    if (result.retrained().cost().seconds() < result.eubo().fit().cost().seconds()) {
      text.append(
          "A retrain takes less time than that on data this small: where all rows are at hand, retrain.\n");
    }
    return text.toString();
  }

  private String further() {
    return "See   "
        + directory.resolve("report.html")
        + ", plots, fits and certificate.json beside it\n"
        + "Then  lethe summary "
        + directory.resolve("forgotten.fit")
        + "\n      lethe forget --help\n";
  }
}

package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.experiment.StreamData;
import org.lethe.examples.experiment.StreamExperiment;
import org.lethe.examples.experiment.StreamMethod;
import org.lethe.examples.experiment.StreamResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A stream of requests. */
@Command(
    name = "stream",
    header = "Answer twenty requests to forget, one from the other.",
    description = {
      "",
      "Sparse Gaussian process classification; each request erases the rows furthest to the right,",
      "from what the last one left. After each, the distance to a retrain; and, without the",
      "retrain, the request at which retraining is advised. Writes stream.json, stream.png.",
      "",
      "Influence reads the rows that stay, EUBO the erased ones alone. Without a gate a probit row",
      "outweighs the posterior in its tails, so that EUBO's answers hang on the gate: of bananas",
      "their posteriors are further from the retrain than doing nothing, and no verdict tells at",
      "first.",
      "",
      "    moons    100 rows under known hyperparameters, one a request",
      "    banana   400 rows, one a request; hyperparameters and inducing inputs are learned with",
      "             the fit and held from then on, a channel that stays open: at the end it is",
      "             held against a retrain that learns them anew, too",
      "",
      "With --retrain the advice is followed: the answer that raised the doubt gives way to a",
      "retrain on what is left, hyperparameters included, and the requests go on from there, rows",
      "and distances counted from it. Its cost is told beside that of the answers.",
      ""
    },
    customSynopsis = {
      "lethe experiment stream [--data=NAME] [--method=NAME] [--retrain] [--out=DIR] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {"0:done", "2:wrong usage or bad input, said in one line"},
    footer = {"", "Example:", "    lethe experiment stream --seed 2"})
public final class StreamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "What is erased: moons (default) or banana.")
  private StreamData data = StreamData.MOONS;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "What answers: influence (default) or eubo.")
  private StreamMethod method = StreamMethod.INFLUENCE;

  @Option(names = "--retrain", description = "Retrain where it is advised, and go on from there.")
  private boolean retrains;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    Path out = output.make();
    StreamResult result = new StreamExperiment(data, method, retrains, how.run()).in(out);
    AtomicFile.write(out.resolve("stream.json"), result.json());
    result.plot().savePng(out.resolve("stream.png"));
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(result);
    answer.println("wrote stream.json and stream.png to " + out);
    return ExitStatus.HELD;
  }
}

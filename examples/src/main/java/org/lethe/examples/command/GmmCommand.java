package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.experiment.GmmExperiment;
import org.lethe.examples.experiment.GmmResult;
import org.lethe.examples.experiment.GmmText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The mixture experiment. */
@Command(
    name = "gmm",
    header = "Forget rows of a Gaussian mixture, and what each part of the method does.",
    description = {
      "",
      "Four components in the plane, two of which lose their outermost rows. Influence alone, the",
      "chain that the published code runs beside it alone, both, and a retrain of equal cost, each",
      "measured from a retrain. Writes result.json and mixture.png.",
      ""
    },
    customSynopsis = {
      "lethe experiment gmm [--engine=E] [--method=M] [--rows=N] [--erase=M] [--out=DIR] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:forgetting came where a retrain does, for less",
      "1:it did not; the reason is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment gmm --rows 20000 --erase 80"})
public final class GmmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private GmmOptions what;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    GmmExperiment experiment =
        new GmmExperiment(
            what.engine(), what.method(), what.rows(), what.erase(), how.seed(), how.run());
    Path out = output.make();
    GmmResult result = experiment.result();
    AtomicFile.write(out.resolve("result.json"), result.json());
    result.plot(out.resolve("mixture.png"));
    GmmText text = new GmmText(result);
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(text);
    answer.println("wrote result.json and mixture.png to " + out);
    return text.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}

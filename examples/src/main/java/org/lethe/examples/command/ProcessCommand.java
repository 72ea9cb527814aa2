package org.lethe.examples.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.gp.ProcessExperiment;
import org.lethe.examples.gp.ProcessResult;
import org.lethe.examples.gp.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sparse Gaussian processes beside other programs. */
@Command(
    name = "process",
    header = "Predict by sparse Gaussian processes, beside exact ones and other programs.",
    description = {
      "",
      "Learns hyperparameters and inducing inputs on the learning rows of several splits and",
      "judges by the others: test error and log likelihood, beside those of other programs on",
      "the same splits, the exact process in the regression and a published figure. Writes",
      "process.json.",
      "",
      "    banana     two classes in the plane, 400 rows learned, 4900 judged",
      "    diabetes   disease progression from ten numbers, 342 rows learned, 100 judged",
      "    cancer     benign or not from thirty numbers, 512 rows learned, 57 judged, as by GPflow",
      "               for a published figure; takes some minutes",
      ""
    },
    customSynopsis = {
      "lethe experiment process [--data=NAME] [--splits=N] [--seed=N] [--out=DIR] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:no worse than the others, to two standard errors of the difference",
      "1:worse than one of them; it is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment process --data banana"})
public final class ProcessCommand implements Callable<Integer> {
  private static final int MOST = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      defaultValue = "all",
      description = "banana, diabetes, cancer or all (default all).")
  private String data = "all";

  @Option(
      names = "--splits",
      paramLabel = "N",
      defaultValue = "10",
      description = "Splits, 2 to 10 (default 10).")
  private int splits;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (splits < 2 || splits > MOST) {
      throw new BadInputException("--splits must be from 2 to " + MOST + ", got " + splits);
    }
    List<Task> tasks = tasks();
    Path out = output.make();
    PrintWriter answer = spec.commandLine().getOut();
    ArrayNode json = new ObjectMapper().createArrayNode();
    boolean holds = true;
    for (Task task : tasks) {
      ProcessResult result = ProcessExperiment.of(task, splits, how.run()).in(out);
      answer.println(result);
      json.add(result.json());
      holds &= result.holds();
    }
    AtomicFile.write(
        out.resolve("process.json"),
        (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    answer.println("wrote process.json to " + out);
    return holds ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }

  private List<Task> tasks() {
    if (data.equals("all")) {
      return List.of(Task.values());
    }
    return List.of(
        Arrays.stream(Task.values())
            .filter(task -> task.word().equals(data))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--data must be banana, diabetes, cancer or all, got '" + data + "'")));
  }
}

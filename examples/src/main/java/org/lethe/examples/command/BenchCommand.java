package org.lethe.examples.command;

import java.util.concurrent.Callable;
import org.lethe.validation.benchmark.SviLogistic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The benchmarks. */
@Command(
    name = "bench",
    header = "Measure speed on a job that other libraries can do too.",
    description = {
      "",
      "Runs a job warm and prints one JSON object: steps a second of wall and of processor time,",
      "start-up, and the quality of the result. For figures to compare with others, use",
      "--threads 1 on a quiet machine.",
      "",
      "svi-logistic: logistic regression on made data, 100 000 x 50 unless told otherwise; 5000",
      "steps of variational inference on minibatches of 1000 rows drawn with replacement.",
      ""
    },
    customSynopsis = {"lethe bench JOB [OPTIONS]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {"0:done", "2:wrong usage, said in one line"},
    footer = {"", "Example:", "    lethe bench svi-logistic --family full-rank --threads 1"})
public final class BenchCommand implements Callable<Integer> {

  private static final String SVI_LOGISTIC = "svi-logistic";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB", description = "svi-logistic.")
  private String job = "";

  @Option(
      names = "--family",
      paramLabel = "F",
      defaultValue = "mean-field",
      description = "mean-field (default) or full-rank.")
  private String family = "mean-field";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Rows (default 100000).")
  private int rows;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "50",
      description = "Columns (default 50).")
  private int columns;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Steps (default 5000).")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Rows in a minibatch (default 1000).")
  private int batch;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (!job.equals(SVI_LOGISTIC)) {
      throw new BadInputException("there is no job '" + job + "'; jobs: " + SVI_LOGISTIC);
    }
    boolean fullRank = family.equals("full-rank");
    if (!fullRank && !family.equals("mean-field")) {
      throw new BadInputException("--family must be mean-field or full-rank, got '" + family + "'");
    }
    SviLogistic svi = new SviLogistic(rows, columns, steps, batch, fullRank);
    spec.commandLine().getOut().println(svi.run(how.run()).json());
    return ExitStatus.HELD;
  }
}

package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.validation.benchmark.JobOptions;
import org.lethe.validation.benchmark.Jobs;
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
      "start-up, and the quality of the result. The quality is that of the job as published; its",
      "speed is timed for two seconds of steps or more, after as many to warm up, and the median is",
      "told where these are several fits. For figures to compare with others, use --threads 1 on a",
      "quiet machine. What is not given is as published.",
      ""
    },
    customSynopsis = {"lethe bench JOB [OPTIONS]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {"0:done", "2:wrong usage, said in one line"},
    footer = {"", "Example:", "    lethe bench svi-logistic --family full-rank --threads 1"})
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "JOB",
      completionCandidates = JobNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String job = "";

  @Option(
      names = "--expectation",
      paramLabel = "E",
      description = "Of svi-gmm: draws, or soft for soft assignments of rows.")
  private Optional<String> expectation = Optional.empty();

  @Option(names = "--family", paramLabel = "F", description = "mean-field or full-rank.")
  private Optional<String> family = Optional.empty();

  @Option(names = "--size", paramLabel = "S", description = "small or big.")
  private Optional<String> size = Optional.empty();

  @Option(names = "--rows", paramLabel = "N", description = "Rows of made data.")
  private Optional<Integer> rows = Optional.empty();

  @Option(names = "--columns", paramLabel = "N", description = "Columns of made data.")
  private Optional<Integer> columns = Optional.empty();

  @Option(
      names = "--spread",
      paramLabel = "S",
      description =
          "Of sg*-logistic: sd of the coefficients behind made data (default 1). At 0.1414,"
              + " 1/sqrt(50), sgld-logistic and sghmc-logistic reach the posterior; at 1 they do not.")
  private Optional<Double> spread = Optional.empty();

  @Option(names = "--data", paramLabel = "CSV", description = "Data in place of made ones.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--steps", paramLabel = "N", description = "Steps.")
  private Optional<Integer> steps = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Rows in a minibatch.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--minibatch",
      paramLabel = "M",
      description =
          "replaced: single rows with replacement (default), or blocks: runs of 16 rows of a table"
              + " shuffled once.")
  private Optional<String> minibatch = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds of steps to warm up, and to time, at least (default 2).")
  private Optional<Integer> seconds = Optional.empty();

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    JobOptions options = JobOptions.none();
    options = with(options, "family", family);
    options = with(options, "expectation", expectation);
    options = with(options, "size", size);
    options = with(options, "rows", rows);
    options = with(options, "columns", columns);
    options = with(options, "spread", spread);
    options = with(options, "data", data);
    options = with(options, "steps", steps);
    options = with(options, "batch", batch);
    options = with(options, "minibatch", minibatch);
    options = with(options, "seconds", seconds);
    spec.commandLine().getOut().println(Jobs.named(job).run(options, how.run()).json());
    return ExitStatus.HELD;
  }

  private static JobOptions with(JobOptions options, String name, Optional<?> value) {
    return value.map(given -> options.with(name, given)).orElse(options);
  }
}

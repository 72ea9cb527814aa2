package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.flights.FlightExperiment;
import org.lethe.examples.flights.FlightResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Flights forgotten. */
@Command(
    name = "flights",
    header = "Forget a contiguous stretch of flights, against a retrain.",
    description = {
      "",
      "Regression of the delay on time of day, date and distance by a sparse Gaussian process.",
      "Hyperparameters and inducing inputs are learned from at most 2000 of the flights and held.",
      "The file is read one row group at a time, so that memory grows with the erased rows alone,",
      "which are all that forgetting reads. What is held is measured by a second retrain, which",
      "learns it from the flights that stay. Writes flights.json.",
      "",
      "The data are flights-3m.parquet of the npm package vega-datasets (npm pack vega-datasets),",
      "or any Parquet file, ordered by time, with numbers in columns date, delay and",
      "distance. Other columns, such as origin and destination, the airports' codes, are not read.",
      ""
    },
    customSynopsis = {
      "lethe experiment flights --data=FILE [--rows=N] [--inducing=N] [--erase=N] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:the posterior is that of the retrain, to 1e-6 nats",
      "1:it is not",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment flights --data flights-3m.parquet"})
public final class FlightsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--data", paramLabel = "FILE", required = true, description = "The Parquet file.")
  private Path data = Path.of("flights-3m.parquet");

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Flights to use, evenly spaced in the file (default 100000).")
  private int rows;

  @Option(
      names = "--inducing",
      paramLabel = "N",
      defaultValue = "100",
      description = "Inducing inputs (default 100).")
  private int inducing;

  @Option(
      names = "--erase",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Flights to forget, in the middle (default 10000).")
  private int erase;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (inducing < 1 || inducing > 1000) {
      throw new BadInputException("--inducing must be from 1 to 1000, got " + inducing);
    }
    if (rows < Math.max(10, inducing)) {
      throw new BadInputException(
          "--rows must be at least 10 and as many as --inducing, got " + rows);
    }
    if (erase < 1 || erase > rows / 2) {
      throw new BadInputException(
          "--erase must be from 1 to half of the rows, " + rows / 2 + ", got " + erase);
    }
    FlightExperiment experiment = FlightExperiment.of(data, rows, inducing, erase, how.run());
    Path out = output.make();
    FlightResult result = experiment.result();
    AtomicFile.write(out.resolve("flights.json"), result.json());
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(result);
    answer.println("wrote flights.json to " + out);
    return result.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}

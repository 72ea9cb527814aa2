package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forgets rows from a fit. */
@Command(
    name = "forget",
    header = "Forget rows from a fit without fitting anew.",
    description = {
      "",
      "The data are the rows that the fit stands for, in the columns that it knows. The ids are",
      "one a line; blank lines and lines that begin with # mean nothing:",
      "",
      "    # asked to be forgotten in May",
      "    r-017",
      "    r-123",
      "",
      "The old fit stays as it is. The verdict on the new one needs no retrain; lethe verify makes",
      "one and certifies.",
      ""
    },
    customSynopsis = {
      "lethe forget --fit=FIT --data=F.csv --rows=IDS.txt --method=METHOD [--lambda=L | --mass=R]",
      "             --out=FIT2 [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:the new fit was written and is TRUSTED, or DOUBTFUL for the reasons printed",
      "1:it is UNUSABLE, or --strict was given and it is not TRUSTED, or there is no posterior",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {
      "",
      "Example:",
      "    lethe forget --fit y.fit --data data.csv --rows ids.txt --method eubo --mass 0.9 --out y2.fit",
      "    lethe forget --fit y.fit --data data.csv --rows ids.txt --method bif --out y2.fit"
    })
public final class ForgetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--fit", paramLabel = "FIT", required = true, description = "The fit.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "F.csv",
      required = true,
      description = "The rows that it stands for.")
  private Path data;

  @Option(
      names = "--rows",
      paramLabel = "IDS.txt",
      required = true,
      description = "The ids to forget.")
  private Path rows;

  @Mixin private EditOptions options;

  @Option(
      names = "--out",
      paramLabel = "FIT2",
      required = true,
      description = "The new fit's file.")
  private Path out;

  @Override
  public Integer call() {
    SavedFit saved = SavedFit.open(file);
    Table own = saved.ownRows(data);
    Edit edit = RowIds.forget(own, rows);
    return options.carryOut(saved, edit, Optional.of(own), out, spec.commandLine().getOut());
  }
}

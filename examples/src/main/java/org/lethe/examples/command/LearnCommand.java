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

/** Learns new rows. */
@Command(
    name = "learn",
    header = "Learn new rows without fitting anew.",
    description = {
      "",
      "The data are new rows, all of which are learned, in the columns that the fit knows and with",
      "ids that it has not met. A fit keeps no list of its ids: a row that it knows already would",
      "count twice, and no warning is possible.",
      "",
      "Learning is forgetting with the opposite sign: the methods are the same, and forgetting the",
      "rows again leads back. A gate acts on forgotten rows only, so none need be given.",
      ""
    },
    customSynopsis = {"lethe learn --fit=FIT --data=NEW.csv --method=METHOD --out=FIT2 [OPTIONS]"},
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
      "    lethe learn --fit y.fit --data new.csv --method eubo --out y2.fit"
    })
public final class LearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--fit", paramLabel = "FIT", required = true, description = "The fit.")
  private Path file;

  @Option(names = "--data", paramLabel = "F.csv", required = true, description = "The new rows.")
  private Path data;

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
    Table rows = saved.rows(data);
    if (rows.digest().equals(saved.fit().provenance().dataDigest())) {
      throw new BadInputException(
          data + " holds the very rows that " + file + " stands for; give new rows only");
    }
    Edit edit = Edit.learn(rows);
    return options.carryOut(saved, edit, Optional.empty(), out, spec.commandLine().getOut());
  }
}

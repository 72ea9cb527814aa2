package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Fit;
import org.lethe.examples.text.Words;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits a regression to a CSV file. */
@Command(
    name = "fit",
    header = "Fit a model to a CSV file.",
    description = {
      "",
      "The file: UTF-8, columns separated by commas, the first line names them. One column (id) tells",
      "the rows apart. The target of logistic and multinomial holds labels, of poisson counts, of linear",
      "numbers; logistic gives the probability of the second of two labels. No value may be missing.",
      "",
      "    id,x1,x2,y",
      "    r-001,0.31,-1.20,no",
      "    r-002,1.75,0.44,yes",
      ""
    },
    customSynopsis = {"lethe fit --data=F.csv --target=COL --model=MODEL --out=FIT [OPTIONS]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:the fit was written and is TRUSTED, or DOUBTFUL for the reasons printed",
      "1:it is UNUSABLE, or --strict was given and it is not TRUSTED, or there is no posterior",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {
      "",
      "Example:",
      "    lethe fit --data data.csv --target y --model logistic --out y.fit",
      "    lethe summary y.fit"
    })
public final class FitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--data", paramLabel = "F.csv", required = true, description = "The rows.")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private ModelKind kind;

  @Mixin private Columns columns;

  @Option(
      names = "--prior",
      paramLabel = "SD",
      description =
          "Prior sd of intercept and coefficients (default 10). In the exact linear fit it "
              + "counts in units of the noise (default 100).")
  private Optional<Double> prior = Optional.empty();

  @Mixin private EngineOptions engines;

  @Mixin private RunOptions how;

  @Option(names = "--strict", description = "Exit with 1 where the verdict is not TRUSTED.")
  private boolean strict;

  @Option(names = "--out", paramLabel = "FIT", required = true, description = "The fit's new file.")
  private Path out;

  @Override
  public Integer call() {
    OutputFile.check("--out", out);
    Schema schema = columns.schema(data, kind);
    requireTwoLevels(schema);
    Table rows = Table.csv(data, schema);
    Engine<?> engine = engines.engine(kind, prior);
    Regression regression = columns.regression(kind, schema, data);
    if (prior.isPresent()) {
      regression = regression.prior(prior.get());
    }
    Model model = regression.model();
    Run run = engines.saving(how.run());
    Fit<?> fit = engine.fit(model, rows, run);
    fit.save(out);
    run.checkpoint().ifPresent(Run.Checkpoint::remove);
    PrintWriter answer = spec.commandLine().getOut();
    answer.println(
        kind + " regression of '" + columns.target() + "', " + Words.count(rows.size(), "row"));
    FitText text = new FitText(fit, regression, answer);
    text.table();
    text.verdict();
    answer.println("wrote " + out);
    return Verdicts.status(fit.verdict(), strict);
  }

  private void requireTwoLevels(Schema schema) {
    List<String> levels = schema.column(columns.target()).levels();
    if (kind.classifies() && levels.size() < 2) {
      throw new BadInputException(
          data
              + ": target '"
              + columns.target()
              + "' is always '"
              + levels.get(0)
              + "'; there is nothing to tell apart");
    }
    if (kind == ModelKind.LOGISTIC && levels.size() > 2) {
      throw new BadInputException(
          data
              + ": target '"
              + columns.target()
              + "' has "
              + levels.size()
              + " labels ("
              + Words.list(levels.subList(0, 3))
              + ", …"
              + ") and logistic takes two; use --model multinomial for labels, linear for numbers");
    }
  }
}

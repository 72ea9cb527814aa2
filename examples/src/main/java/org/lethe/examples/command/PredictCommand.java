package org.lethe.examples.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Prediction;
import org.lethe.examples.text.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predicts rows from a fit. */
@Command(
    name = "predict",
    header = "Predict new rows from a fit.",
    description = {
      "",
      "The file needs the id column and the features under the names that the fit knows; a target",
      "column may be there and is not read. Labels must be ones that the fit has seen.",
      "",
      "    id,x1,x2",
      "    new-1,0.20,-0.90",
      "",
      "The answer has a line a row: id and mean for numbers and counts; id and p_LABEL, one column a",
      "label, for labels. Uncertainty about the parameters is averaged over.",
      ""
    },
    customSynopsis = {"lethe predict --fit=FIT --data=F.csv --out=P.csv"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {"0:written", "2:wrong usage or bad input, said in one line"},
    footer = {"", "Example:", "    lethe predict --fit y.fit --data new.csv --out predicted.csv"})
public final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--fit", paramLabel = "FIT", required = true, description = "The fit.")
  private Path file;

  @Option(names = "--data", paramLabel = "F.csv", required = true, description = "The rows.")
  private Path data;

  @Option(names = "--out", paramLabel = "P.csv", required = true, description = "The new file.")
  private Path out;

  @Override
  public Integer call() {
    SavedFit saved = SavedFit.open(file);
    OutputFile.check("--out", out);
    Table rows = Table.csv(data, predictors(saved));
    Prediction prediction = saved.fit().posterior().predict(rows);
    List<String> levels = saved.fit().model().schema().column(saved.target()).levels();
    AtomicFile.write(out, csv(rows, prediction, levels).getBytes(StandardCharsets.UTF_8));
    spec.commandLine().getOut().println("wrote " + Words.count(rows.size(), "row") + " to " + out);
    return ExitStatus.HELD;
  }

  /** The columns that a prediction reads. */
  private static Schema predictors(SavedFit saved) {
    List<String> unread = new ArrayList<>(List.of(saved.target()));
    Optional.ofNullable(saved.regression().definition().get("weights")).ifPresent(unread::add);
    return saved.fit().model().schema().without(unread.toArray(new String[0]));
  }

  private static String csv(Table rows, Prediction prediction, List<String> levels) {
    List<String> header = new ArrayList<>(List.of(rows.schema().id()));
    double[][] values;
    if (levels.isEmpty()) {
      header.add("mean");
      values =
          Arrays.stream(prediction.mean()).mapToObj(m -> new double[] {m}).toArray(double[][]::new);
    } else {
      levels.forEach(level -> header.add("p_" + level));
      values = prediction.probabilities();
    }
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(header);
      for (int i = 0; i < values.length; i++) {
        List<String> line = new ArrayList<>(List.of(rows.ids().get(i)));
        for (double value : values[i]) {
          line.add(Double.toString(value));
        }
        csv.writeRecord(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can always be written", e);
    }
    return text.toString();
  }
}

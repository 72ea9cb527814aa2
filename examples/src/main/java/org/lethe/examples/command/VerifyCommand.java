package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Engines;
import org.lethe.unlearning.Bargain;
import org.lethe.validation.certificate.Certificate;
import org.lethe.validation.certificate.Check;
import org.lethe.validation.certificate.Evidence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a forgotten fit against a retrain and writes a certificate. */
@Command(
    name = "verify",
    header = "Judge a forgotten fit against a retrain, and certify.",
    description = {
      "",
      "Trains again without the rows, twice under different seeds, by the recipe in the original fit,",
      "and measures how far the forgotten fit is from the first retrain, in nats. Doing nothing and",
      "the second retrain are measured too, because a distance alone says nothing.",
      "",
      "The data and the ids are those that lethe forget was given.",
      ""
    },
    customSynopsis = {
      "lethe verify --original=FIT --forgotten=FIT2 --data=F.csv --rows=IDS.txt --max-kl=E",
      "             [--max-posterior-kl=E] --certificate=C.json [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:all limits hold; the grade is EXACT or EVIDENCE",
      "1:a limit does not hold; the grade is FAILED, and the certificate says why",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {
      "",
      "Example:",
      "    lethe verify --original y.fit --forgotten y2.fit --data data.csv --rows ids.txt \\",
      "                 --max-kl 0.01 --certificate certificate.json"
    })
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--original",
      paramLabel = "FIT",
      required = true,
      description = "The fit before.")
  private Path originalFile;

  @Option(
      names = "--forgotten",
      paramLabel = "FIT2",
      required = true,
      description = "The fit that lethe forget made of it.")
  private Path forgottenFile;

  @Option(
      names = "--data",
      paramLabel = "F.csv",
      required = true,
      description = "The rows that the original stands for.")
  private Path data;

  @Option(
      names = "--rows",
      paramLabel = "IDS.txt",
      required = true,
      description = "The ids that were forgotten, one a line.")
  private Path ids;

  @Option(
      names = "--max-kl",
      paramLabel = "E",
      required = true,
      description =
          "Limit on the predictive KL(retrained || forgotten), on erased and on remaining "
              + "rows each.")
  private double maxKl;

  @Option(
      names = "--max-posterior-kl",
      paramLabel = "E",
      description = "Limit on KL(forgotten || retrained) between the posteriors.")
  private Optional<Double> maxPosteriorKl = Optional.empty();

  @Option(
      names = "--certificate",
      paramLabel = "C.json",
      required = true,
      description = "The certificate's new file.")
  private Path certificateFile;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    requirePositive("--max-kl", maxKl);
    maxPosteriorKl.ifPresent(limit -> requirePositive("--max-posterior-kl", limit));
    OutputFile.check("--certificate", certificateFile);
    SavedFit original = SavedFit.open(originalFile);
    SavedFit forgotten = SavedFit.open(forgottenFile);
    Table rows = requireSameModel(original, forgotten).ownRows(data);
    Edit edit = RowIds.forget(rows, ids);
    Table remaining = rows.after(edit);
    requireMadeBy(edit, original, forgotten);
    requireRows(remaining);
    Engine<?> engine = Engines.of(original.fit().provenance().engine());
    Fit<?> retrained = engine.fit(original.fit().model(), remaining, how.run());
    Fit<?> second = engine.fit(original.fit().model(), remaining, how.run(how.seed() + 1));
    Evidence evidence =
        Evidence.of(original.fit(), forgotten.fit(), retrained, edit, remaining)
            .withSecondRetrain(second);
    Certificate certificate = Certificate.issue(evidence, checks());
    certificate.save(certificateFile);
    PrintWriter out = spec.commandLine().getOut();
    new CertificateText(certificate, out).print();
    out.println(new Bargain(forgotten.fit().cost(), retrained.cost()));
    out.println("wrote " + certificateFile);
    return certificate.grade() == Certificate.Grade.FAILED
        ? ExitStatus.DID_NOT_HOLD
        : ExitStatus.HELD;
  }

  private Check[] checks() {
    List<Check> checks = new ArrayList<>(List.of(Check.predictiveKlAtMost(maxKl)));
    maxPosteriorKl.ifPresent(limit -> checks.add(Check.posteriorKlAtMost(limit)));
    return checks.toArray(new Check[0]);
  }

  private static void requirePositive(String option, double limit) {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new BadInputException(option + " must be a positive number of nats, got " + limit);
    }
  }

  private static SavedFit requireSameModel(SavedFit original, SavedFit forgotten) {
    String one = original.fit().model().digest();
    if (!one.equals(forgotten.fit().model().digest())) {
      throw new BadInputException(
          forgotten.file()
              + " is a fit of another model than "
              + original.file()
              + ": target, features, prior or labels differ");
    }
    return original;
  }

  private void requireMadeBy(Edit edit, SavedFit original, SavedFit forgotten) {
    if (!forgotten.fit().provenance().parent().equals(original.fit().id())) {
      throw new BadInputException(
          forgotten.file() + " was not made from " + original.file() + " by lethe forget");
    }
    String after = edit.digestAfter(original.fit().provenance().dataDigest());
    if (!forgotten.fit().provenance().dataDigest().equals(after)) {
      throw new BadInputException(
          forgotten.file() + " forgot other rows than those in " + ids + "; give the same file");
    }
  }

  private void requireRows(Table remaining) {
    if (remaining.size() == 0) {
      throw new BadInputException(
          ids + " names all rows, so that there is nothing to train the comparison on");
    }
  }
}

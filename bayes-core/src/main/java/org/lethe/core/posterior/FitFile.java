package org.lethe.core.posterior;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Digest;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.FitFileException.Reason;

/**
 * A fit on disk: a header that a person can read, then the numbers, versioned and checksummed.
 * Neither rows nor their ids are in it. A fit reads back with the same bits in everything that it
 * computes.
 */
public final class FitFile {
  private FitFile() {}

  /**
   * The header of a file, which is checked as a whole.
   *
   * @throws FitFileException if the file is no intact fit file
   */
  public static FitHeader peek(Path file) {
    return FitBytes.read(file).header();
  }

  /** The model of a file whose definition says how to make it again. */
  static Model builtIn(Path file) {
    FitHeader header = peek(file);
    if (header.definition().isEmpty()) {
      throw new FitFileException(
          file,
          Reason.OTHER_MODEL,
          String.format(
              "the file holds a fit of model %s, which is not built in; load it from the program that"
                  + " defines the model",
              header.model()));
    }
    try {
      return Regression.from(header.definition(), header.schema()).model();
    } catch (IllegalArgumentException e) {
      throw new FitFileException(
          file, Reason.OTHER_MODEL, e, "its model cannot be made again, " + e.getMessage());
    }
  }

  static void write(Fit<?> fit, Path file) {
    AtomicFile.write(file, encode(fit).encode());
  }

  static String id(Fit<?> fit) {
    FitBytes content = encode(fit);
    return Digest.of()
        .add(FitJson.write(content.header().withoutCost()))
        .add(content.numbers())
        .hex();
  }

  static <P extends Posterior> Fit<P> read(Path file, Class<P> kind, Model given) {
    FitBytes content = FitBytes.read(file);
    FitHeader header = content.header();
    if (!header.modelDigest().equals(given.digest())) {
      throw new FitFileException(
          file,
          Reason.OTHER_MODEL,
          String.format(
              "the file holds a fit of model %s (digest %s), not of model %s (digest %s)",
              header.model(), start(header.modelDigest()), given.name(), start(given.digest())));
    }
    requireRows(file, given, header);
    Model model = known(file, given, header.hyperparameters());
    Posterior posterior = posterior(file, content, model);
    if (!kind.isInstance(posterior)) {
      throw new FitFileException(
          file,
          Reason.OTHER_KIND,
          String.format(
              "the file holds a posterior of kind %s, which is no %s",
              header.kind(), kind.getSimpleName()));
    }
    try {
      return new Fit<>(
          kind.cast(posterior),
          model,
          curvature(content),
          header.provenance(),
          header.verdict(),
          header.cost());
    } catch (IllegalArgumentException e) {
      throw apart(file, e);
    }
  }

  private static FitFileException apart(Path file, IllegalArgumentException why) {
    return new FitFileException(
        file, Reason.EDITED, why, "the parts do not fit together, " + why.getMessage());
  }

  /** A model that couples rows is one only together with them. */
  private static void requireRows(Path file, Model model, FitHeader header) {
    if (model.coupled().isPresent()
        && !model.rows().map(Table::digest).equals(Optional.of(header.provenance().dataDigest()))) {
      throw new FitFileException(
          file,
          Reason.OTHER_MODEL,
          String.format(
              "model %s couples its rows: %s; read the fit with the model on the rows that it was"
                  + " trained on, by Model.on",
              model.name(), model.coupled().get()));
    }
  }

  private static Model known(Path file, Model model, List<Double> hyperparameters) {
    try {
      return model.with(hyperparameters.stream().mapToDouble(v -> v).toArray());
    } catch (IllegalArgumentException e) {
      throw apart(file, e);
    }
  }

  private static Posterior posterior(Path file, FitBytes content, Model model) {
    FitHeader header = content.header();
    PosteriorCodec codec =
        PosteriorCodecs.of(header.kind())
            .orElseThrow(
                () ->
                    new FitFileException(
                        file,
                        Reason.UNKNOWN_KIND,
                        String.format(
                            "the file holds a posterior of kind %s, and this program knows only %s",
                            header.kind(), PosteriorCodecs.kinds())));
    double[] numbers = Arrays.copyOf(content.numbers(), header.numbers());
    try {
      return codec.read(header.posterior(), numbers, model);
    } catch (IllegalArgumentException e) {
      throw apart(file, e);
    }
  }

  /** Enough of a digest to tell two apart by eye. */
  private static String start(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  private static FitBytes encode(Fit<?> fit) {
    PosteriorCodec codec = PosteriorCodecs.of(fit.posterior());
    double[] numbers = codec.numbers(fit.posterior());
    double[][] curvature = fit.curvature().orElse(new double[0][]);
    Model model = fit.model();
    FitHeader header =
        new FitHeader(
            codec.kind(),
            codec.header(fit.posterior()),
            numbers.length,
            curvature.length,
            model.name(),
            model.digest(),
            model.definition(),
            model.schema(),
            Arrays.stream(model.fitted().orElseThrow()).boxed().toList(),
            fit.provenance(),
            fit.verdict(),
            fit.cost());
    DoubleStream all =
        DoubleStream.concat(
            Arrays.stream(numbers), Arrays.stream(curvature).flatMapToDouble(Arrays::stream));
    return new FitBytes(header, all.toArray());
  }

  private static Optional<double[][]> curvature(FitBytes content) {
    int d = content.header().curvature();
    int from = content.header().numbers();
    double[][] curvature = new double[d][];
    Arrays.setAll(
        curvature, i -> Arrays.copyOfRange(content.numbers(), from + i * d, from + (i + 1) * d));
    return d == 0 ? Optional.empty() : Optional.of(curvature);
  }
}

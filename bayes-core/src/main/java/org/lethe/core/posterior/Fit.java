package org.lethe.core.posterior;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;

/**
 * A posterior with the evidence that belongs to it. Immutable: forgetting returns another fit.
 *
 * @param posterior what was inferred
 * @param model what it is a posterior of
 * @param curvature the Hessian ∇²F(·, D) of the energy at the fit, where it was kept
 * @param provenance where it came from
 * @param verdict whether it may be relied on
 * @param cost what it cost
 */
public record Fit<P extends Posterior>(
    P posterior,
    Model model,
    Optional<double[][]> curvature,
    Provenance provenance,
    Verdict verdict,
    Cost cost) {

  /** Throws {@link IllegalArgumentException} where the parts belong to different models. */
  public Fit {
    Checks.that(
        model.digest().equals(posterior.model().digest()),
        "Fit: posterior must be of model %s, got one of %s",
        model.name(),
        posterior.model().name());
    Checks.that(
        model.digest().equals(provenance.modelDigest()),
        "Fit: provenance must name the digest of model %s, %s, got %s",
        model.name(),
        model.digest(),
        provenance.modelDigest());
    Checks.that(
        !model.isOpen()
            && Arrays.equals(model.fitted().get(), posterior.model().fitted().orElseThrow()),
        "Fit: model %s and its posterior must have the same known hyperparameters",
        model.name());
    curvature.ifPresent(h -> requireSquare(h, model));
  }

  /** A fit without stored curvature. */
  public static <P extends Posterior> Fit<P> of(
      P posterior, Provenance provenance, Verdict verdict, Cost cost) {
    return new Fit<>(posterior, posterior.model(), Optional.empty(), provenance, verdict, cost);
  }

  /**
   * Reads a fit of a known model.
   *
   * @param kind the type of posterior that is expected, such as {@code GaussianPosterior.class}
   * @throws FitFileException if the file holds no such fit, with the reason
   */
  public static <P extends Posterior> Fit<P> load(Path file, Class<P> kind, Model model) {
    return FitFile.read(file, kind, model);
  }

  /**
   * Reads a fit of a built-in model, which the file tells how to rebuild.
   *
   * @param kind the type of posterior that is expected
   * @throws FitFileException if the file holds no such fit, or its model is not built in
   */
  public static <P extends Posterior> Fit<P> load(Path file, Class<P> kind) {
    return load(file, kind, FitFile.builtIn(file));
  }

  /**
   * Writes the fit: whole, or not at all.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written; an older file then stays as
   *     it is
   */
  public void save(Path file) {
    FitFile.write(this, file);
  }

  /**
   * A digest of posterior, model, curvature, provenance and verdict, in hexadecimal. It stays the
   * same in a file and back; the cost, which no two runs share, is no part of it.
   */
  public String id() {
    return FitFile.id(this);
  }

  /**
   * This fit, if it is trusted.
   *
   * @throws UntrustedFitException listing the reasons if it is not
   */
  public Fit<P> requireTrusted() {
    if (!verdict.isTrusted()) {
      throw new UntrustedFitException(model.name(), verdict);
    }
    return this;
  }

  /** The same fit with another verdict, such as one that a later diagnostic made worse. */
  public Fit<P> with(Verdict other) {
    return new Fit<>(posterior, model, curvature, provenance, other, cost);
  }

  private static void requireSquare(double[][] curvature, Model model) {
    int d = model.dimension();
    Checks.that(
        curvature.length == d,
        "Fit: curvature must have the %d rows of model %s, got %d",
        d,
        model.name(),
        curvature.length);
    for (double[] row : curvature) {
      Checks.that(
          row.length == d,
          "Fit: curvature must be square, got %d rows and one of %d numbers",
          d,
          row.length);
      for (double h : row) {
        Checks.finite("Fit", "curvature", h);
      }
    }
  }
}

package org.lethe.validation.certificate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Verdict;
import org.lethe.validation.certificate.Check.Outcome;

/**
 * The verdict on one act of forgetting. The same evidence and checks give the same certificate, to
 * the byte: nothing in it depends on when it was issued.
 *
 * @param grade the verdict
 * @param outcomes the checks, the implied ones first
 * @param channels the channels of the forgotten fit
 * @param limits what this does not show, in sentences
 * @param subject what it is about
 * @param previous the digest of the certificate that this one follows
 */
public record Certificate(
    Grade grade,
    List<Outcome> outcomes,
    List<Channel> channels,
    List<String> limits,
    Subject subject,
    Optional<String> previous) {

  /** What was shown, from most to least. */
  public enum Grade {
    /**
     * An exact method was used, its result equals the retrain to 1e−9 sd, every channel is closed
     * or recomputed, every fit is trusted and every check passes.
     */
    EXACT,
    /** Every check passes: the forgotten posterior could not be told from a retrain. */
    EVIDENCE,
    /** A check failed, a fit is unusable, or the evidence does not belong together. */
    FAILED
  }

  /** Copies the lists. */
  public Certificate {
    outcomes = List.copyOf(outcomes);
    channels = List.copyOf(channels);
    limits = List.copyOf(limits);
  }

  /**
   * Runs the checks and grades the result. Before those that are asked for, two are implied: that
   * fits, edit and data belong together (if they do not, nothing else is run), and that no fit is
   * UNUSABLE. A DOUBTFUL fit is no failure, since the checks decide; its reasons stand among the
   * limits, and the grade is at best EVIDENCE, as with an open channel.
   *
   * @throws IllegalArgumentException if there is no check, or if one lacks what it needs
   */
  public static Certificate issue(Evidence evidence, Check... checks) {
    Checks.that(checks.length > 0, "Certificate.issue: checks must be at least 1, got 0");
    List<Outcome> outcomes = new ArrayList<>(new SameEdit().run(evidence));
    if (allPass(outcomes)) {
      outcomes.addAll(new Usable().run(evidence));
      EqualsRetrain.of(evidence).ifPresent(outcomes::add);
      for (Check check : checks) {
        outcomes.addAll(check.run(evidence));
      }
    }
    Grade grade = grade(evidence, outcomes);
    return new Certificate(
        grade,
        outcomes,
        evidence.forgotten().provenance().channels(),
        Limits.of(evidence, outcomes, grade == Grade.EXACT),
        Subject.of(evidence),
        Optional.empty());
  }

  private static Grade grade(Evidence e, List<Outcome> outcomes) {
    if (!allPass(outcomes)) {
      return Grade.FAILED;
    }
    boolean capped =
        !e.forgotten().provenance().openChannels().isEmpty()
            || !Usable.reasons(e, Verdict.Level.DOUBTFUL).isEmpty()
            || outcomes.stream().noneMatch(o -> o.name().equals(EqualsRetrain.NAME));
    return capped ? Grade.EVIDENCE : Grade.EXACT;
  }

  private static boolean allPass(List<Outcome> outcomes) {
    return outcomes.stream().allMatch(Outcome::pass);
  }

  /** The same certificate as the next one of a chain. */
  public Certificate following(Certificate earlier) {
    return new Certificate(
        grade, outcomes, channels, limits, subject, Optional.of(earlier.digest()));
  }

  /** Whether the grade is not FAILED. */
  public boolean holds() {
    return grade != Grade.FAILED;
  }

  /** The checks that did not pass. */
  public List<Outcome> failures() {
    return outcomes.stream().filter(outcome -> !outcome.pass()).toList();
  }

  /** SHA-256 over all of the content, in hexadecimal. */
  public String digest() {
    return CertificateJson.digest(CertificateJson.write(this));
  }

  /**
   * Writes the certificate as JSON with its digest: whole, or not at all.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public void save(Path file) {
    AtomicFile.write(file, CertificateJson.bytes(this));
  }

  /**
   * Reads a certificate.
   *
   * @throws CertificateException with the reason if there is none, if it was edited, or if it is of
   *     a newer version
   */
  public static Certificate load(Path file) {
    return CertificateJson.load(file);
  }
}

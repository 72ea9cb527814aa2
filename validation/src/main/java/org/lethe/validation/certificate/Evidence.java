package org.lethe.validation.certificate;

import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;

/**
 * What an act of forgetting is judged by.
 *
 * @param original the fit before
 * @param forgotten the fit under judgement, made from {@code original} by {@code edit}
 * @param retrained the reference: the recipe of the original, run on {@code remaining}
 * @param secondRetrain the same under another seed, which says how far apart two retrains are
 * @param edit what was forgotten, and learned
 * @param remaining the data after the edit
 * @param heldOut rows of the distribution of the erased ones that no fit has seen, for attacks
 */
public record Evidence(
    Fit<?> original,
    Fit<?> forgotten,
    Fit<?> retrained,
    Optional<Fit<?>> secondRetrain,
    Edit edit,
    Table remaining,
    Optional<Table> heldOut) {

  /** Without a second retrain and without held-out rows. */
  public static Evidence of(
      Fit<?> original, Fit<?> forgotten, Fit<?> retrained, Edit edit, Table remaining) {
    return new Evidence(
        original, forgotten, retrained, Optional.empty(), edit, remaining, Optional.empty());
  }

  /** With a second retrain, under another seed than the first. */
  public Evidence withSecondRetrain(Fit<?> second) {
    return new Evidence(
        original, forgotten, retrained, Optional.of(second), edit, remaining, heldOut);
  }

  /** With rows that no fit has seen. */
  public Evidence withHeldOut(Table rows) {
    return new Evidence(
        original, forgotten, retrained, secondRetrain, edit, remaining, Optional.of(rows));
  }
}

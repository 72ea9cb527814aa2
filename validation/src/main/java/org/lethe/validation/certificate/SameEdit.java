package org.lethe.validation.certificate;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.DataException;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;

/** Whether the fits, the edit and the data of the evidence belong together, by their digests. */
final class SameEdit implements Check {
  static final String NAME = "same edit";

  /** How a retrain names itself where it was made from a fit and not from rows alone. */
  private static final String RETRAIN = "retrain";

  @Override
  public List<Outcome> run(Evidence e) {
    List<String> faults = new ArrayList<>();
    require(
        faults,
        e.forgotten().provenance().parent().equals(e.original().id()),
        "the forgotten fit was not made from the original one");
    require(
        faults,
        dataAfter(e).equals(e.remaining().digest()),
        "the remaining rows are not the original's data after the edit");
    stands(faults, "the forgotten fit", e.forgotten(), e);
    reference(faults, "the retrained fit", e.retrained(), e);
    e.secondRetrain().ifPresent(fit -> second(faults, fit, e));
    e.heldOut()
        .ifPresent(
            rows ->
                require(
                    faults,
                    rows.ids().stream().noneMatch(id -> isLearned(e, id)),
                    "held-out rows are among the data"));
    return List.of(
        Outcome.faults(NAME, faults, "fits, edit and data belong together, by their digests"));
  }

  private static void second(List<String> faults, Fit<?> second, Evidence e) {
    reference(faults, "the second retrain", second, e);
    require(
        faults,
        second.provenance().seed() != e.retrained().provenance().seed(),
        "both retrains have the same seed");
  }

  private static void reference(List<String> faults, String who, Fit<?> fit, Evidence e) {
    stands(faults, who, fit, e);
    Provenance p = fit.provenance();
    require(
        faults,
        p.isRoot() || p.recipe().engine().equals(RETRAIN),
        who + " was made by " + p.recipe().engine() + " and not from rows");
    require(
        faults,
        p.engine().equals(e.original().provenance().engine()),
        who + " was not made by the recipe of the original");
  }

  private static void stands(List<String> faults, String who, Fit<?> fit, Evidence e) {
    require(
        faults,
        fit.provenance().dataDigest().equals(e.remaining().digest()),
        who + " does not stand for the remaining rows");
    require(
        faults,
        fit.model().digest().equals(e.original().model().digest()),
        who + " is of another model than the original");
  }

  private static boolean isLearned(Evidence e, String id) {
    return e.remaining().contains(id) || e.edit().rows().ids().contains(id);
  }

  private static String dataAfter(Evidence e) {
    try {
      return e.edit().digestAfter(e.original().provenance().dataDigest());
    } catch (DataException otherData) {
      return "none";
    }
  }

  private static void require(List<String> faults, boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }
}

package org.lethe.validation.certificate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;

/**
 * What a certificate is about.
 *
 * @param model the name of the model
 * @param modelDigest its digest
 * @param original the fit before
 * @param forgotten the fit under judgement
 * @param retrained the reference
 * @param secondRetrain the other reference
 * @param erasedRows how many rows were forgotten
 * @param learnedRows how many rows were learned in the same edit
 * @param remainingRows how many rows the data have after the edit
 * @param keyedIds the edited rows under a keyed hash; empty without a key
 * @param versions of what forgot
 */
public record Subject(
    String model,
    String modelDigest,
    Party original,
    Party forgotten,
    Party retrained,
    Optional<Party> secondRetrain,
    int erasedRows,
    int learnedRows,
    int remainingRows,
    List<String> keyedIds,
    Map<String, String> versions) {

  /** Copies the lists. */
  public Subject {
    keyedIds = List.copyOf(keyedIds);
    versions = Map.copyOf(versions);
  }

  /**
   * One fit.
   *
   * @param id {@link Fit#id()}
   * @param dataDigest the digest of the rows that it stands for
   * @param method the name of the recipe that made it
   * @param seed of its run
   * @param verdict its verdict in words
   */
  public record Party(String id, String dataDigest, String method, long seed, String verdict) {
    static Party of(Fit<?> fit) {
      Provenance p = fit.provenance();
      return new Party(
          fit.id(), p.dataDigest(), p.recipe().engine(), p.seed(), fit.verdict().toString());
    }
  }

  static Subject of(Evidence e) {
    Provenance forgotten = e.forgotten().provenance();
    return new Subject(
        e.forgotten().model().name(),
        e.forgotten().model().digest(),
        Party.of(e.original()),
        Party.of(e.forgotten()),
        Party.of(e.retrained()),
        e.secondRetrain().map(Party::of),
        e.edit().forgotten().size(),
        e.edit().learned().size(),
        e.remaining().size(),
        forgotten.keyedIds(),
        forgotten.versions());
  }
}

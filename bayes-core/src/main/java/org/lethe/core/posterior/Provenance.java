package org.lethe.core.posterior;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lethe.core.data.Edit;

/**
 * Where a fit came from: enough to make it again from the data, and nothing of the data themselves.
 *
 * @param parent {@code Fit.id()} of the fit that this one was made from; empty for a fit made from
 *     rows
 * @param recipe what made this fit: an engine, or a method that forgets or learns
 * @param trainedBy where {@code recipe} is not an engine's, the recipe of the engine that made the
 *     first fit of the line, which a retrain repeats
 * @param modelDigest the digest of the model
 * @param dataDigest the digest of the rows that the fit stands for
 * @param keyedIds the edited rows, see {@link KeyedIds}; empty without a key
 * @param seed the seed of the run
 * @param versions of Lethe, Java and the platform
 * @param channels the ways by which rows may act on the fit other than through its posterior
 */
public record Provenance(
    String parent,
    Recipe recipe,
    Optional<Recipe> trainedBy,
    String modelDigest,
    String dataDigest,
    List<String> keyedIds,
    long seed,
    Map<String, String> versions,
    List<Channel> channels) {

  /** Copies the lists and sorts the versions by name. */
  public Provenance {
    keyedIds = List.copyOf(keyedIds);
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    channels = List.copyOf(channels);
  }

  /** Of a fit that an engine made from rows, on this machine and now. */
  public static Provenance trained(
      Recipe engine, String modelDigest, String dataDigest, long seed, List<Channel> channels) {
    return new Provenance(
        "",
        engine,
        Optional.empty(),
        modelDigest,
        dataDigest,
        List.of(),
        seed,
        Versions.current(),
        channels);
  }

  /**
   * Of a fit that was made from this one by an edit, on this machine and now. Channels of this
   * provenance that {@code newer} does not name again stay as they are.
   *
   * @param parent {@code Fit.id()} of the fit that has this provenance
   * @param method the recipe of the method that forgot or learned
   * @param key the secret for {@link KeyedIds}, if there is one
   * @throws org.lethe.core.data.DataException if the edit was made for other data
   */
  public Provenance edited(
      String parent,
      Recipe method,
      Edit edit,
      Optional<byte[]> key,
      long newSeed,
      List<Channel> newer) {
    return new Provenance(
        parent,
        method,
        Optional.of(engine()),
        modelDigest,
        edit.digestAfter(dataDigest),
        KeyedIds.of(edit.rows().ids(), key),
        newSeed,
        Versions.current(),
        Channel.inherit(channels, newer));
  }

  /** The recipe that a retrain repeats. */
  public Recipe engine() {
    return trainedBy.orElse(recipe);
  }

  /** Whether the fit was made from rows and not from another fit. */
  public boolean isRoot() {
    return parent.isEmpty();
  }

  /** The channels that are open. */
  public List<Channel> openChannels() {
    return channels.stream().filter(Channel::isOpen).toList();
  }
}

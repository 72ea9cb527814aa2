package org.lethe.core.posterior;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lethe.core.data.Checks;

/**
 * Row ids as they may be written down: HMAC-SHA256 of the id under a secret key, in hexadecimal,
 * sorted. Who holds the key can confirm that a row was forgotten; who does not can confirm no
 * guess. Without a key nothing is written, because a plain hash of a guessable id protects nobody.
 */
public final class KeyedIds {
  private static final int SHORTEST_KEY = 16;

  private KeyedIds() {}

  /**
   * One keyed hash an id, sorted so that the order of the edit is not told; the empty list without
   * a key.
   */
  public static List<String> of(Collection<String> ids, Optional<byte[]> key) {
    return key.map(bytes -> ids.stream().map(id -> of(id, bytes)).sorted().toList())
        .orElse(List.of());
  }

  /**
   * The keyed hash of one id.
   *
   * @param key the secret, at least 16 bytes; a shorter one can be searched and throws {@link
   *     IllegalArgumentException}
   */
  public static String of(String id, byte[] key) {
    Checks.that(
        key.length >= SHORTEST_KEY,
        "KeyedIds: key must have at least %d bytes, got %d",
        SHORTEST_KEY,
        key.length);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime must provide HmacSHA256", e);
    }
  }
}

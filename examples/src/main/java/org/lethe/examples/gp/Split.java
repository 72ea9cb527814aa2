package org.lethe.examples.gp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows to learn from and rows to be judged by. Split s takes the ids in the order of
 * SHA-256("s/id") in hexadecimal, so that every language makes the same ones.
 *
 * @param trained ids, in that order
 * @param tested the others
 */
record Split(List<String> trained, List<String> tested) {

  /** The split of a number, from 0. */
  static Split of(List<String> ids, int number, int trained) {
    Map<String, String> keys =
        ids.stream().collect(Collectors.toMap(Function.identity(), id -> key(number + "/" + id)));
    List<String> ordered = ids.stream().sorted(Comparator.comparing(keys::get)).toList();
    return new Split(ordered.subList(0, trained), ordered.subList(trained, ids.size()));
  }

  private static String key(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

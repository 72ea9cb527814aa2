package org.lethe.examples.gp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Rows to learn from and rows to be judged by.
 *
 * @param trained ids
 * @param tested the others
 */
record Split(List<String> trained, List<String> tested) {

  /**
   * The split of a number, from 0: the ids in the order of SHA-256("s/id") in hexadecimal, so that
   * every language makes the same ones.
   */
  static Split of(List<String> ids, int number, int trained) {
    Map<String, String> keys =
        ids.stream().collect(Collectors.toMap(Function.identity(), id -> key(number + "/" + id)));
    List<String> ordered = ids.stream().sorted(Comparator.comparing(keys::get)).toList();
    return new Split(ordered.subList(0, trained), ordered.subList(trained, ids.size()));
  }

  /**
   * The ids as {@code numpy.random.seed(number)} and {@code numpy.random.shuffle} leave them: by
   * Fisher and Yates from the last, each place a 32-bit number of the Mersenne twister under a
   * mask, drawn again where it is too large.
   */
  static Split shuffled(List<String> ids, int number, int trained) {
    MersenneTwister random = new MersenneTwister(number);
    List<String> ordered = new ArrayList<>(ids);
    for (int i = ids.size() - 1; i > 0; i--) {
      int mask = 2 * Integer.highestOneBit(i) - 1;
      int j = random.nextInt() & mask;
      while (j > i) {
        j = random.nextInt() & mask;
      }
      Collections.swap(ordered, i, j);
    }
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

package org.lethe.core.expr;

import java.util.Arrays;

/** A move of elements as the stretches that move together: (from, to, length) of each. */
final class Moves {

  /** Stretches beyond this are copied by the platform. */
  private static final int LONG = 8;

  private Moves() {}

  /** The elements of x by index, where neither has rows; zeros stay zeros. */
  static Step of(int[] index, Buffer x, Buffer out) {
    int[] moves = new int[3 * index.length];
    int count = 0;
    for (int k = 0; k < index.length; k++) {
      if (index[k] == Take.NONE) {
        continue;
      }
      if (k > 0 && index[k - 1] != Take.NONE && index[k] == index[k - 1] + 1) {
        moves[count - 1]++;
      } else {
        moves[count] = x.at(index[k]);
        moves[count + 1] = out.at(k);
        moves[count + 2] = 1;
        count += 3;
      }
    }
    int[] all = Arrays.copyOf(moves, count);
    Arrays.fill(out.data(), out.offset(), out.offset() + out.size(), 0);
    return rows -> move(x.data(), out.data(), all);
  }

  private static void move(double[] from, double[] to, int[] moves) {
    for (int m = 0; m < moves.length; m += 3) {
      int source = moves[m];
      int target = moves[m + 1];
      int length = moves[m + 2];
      if (length > LONG) {
        System.arraycopy(from, source, to, target, length);
      } else {
        for (int i = 0; i < length; i++) {
          to[target + i] = from[source + i];
        }
      }
    }
  }
}

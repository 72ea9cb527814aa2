package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/** What supports of vectors and matrices share: leading dimensions that repeat them. */
final class Blocks {

  /** How far sums of squares, of shares and the like may be from what they must be. */
  static final double TOLERANCE = 1e-8;

  private Blocks() {}

  /** The last dimension. */
  static int last(Expr x) {
    return x.shape().dim(x.shape().rank() - 1);
  }

  static int[] array(List<Integer> dims) {
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The dimensions with those of one block replaced. */
  static List<Integer> replace(List<Integer> dims, int rank, int... block) {
    List<Integer> out = new ArrayList<>(dims.subList(0, dims.size() - rank));
    IntStream.of(block).forEach(out::add);
    return List.copyOf(out);
  }

  /** All blocks one after the other, [blocks × block]. */
  static Expr flat(Expr x, int rank) {
    Shape shape = x.shape();
    int block = Shape.of(array(shape.dims().subList(shape.rank() - rank, shape.rank()))).size();
    return x.reshape(shape.size() / block, block);
  }

  /** [blocks × …] under the leading dimensions that {@code like} had before its last one. */
  static Expr shaped(Expr flat, Expr like, int... block) {
    return flat.reshape(array(replace(like.shape().dims(), 1, block)));
  }

  /** [blocks × m] moved to [blocks × index.length]; 0 where the index is −1. */
  static Expr take(Expr flat, int[] index) {
    int blocks = flat.shape().dim(0);
    int m = flat.shape().dim(1);
    double[] from = new double[blocks * index.length];
    for (int i = 0; i < from.length; i++) {
      int k = index[i % index.length];
      from[i] = k < 0 ? blocks * m : i / index.length * m + k;
    }
    Expr padded = Expr.concat(flat.reshape(blocks * m), Expr.vector(0));
    return padded.gather(Expr.vector(from)).reshape(blocks, index.length);
  }

  /** u of each block, end to end, after a check of the block. */
  static double[] unconstrain(
      Support support, double[] value, List<Integer> dims, UnaryOperator<double[]> each) {
    int block = 1;
    for (int d : dims.subList(dims.size() - support.rank(), dims.size())) {
      block *= d;
    }
    double[][] parts = new double[value.length / block][];
    for (int i = 0; i < parts.length; i++) {
      double[] x = Arrays.copyOfRange(value, i * block, (i + 1) * block);
      Checks.that(
          support.contains(x),
          "Support: value must be %s, got %s",
          support.rule(),
          Arrays.toString(x));
      parts[i] = each.apply(x);
    }
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  static boolean finite(double... value) {
    return Arrays.stream(value).allMatch(Double::isFinite);
  }
}

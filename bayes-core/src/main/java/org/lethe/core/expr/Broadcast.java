package org.lethe.core.expr;

import java.util.List;

/**
 * The stretches in which a broadcast binary operation runs: where each begins in the output and in
 * both operands, and whether an operand is a stretch too or one number that repeats.
 */
final class Broadcast implements Step {

  private final Binary op;
  private final Kernels kernels = Kernels.get();
  private final Buffer out;
  private final Buffer x;
  private final Buffer y;
  private final boolean xVaries;
  private final boolean yVaries;
  private final int length;
  private final int[] outAt;
  private final int[] xAt;
  private final int[] yAt;

  private Broadcast(Binary op, Buffer out, Buffer x, Buffer y, int inner) {
    this.op = op;
    this.out = out;
    this.x = x;
    this.y = y;
    List<Integer> dims = out.shape().dims();
    int length = 1;
    for (int i = dims.size() - inner; i < dims.size(); i++) {
      length *= dims.get(i);
    }
    this.length = length;
    this.xVaries = out.rows() ? x.rows() : varies(x, dims.size(), inner);
    this.yVaries = out.rows() ? y.rows() : varies(y, dims.size(), inner);
    int count = length == 0 ? 0 : out.size() / length;
    outAt = new int[count];
    xAt = new int[count];
    yAt = new int[count];
    int[] xIndex = index(out.shape(), x.shape());
    int[] yIndex = index(out.shape(), y.shape());
    for (int k = 0; k < count; k++) {
      outAt[k] = out.at(k * length);
      xAt[k] = x.at(xIndex[k * length]);
      yAt[k] = y.at(yIndex[k * length]);
    }
  }

  static Step of(Binary op, Buffer out, Buffer x, Buffer y) {
    if (!out.rows()) {
      return new Broadcast(op, out, x, y, innerDims(out.shape(), x.shape(), y.shape()));
    }
    Broadcast byElement = new Broadcast(op, out, x, y, 0);
    if (whole(out, x) && whole(out, y)) {
      int size = out.size();
      int stride = out.stride();
      return rows -> {
        if (Lanes.fill(Buffer.padded(rows), stride) && size > 0) {
          byElement.stretch(0, size * stride);
        } else {
          byElement.run(rows);
        }
      };
    }
    return byElement;
  }

  /** Whether an operand of a row operation is walked in step with the output or not at all. */
  private static boolean whole(Buffer out, Buffer arg) {
    return arg.rows() ? arg.shape().equals(out.shape()) : arg.size() == 1;
  }

  /** How many innermost dimensions both operands either have in full or repeat in full. */
  private static int innerDims(Shape out, Shape x, Shape y) {
    int rank = out.rank();
    int inner = 0;
    int kind = -1;
    for (int i = rank - 1; i >= 0; i--) {
      int d = out.dims().get(i);
      if (d != 1) {
        int here = (x.aligned(i, rank) == d ? 1 : 0) + (y.aligned(i, rank) == d ? 2 : 0);
        if (kind >= 0 && here != kind) {
          break;
        }
        kind = here;
      }
      inner++;
    }
    return inner;
  }

  private static boolean varies(Buffer arg, int rank, int inner) {
    for (int i = rank - inner; i < rank; i++) {
      if (arg.shape().aligned(i, rank) != 1) {
        return true;
      }
    }
    return false;
  }

  /** For each element of {@code out}, the element of a smaller shape that it reads. */
  static int[] index(Shape out, Shape arg) {
    int[] at = new int[out.size()];
    int rank = out.rank();
    for (int k = 0; k < at.length; k++) {
      int rest = k;
      int step = 1;
      for (int i = rank - 1; i >= 0; i--) {
        int d = arg.aligned(i, rank);
        int coordinate = rest % out.dims().get(i);
        rest /= out.dims().get(i);
        if (d != 1) {
          at[k] += coordinate * step;
        }
        step *= d;
      }
    }
    return at;
  }

  @Override
  public void run(int rows) {
    int n = out.rows() ? Buffer.padded(rows) : length;
    for (int k = 0; k < outAt.length; k++) {
      stretch(k, n);
    }
  }

  private void stretch(int k, int n) {
    if (xVaries && yVaries) {
      kernels.binary(op, x.data(), xAt[k], y.data(), yAt[k], out.data(), outAt[k], n);
    } else if (xVaries) {
      kernels.binaryRight(op, x.data(), xAt[k], y.data()[yAt[k]], out.data(), outAt[k], n);
    } else if (yVaries) {
      kernels.binaryLeft(op, x.data()[xAt[k]], y.data(), yAt[k], out.data(), outAt[k], n);
    } else {
      double value = op.apply(x.data()[xAt[k]], y.data()[yAt[k]]);
      kernels.fill(value, out.data(), outAt[k], n);
    }
  }
}

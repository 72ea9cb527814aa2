package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which matrices of a program are triangular, seen from its structure: held so, where elements are
 * 0 whatever the inputs are, or wanted so, where nothing reads the others. Products of triangles
 * then take half the work.
 */
final class Triangles {

  /** Below it a triangle saves nothing. */
  private static final int SMALLEST = 16;

  private final Set<Integer> outputs;
  private final List<Canonical.Entry> entries;
  private final List<List<Integer>> users = new ArrayList<>();
  private final List<BitSet> zeros = new ArrayList<>();
  private final BitSet[] needs;
  private final BitSet views = new BitSet();

  Triangles(List<Canonical.Entry> entries, List<Phase> phases, Set<Integer> outputs) {
    this.entries = entries;
    this.outputs = outputs;
    entries.forEach(e -> users.add(new ArrayList<>()));
    for (int i = 0; i < entries.size(); i++) {
      for (int arg : entries.get(i).args()) {
        users.get(arg).add(i);
      }
    }
    needs = new BitSet[entries.size()];
    findZeros();
    findNeeds();
    for (int i = 0; i < entries.size(); i++) {
      // a constant is transposed once, where a product may copy what it reads turned at every call
      views.set(i, phases.get(i) != Phase.CONSTANT && readByProductsAlone(i));
    }
  }

  /** Whether this is a transposed matrix that only products read, which read the matrix itself. */
  boolean isTransposedView(int i) {
    return views.get(i);
  }

  private boolean readByProductsAlone(int i) {
    return entries.get(i).node() instanceof Node.Apply a
        && a.op() instanceof Take take
        && take.isTransposeOf(a.args().get(0).shape())
        && !outputs.contains(i)
        && users.get(i).stream().allMatch(u -> op(u).equals(Optional.of(Matmul.MATMUL)));
  }

  /** The triangle outside of which a matrix that some product reads is 0. */
  Triangle held(int i) {
    boolean factor = users.get(i).stream().anyMatch(u -> op(u).equals(Optional.of(Matmul.MATMUL)));
    return factor && isLargeSquare(i)
        ? triangle(zeros.get(i), entries.get(i).node())
        : Triangle.ALL;
  }

  /** The triangle of a sum of outer products outside of which nothing reads it. */
  Triangle wanted(int i) {
    boolean product = op(i).equals(Optional.of(RowOuter.ROW_OUTER));
    if (!product || !isLargeSquare(i)) {
      return Triangle.ALL;
    }
    BitSet unread = (BitSet) needs[i].clone();
    unread.flip(0, entries.get(i).node().shape().size());
    return triangle(unread, entries.get(i).node());
  }

  private Optional<Primitive> op(int i) {
    return entries.get(i).node() instanceof Node.Apply a ? Optional.of(a.op()) : Optional.empty();
  }

  private boolean isLargeSquare(int i) {
    Shape s = entries.get(i).node().shape();
    return !s.rows() && s.rank() == 2 && s.dim(0) == s.dim(1) && s.dim(0) >= SMALLEST;
  }

  private static Triangle triangle(BitSet absent, Expr matrix) {
    int n = matrix.shape().dim(0);
    boolean lower = true;
    boolean upper = true;
    for (int i = 0; i < n; i++) {
      lower &= absent.nextClearBit(i * n + i + 1) >= (i + 1) * n;
      upper &= absent.nextClearBit(i * n) >= i * n + i;
    }
    return lower ? Triangle.LOWER : upper ? Triangle.UPPER : Triangle.ALL;
  }

  /** Elements of each node that are 0 for certain, arguments first. */
  private void findZeros() {
    for (Canonical.Entry entry : entries) {
      boolean fixed = !entry.node().shape().rows() && entry.node() instanceof Node.Apply;
      zeros.add(fixed ? zeros((Node.Apply) entry.node(), entry.args()) : new BitSet());
    }
  }

  private BitSet zeros(Node.Apply node, List<Integer> args) {
    Primitive op = node.op();
    if (op instanceof Take take) {
      return moved(take, node.shape().size(), zeros.get(args.get(0)));
    }
    if (op instanceof Reshape || op == Unary.NEGATE) {
      return zeros.get(args.get(0));
    }
    BitSet out = new BitSet();
    if (op == Cholesky.CHOLESKY || op instanceof JitteredCholesky) {
      int n = node.shape().dim(1);
      out.or(below(n));
      out.flip(0, n * n);
    } else if (op == Binary.TIMES || op == Binary.PLUS || op == Binary.MINUS) {
      out.or(spread(args.get(0), node.shape()));
      BitSet other = spread(args.get(1), node.shape());
      if (op == Binary.TIMES) {
        out.or(other);
      } else {
        out.and(other);
      }
    }
    return out;
  }

  /** The lower triangle, with its diagonal. */
  private static BitSet below(int n) {
    BitSet out = new BitSet();
    for (int row = 0; row < n; row++) {
      out.set(row * n, row * n + row + 1);
    }
    return out;
  }

  private static BitSet moved(Take take, int size, BitSet from) {
    BitSet out = new BitSet();
    for (int k = 0; k < size; k++) {
      out.set(k, take.source(k) == Take.NONE || from.get(take.source(k)));
    }
    return out;
  }

  /** The zeros of an operand where it repeats. */
  private BitSet spread(int arg, Shape shape) {
    BitSet from = zeros.get(arg);
    Shape own = entries.get(arg).node().shape();
    if (from.isEmpty() || own.equals(shape)) {
      return from;
    }
    int[] index = Broadcast.index(shape, own);
    BitSet out = new BitSet();
    for (int k = 0; k < index.length; k++) {
      out.set(k, from.get(index[k]));
    }
    return out;
  }

  /** Elements of each node without rows that something reads, users first. */
  private void findNeeds() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      BitSet need = new BitSet();
      Shape shape = entries.get(i).node().shape();
      if (outputs.contains(i)) {
        need.set(0, shape.size());
      }
      for (int user : users.get(i)) {
        need.or(needs(user, i, shape));
      }
      needs[i] = need;
    }
  }

  /** What one user reads of an argument. */
  private BitSet needs(int user, int arg, Shape shape) {
    Expr node = entries.get(user).node();
    BitSet need = (BitSet) needs[user].clone();
    if (!node.shape().rows() && node instanceof Node.Apply a) {
      if (a.op() instanceof Take take) {
        return read(take, need);
      }
      if (a.op() instanceof Reshape || a.op() == Unary.NEGATE) {
        return need;
      }
      if (a.op() == CholeskyAdjoint.CHOLESKY_ADJOINT) {
        return below(shape.dim(0));
      }
      boolean stays = node.shape().equals(shape);
      if (stays && (a.op() == Binary.PLUS || a.op() == Binary.MINUS)) {
        return need;
      }
      if (stays && a.op() == Binary.TIMES) {
        List<Integer> args = entries.get(user).args();
        need.andNot(spread(args.get(0) == arg ? args.get(1) : args.get(0), shape));
        return need;
      }
    }
    need.clear();
    need.set(0, shape.size());
    return need;
  }

  private static BitSet read(Take take, BitSet needs) {
    BitSet out = new BitSet();
    for (int k = needs.nextSetBit(0); k >= 0; k = needs.nextSetBit(k + 1)) {
      if (take.source(k) != Take.NONE) {
        out.set(take.source(k));
      }
    }
    return out;
  }
}

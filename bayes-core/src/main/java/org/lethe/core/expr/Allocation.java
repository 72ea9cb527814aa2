package org.lethe.core.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every node of a program lies: one array each for constants, for what has no rows and for
 * rows, in which stretches begin at multiples of {@link Buffer#ALIGNED}. A stretch is given to
 * another node after its last use, so that few of them fill the cache; an elementwise operation
 * takes over that of an argument which it is the last to read.
 */
final class Allocation {

  private enum Arena {
    CONSTANT,
    FIXED,
    ROWS
  }

  private final Schedule program;
  private final List<Canonical.Entry> entries;
  private final int stride;
  private final Lifetimes lifetimes;
  private final int[] offsets;
  private final boolean[] placed;
  private final boolean[] takenOver;
  private final int[] sizes = new int[Arena.values().length];
  private final List<Map<Integer, Deque<Integer>>> free = new ArrayList<>();
  private final Triangles triangles;

  Allocation(Schedule program, int stride) {
    this.program = program;
    this.entries = program.graph().entries();
    this.stride = stride;
    this.triangles = program.triangles();
    this.lifetimes = new Lifetimes(program);
    int n = entries.size();
    this.offsets = new int[n];
    this.placed = new boolean[n];
    this.takenOver = new boolean[n];
    for (int a = 0; a < sizes.length; a++) {
      free.add(new HashMap<>());
    }
    for (int i = 0; i < n; i++) {
      if (entries.get(i).args().isEmpty()) {
        place(i); // loaded before the first step
      }
    }
    for (int t = 0; t < n; t++) {
      int i = lifetimes.order().get(t);
      if (!isAlias(i) && !placed[i] && !program.pairs().isBrought(i)) {
        placeOrTakeOver(i, t);
      }
      if (program.pairs().bringsAnother(i)) {
        place(program.pairs().other(i));
      }
      for (int done : lifetimes.endingAt(t)) {
        release(done);
      }
    }
  }

  /** Makes the arrays and a buffer in them for every node. */
  List<Buffer> buffers(RowView view) {
    double[][] arenas = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
    List<Buffer> out = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Canonical.Entry entry = entries.get(i);
      Shape shape = entry.node().shape();
      if (isAlias(i)) {
        Buffer source = out.get(entry.args().get(0));
        boolean turned = triangles.isTransposedView(i);
        boolean squared = program.squares().areSummed(i);
        Buffer.Role role = new Buffer.Role(triangles.held(i), Triangle.ALL, turned, squared);
        out.add(source.as(shape, role));
      } else if (isInTable(i) && entry.node() instanceof Node.Columns c) {
        out.add(Buffer.inTable(shape, view, program.layout().position(c)));
      } else {
        double[] arena = arenas[arena(i).ordinal()];
        Buffer.Role role = new Buffer.Role(triangles.held(i), triangles.wanted(i), false, false);
        out.add(new Buffer(shape, arena, offsets[i], shape.rows() ? stride : 1).as(shape, role));
      }
    }
    return out;
  }

  private Arena arena(int i) {
    return switch (program.phase(i)) {
      case CONSTANT -> Arena.CONSTANT;
      case ROWS -> Arena.ROWS;
      case PRELUDE, REDUCTION, EPILOGUE -> Arena.FIXED;
    };
  }

  private void placeOrTakeOver(int i, int t) {
    for (int arg : entries.get(i).args()) {
      int owner = lifetimes.owner(arg);
      if (isElementwise(i) && isReplaceable(owner, i) && lifetimes.endingAt(t).contains(owner)) {
        offsets[i] = offsets[owner];
        placed[i] = true;
        takenOver[owner] = true;
        return;
      }
    }
    place(i);
  }

  private boolean isElementwise(int i) {
    return entries.get(i).node() instanceof Node.Apply a
        && a.op().elementwise()
        && !program.pairs().bringsAnother(i);
  }

  /**
   * Whether element k of the one may lie where element k of the other does: nothing else is read
   * from there, as by an argument that is its beginning, repeated.
   */
  private boolean isReplaceable(int owner, int i) {
    Shape from = entries.get(owner).node().shape();
    Shape to = entries.get(i).node().shape();
    return from.size() == to.size()
        && from.rows() == to.rows()
        && arena(owner) == arena(i)
        && entries.get(i).args().stream()
            .filter(arg -> lifetimes.owner(arg) == owner)
            .allMatch(arg -> entries.get(arg).node().shape().size() == to.size())
        && isShared(owner);
  }

  private void place(int i) {
    int length = length(i);
    int arena = arena(i).ordinal();
    placed[i] = true;
    Deque<Integer> reusable = free.get(arena).getOrDefault(length, new ArrayDeque<>());
    if (isShared(i) && !reusable.isEmpty()) {
      offsets[i] = reusable.pop();
      return;
    }
    offsets[i] = sizes[arena];
    sizes[arena] = Math.addExact(sizes[arena], length);
  }

  private void release(int i) {
    if (isShared(i) && !takenOver[i]) {
      Map<Integer, Deque<Integer>> reusable = free.get(arena(i).ordinal());
      reusable.computeIfAbsent(length(i), l -> new ArrayDeque<>()).push(offsets[i]);
    }
  }

  /** Whether a place may be another node's before and after. */
  private boolean isShared(int i) {
    boolean keeps = entries.get(i).node() instanceof Node.Apply a && a.op().keepsResult(a.shape());
    return arena(i) != Arena.CONSTANT && !keeps && !isInTable(i);
  }

  private int length(int i) {
    Shape shape = entries.get(i).node().shape();
    if (isInTable(i)) {
      return 0;
    }
    return shape.rows() ? Math.multiplyExact(shape.size(), stride) : Buffer.padded(shape.size());
  }

  private boolean isInTable(int i) {
    return entries.get(i).node() instanceof Node.Columns c && program.layout().isTableOnly(c);
  }

  private boolean isAlias(int i) {
    return isAlias(program, i);
  }

  /**
   * Whether a node is another one under a new shape, its beginning, its transpose or its square.
   */
  static boolean isAlias(Schedule program, int i) {
    boolean same =
        program.graph().entries().get(i).node() instanceof Node.Apply a
            && (a.op() instanceof Reshape || (a.op() instanceof Take take && take.isBeginning()));
    return same || program.triangles().isTransposedView(i) || program.squares().areSummed(i);
  }
}

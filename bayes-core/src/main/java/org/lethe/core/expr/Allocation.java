package org.lethe.core.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every node of a program lies: one array for each phase, in which stretches begin at
 * multiples of {@link Buffer#ALIGNED}. In the row body a stretch is given to another node after its
 * last use.
 */
final class Allocation {

  private final Schedule program;
  private final List<Canonical.Entry> entries;
  private final int stride;
  private final int[] lastUse;
  private final int[] offsets;
  private final int[] sizes = new int[Phase.values().length];
  private final Map<Integer, Deque<Integer>> free = new HashMap<>();
  private final Triangles triangles;

  Allocation(Schedule program, int stride) {
    this.program = program;
    this.entries = program.graph().entries();
    this.stride = stride;
    this.triangles = program.triangles();
    this.lastUse = lastUses();
    this.offsets = new int[entries.size()];
    for (int i = 0; i < offsets.length; i++) {
      if (isRowLeaf(i)) {
        offsets[i] = take(i); // loaded before the first step of a block
      }
    }
    for (int i = 0; i < offsets.length; i++) {
      if (!isRowLeaf(i) && !isAlias(i) && !program.pairs().isBrought(i)) {
        offsets[i] = take(i);
      }
      if (program.pairs().bringsAnother(i)) {
        offsets[program.pairs().other(i)] = take(program.pairs().other(i));
      }
      release(i);
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
        out.add(source.as(shape, new Buffer.Role(triangles.held(i), Triangle.ALL, turned)));
      } else if (isInTable(i) && entry.node() instanceof Node.Columns c) {
        out.add(Buffer.inTable(shape, view, program.layout().position(c)));
      } else {
        double[] arena = arenas[program.phase(i).ordinal()];
        Buffer.Role role = new Buffer.Role(triangles.held(i), triangles.wanted(i), false);
        out.add(new Buffer(shape, arena, offsets[i], shape.rows() ? stride : 1).as(shape, role));
      }
    }
    return out;
  }

  private int[] lastUses() {
    int[] last = new int[entries.size()];
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (program.isOutput(i) || entries.get(i).node() instanceof Node.Ones) {
        last[i] = Integer.MAX_VALUE;
      }
      last[i] = Math.max(last[i], i);
      for (int arg : entries.get(i).args()) {
        // what an alias keeps alive, it keeps alive in its argument
        last[arg] = Math.max(last[arg], isAlias(i) ? last[i] : program.pairs().at(i));
      }
    }
    return last;
  }

  private int take(int i) {
    int phase = program.phase(i).ordinal();
    int length = length(i);
    Deque<Integer> reusable = free.getOrDefault(length, new ArrayDeque<>());
    if (program.phase(i) == Phase.ROWS && !reusable.isEmpty()) {
      return reusable.pop();
    }
    int at = sizes[phase];
    sizes[phase] = Math.addExact(at, length);
    return at;
  }

  /** Gives back the stretches that step i was the last to read. */
  private void release(int i) {
    entries.get(i).args().stream().distinct().forEach(arg -> releaseIfLast(arg, i));
    if (program.pairs().bringsAnother(i)) {
      List<Integer> args = entries.get(program.pairs().other(i)).args();
      args.stream().distinct().forEach(arg -> releaseIfLast(arg, i));
    }
    releaseIfLast(i, i);
  }

  private void releaseIfLast(int node, int step) {
    int owner = node;
    while (isAlias(owner)) {
      owner = entries.get(owner).args().get(0);
    }
    boolean done = lastUse[owner] == step && program.phase(owner) == Phase.ROWS;
    if (done && !isInTable(owner)) {
      lastUse[owner] = Integer.MAX_VALUE;
      free.computeIfAbsent(length(owner), l -> new ArrayDeque<>()).push(offsets[owner]);
    }
  }

  private int length(int i) {
    Shape shape = entries.get(i).node().shape();
    if (isInTable(i)) {
      return 0;
    }
    return shape.rows() ? Math.multiplyExact(shape.size(), stride) : Buffer.padded(shape.size());
  }

  private boolean isRowLeaf(int i) {
    return program.phase(i) == Phase.ROWS && entries.get(i).args().isEmpty();
  }

  private boolean isInTable(int i) {
    return entries.get(i).node() instanceof Node.Columns c && program.layout().isTableOnly(c);
  }

  private boolean isAlias(int i) {
    return isAlias(program, i);
  }

  /** Whether a node is another one under a new shape, or seen as its transpose. */
  static boolean isAlias(Schedule program, int i) {
    boolean reshaped =
        program.graph().entries().get(i).node() instanceof Node.Apply a
            && a.op() instanceof Reshape;
    return reshaped || program.triangles().isTransposedView(i);
  }
}

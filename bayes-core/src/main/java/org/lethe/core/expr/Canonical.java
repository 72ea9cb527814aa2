package org.lethe.core.expr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A graph in which equal subexpressions are one node, numbered so that arguments come first. */
final class Canonical {

  /** A node and the numbers of its arguments. */
  record Entry(Expr node, List<Integer> args) {}

  private record Key(Object what, Shape shape, List<Integer> args) {
    // written out: the platform's own for records is made of method handles, milliseconds at each
    // start
    @Override
    public boolean equals(Object o) {
      return o instanceof Key k
          && what.equals(k.what)
          && shape.equals(k.shape)
          && args.equals(k.args);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * what.hashCode() + shape.hashCode()) + args.hashCode();
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final IdentityHashMap<Expr, Integer> numbers = new IdentityHashMap<>();
  private final Map<Key, Integer> known = new HashMap<>();

  Canonical(List<Expr> roots) {
    for (Expr e : Graph.topological(roots)) {
      List<Integer> args = Graph.args(e).stream().map(numbers::get).toList();
      int number = known.computeIfAbsent(key(e, args), k -> entries.size());
      if (number == entries.size()) {
        entries.add(new Entry(e, args));
      }
      numbers.put(e, number);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** The number of a node that a root reaches; −1 for others. */
  int number(Expr e) {
    return numbers.getOrDefault(e, -1);
  }

  private static Key key(Expr e, List<Integer> args) {
    Object what = e;
    if (e instanceof Node.Apply a) {
      what = a.op();
    } else if (e instanceof Node.Constant c) {
      what = Arrays.stream(c.values()).boxed().toList();
    } else if (e instanceof Node.Columns c) {
      what = c.names();
    } else if (e instanceof Node.Weight || e instanceof Node.Ones) {
      what = e.getClass();
    }
    return new Key(what, e.shape(), args);
  }

  /** A SHA-256 of the graph; inputs count by their position. */
  String digest(List<Expr> inputs, List<Expr> outputs) {
    MessageDigest sha = sha256();
    for (Entry entry : entries) {
      text(sha, describe(entry, inputs));
      if (entry.node() instanceof Node.Constant c) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * c.values().length);
        Arrays.stream(c.values()).forEach(bytes::putDouble);
        sha.update(bytes.array());
      }
    }
    text(sha, inputs.stream().map(Expr::shape).toList().toString());
    text(sha, outputs.stream().map(this::number).toList().toString());
    return HexFormat.of().formatHex(sha.digest());
  }

  private static String describe(Entry entry, List<Expr> inputs) {
    Expr e = entry.node();
    String what = e.getClass().getSimpleName();
    if (e instanceof Node.Apply a) {
      what = a.op().name();
    } else if (e instanceof Node.Input) {
      what = "INPUT" + inputs.indexOf(e);
    } else if (e instanceof Node.Columns c) {
      what = "COLUMNS" + c.names();
    }
    return what + entry.args() + e.shape();
  }

  private static void text(MessageDigest sha, String s) {
    byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    sha.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package org.lethe.examples.gp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;

/** Data on which sparse processes are judged; where they come from is in DATA.md. */
public enum Task {
  /** Two classes in the plane, 400 rows to learn from and 4900 to be judged by. */
  BANANA(
      new SparseProcess(new String[] {"x1", "x2"}, "label", SparseProcess.Kind.PROBIT, 2), 400, 50),
  /** Disease progression from ten numbers, all standardised by the 342 rows to learn from. */
  DIABETES(
      new SparseProcess(
          new String[] {"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"},
          "progression",
          SparseProcess.Kind.NORMAL,
          1),
      342,
      50);

  private final SparseProcess process;
  private final int trained;
  private final int inducing;

  Task(SparseProcess process, int trained, int inducing) {
    this.process = process;
    this.trained = trained;
    this.inducing = inducing;
  }

  /** What the user types, and the name of the file without its ending. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  SparseProcess process() {
    return process;
  }

  /** How many rows it learns from. */
  int trained() {
    return trained;
  }

  /** How many inducing inputs it has. */
  int inducing() {
    return inducing;
  }

  boolean isRegression() {
    return process.kind() == SparseProcess.Kind.NORMAL;
  }

  /** Lays the data down in a directory, and reads them from there. */
  public Table in(Path directory) {
    Path csv = directory.resolve(word() + ".csv");
    AtomicFile.write(csv, resource(word() + ".csv"));
    return Table.csv(csv, Schema.id("id").number(columns()).learn(csv));
  }

  /**
   * The rows of a regression in units of the trained ones: mean 0 and variance 1 in each column.
   */
  Table standardised(Table rows, List<String> trained) {
    Map<String, double[]> out = new HashMap<>();
    Table known = rows.select(trained);
    for (String name : columns()) {
      double[] x = known.column(name);
      double mean = Arrays.stream(x).average().orElseThrow();
      double sd = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(1));
      out.put(name, Arrays.stream(rows.column(name)).map(v -> (v - mean) / sd).toArray());
    }
    return Table.of(rows.ids(), out);
  }

  private String[] columns() {
    return Stream.concat(Arrays.stream(process.features()), Stream.of(process.response()))
        .toArray(String[]::new);
  }

  static byte[] resource(String name) {
    try (InputStream in = Task.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the data " + name + " must be in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}

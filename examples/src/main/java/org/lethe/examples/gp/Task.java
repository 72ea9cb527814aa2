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
import org.lethe.core.gp.InducingInputs;

/** Data on which sparse processes are judged; where they come from is in DATA.md. */
public enum Task {
  /** Two classes in the plane, 400 rows to learn from and 4900 to be judged by. */
  BANANA(
      new SparseProcess(new String[] {"x1", "x2"}, "label", SparseProcess.Kind.PROBIT, 2),
      400,
      50,
      2000),
  /** Disease progression from ten numbers, all standardised by the 342 rows to learn from. */
  DIABETES(
      new SparseProcess(
          new String[] {"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"},
          "progression",
          SparseProcess.Kind.NORMAL,
          1),
      342,
      50,
      2000),
  /**
   * Benign or not from thirty numbers, 512 rows to learn from and 57 to be judged by, in the
   * setting of a published figure: features standardised by all rows, splits of NumPy, one length
   * that starts at √30, inducing inputs that start at centres of k-means.
   */
  CANCER(
      new SparseProcess(nuclei(), "benign", SparseProcess.Kind.PROBIT, 1, Math.sqrt(30)),
      512,
      100,
      3000);

  private final SparseProcess process;
  private final int trained;
  private final int inducing;
  private final int steps;

  Task(SparseProcess process, int trained, int inducing, int steps) {
    this.process = process;
    this.trained = trained;
    this.inducing = inducing;
    this.steps = steps;
  }

  private static String[] nuclei() {
    String[] of = {
      "radius",
      "texture",
      "perimeter",
      "area",
      "smoothness",
      "compactness",
      "concavity",
      "concave_points",
      "symmetry",
      "fractal_dimension"
    };
    return Stream.of("mean_%s", "%s_error", "worst_%s")
        .flatMap(what -> Arrays.stream(of).map(what::formatted))
        .toArray(String[]::new);
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

  /** Steps of the optimisation, after which every fit is TRUSTED. */
  int steps() {
    return steps;
  }

  /** The split of a number, from 0. */
  Split split(List<String> ids, int number) {
    return this == CANCER ? Split.shuffled(ids, number, trained) : Split.of(ids, number, trained);
  }

  /** The rows in the units in which they are learned. */
  Table units(Table rows, Split split) {
    return switch (this) {
      case BANANA -> rows;
      case DIABETES -> standardised(rows, split.trained(), columns());
      case CANCER -> standardised(rows, rows.ids(), process.features());
    };
  }

  /** Where inducing inputs start: the first rows of the split, or centres of all it learns. */
  InducingInputs start(Table rows, Split split, int number) {
    return this == CANCER
        ? InducingInputs.kMeans(rows.select(split.trained()), inducing, number, process.features())
        : process.at(rows.select(split.trained().subList(0, inducing)));
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

  /** Columns in units of the known rows: mean 0 and variance 1 in each. */
  private Table standardised(Table rows, List<String> known, String... of) {
    Map<String, double[]> out = new HashMap<>();
    for (String name : columns()) {
      out.put(name, rows.column(name));
    }
    Table given = rows.select(known);
    for (String name : of) {
      double[] x = given.column(name);
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

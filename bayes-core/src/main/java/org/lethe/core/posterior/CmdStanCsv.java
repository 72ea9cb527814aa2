package org.lethe.core.posterior;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;

/**
 * Draws in the CSV files that CmdStan writes: one a chain, comments, names such as {@code w.1.2},
 * counted from one, then a line a draw. Values are on the model's own scale.
 */
final class CmdStanCsv {
  private CmdStanCsv() {}

  /** Writes {@code name.csv}, or {@code name_1.csv}, name_2.csv, … where there are more chains. */
  static List<Path> write(Draws draws, Path csv, Optional<Table> data) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    double[][] all = draws.all();
    data.ifPresent(rows -> columns.put("lp__", logDensity(draws.model(), all, rows)));
    Quantities.values(draws.model(), draws.model().quantities(), all)
        .forEach((name, values) -> columns.put(stanName(name), values));
    requireDistinct(draws.model(), columns.keySet().size() - (data.isPresent() ? 1 : 0));
    List<Path> files = new ArrayList<>();
    for (int c = 0; c < draws.chains(); c++) {
      Path file = draws.chains() == 1 ? csv : numbered(csv, c + 1);
      AtomicFile.write(file, chain(draws, c, columns).getBytes(StandardCharsets.UTF_8));
      files.add(file);
    }
    return files;
  }

  private static String chain(Draws draws, int chain, Map<String, double[]> columns) {
    StringBuilder out = new StringBuilder();
    out.append("# model = ").append(draws.model().name().replaceAll("\\s+", "_")).append('\n');
    out.append("# method = sample\n");
    out.append("#   sample\n");
    out.append("#     num_samples = ").append(draws.size()).append('\n');
    out.append("#     num_warmup = 0\n");
    out.append("#     save_warmup = 0\n");
    out.append("#     thin = 1\n");
    out.append("# id = ").append(chain + 1).append('\n');
    out.append(String.join(",", columns.keySet())).append('\n');
    for (int i = chain * draws.size(); i < (chain + 1) * draws.size(); i++) {
      String separator = "";
      for (double[] column : columns.values()) {
        out.append(separator).append(number(column[i]));
        separator = ",";
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** As C++ and Python read it. */
  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.isNaN(value) ? "nan" : Double.toString(value);
  }

  /** {@code b[0,1]} is {@code b.1.2}. */
  static String stanName(String element) {
    int bracket = element.endsWith("]") ? element.lastIndexOf('[') : -1;
    if (bracket < 0) {
      return element.replaceAll("\\W", "_");
    }
    String name = element.substring(0, bracket).replaceAll("\\W", "_");
    String[] indices = element.substring(bracket + 1, element.length() - 1).split(",");
    return name
        + Arrays.stream(indices)
            .map(index -> "." + (Integer.parseInt(index) + 1))
            .reduce("", String::concat);
  }

  private static void requireDistinct(Model model, int columns) {
    HashSet<String> names = new HashSet<>();
    for (String name : model.quantities().keySet()) {
      Checks.that(
          names.add(name.replaceAll("\\W", "_")),
          "CmdStan CSV: names must differ in letters, digits and underscores, got two like '%s'",
          name);
    }
    Checks.that(columns > 0, "CmdStan CSV: model %s must have quantities, got 0", model.name());
  }

  private static double[] logDensity(Model given, double[][] draws, Table rows) {
    Model model = given.rows().isPresent() ? given : given.on(rows);
    model.check(rows);
    requireSame(model, rows);
    Checks.that(
        model.dimension() == given.dimension(),
        "CmdStan CSV: model %s has %d parameters on these %d rows, and draws have %d: give the"
            + " rows that they were fitted to",
        model.name(),
        model.dimension(),
        rows.size(),
        given.dimension());
    Expr rowTerms = model.logLikelihood().sumRows();
    Expr joint = rowTerms.plus(model.logJoint()).plus(model.logPrior());
    Program program = Program.of(List.of(model.theta()), List.of(joint));
    double[] points = Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
    double[] out = new double[draws.length];
    try (Program.Executor executor = program.on(Device.auto(), Precision.DOUBLE)) {
      executor.rows(rows, new int[0], new double[0], 0, rows.size());
      executor.calls(draws.length, points, out);
    }
    return out;
  }

  /** Rows that joint terms have met are in them as constants. */
  private static void requireSame(Model model, Table rows) {
    Table met = model.rows().orElse(rows);
    Checks.that(
        met.digest().equals(rows.digest()),
        "CmdStan CSV: model %s couples its rows, so its log density must be of the %d rows that it"
            + " was fitted to, got %d rows%s",
        model.name(),
        met.size(),
        rows.size(),
        met.size() == rows.size() ? " with other values or ids" : "");
  }

  private static Path numbered(Path csv, int chain) {
    String name = csv.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return csv.resolveSibling(name.substring(0, end) + "_" + chain + name.substring(end));
  }
}

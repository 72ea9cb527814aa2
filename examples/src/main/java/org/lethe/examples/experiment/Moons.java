package org.lethe.examples.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Engine;
import org.lethe.inference.svi.Svi;

/**
 * The moons of Nguyen, Low and Jaillet (2020): classification by a sparse Gaussian process of 20
 * inducing inputs, f = K_xu K_uu⁻¹ u and p(label = 1) = sigmoid(f), hyperparameters known. Their u
 * has the prior N(0, K_uu); here it is whitened, which changes neither ELBO, KL nor gate.
 *
 * @param csv the file, as it was laid down
 * @param rows all 100 rows
 * @param edit forgets those of the variant
 * @param remaining the others
 * @param model of {@code label}
 */
public record Moons(Path csv, Table rows, Edit edit, Table remaining, Model model) {
  private static final double VARIANCE = 4.7432;

  /** What multiplies the squared differences; 1/√ of it is a length. */
  private static final double[] PRECISIONS = {2.4232, 1.8230};

  /** Lays the data down in a directory, and reads them from there. */
  public static Moons in(Path directory, MoonVariant variant) {
    Path csv = directory.resolve("moons.csv");
    AtomicFile.write(csv, Resource.bytes("moons.csv"));
    Schema schema = Schema.id("id").number("x1", "x2", "label").learn(csv);
    Table rows = Table.csv(csv, schema);
    Edit edit = Edit.forget(rows, variant.erased(rows));
    return new Moons(csv, rows, edit, rows.after(edit), model(schema));
  }

  /** How the posteriors are fitted. */
  static Engine<GaussianPosterior> engine() {
    return Svi.of(Family.fullRank());
  }

  private static Model model(Schema schema) {
    double[][] inducing = inducing();
    double[] lengths = Arrays.stream(PRECISIONS).map(p -> 1 / Math.sqrt(p)).toArray();
    Kernel kernel = Kernel.rbf(Expr.constant(VARIANCE), Expr.vector(lengths));
    SparseGp process = SparseGp.of(kernel, Expr.constant(inducing)).jitter(0);
    return Model.define(
        "moons",
        schema,
        m -> {
          Expr u = m.parameter("u", Normal.of(0, 1), inducing.length);
          m.observe("label", Bernoulli.logits(process.projection(u, m.columns("x1", "x2"))));
        });
  }

  private static double[][] inducing() {
    String text = new String(Resource.bytes("moons_inducing.csv"), StandardCharsets.UTF_8);
    return text.lines()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
